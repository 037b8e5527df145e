import { err, ok, type Domain } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint, Site } from '../endpoint.ts';
import { anyText, filterText, named } from '../fields.ts';
import { endpoint } from '../row.ts';
import { listBody, listOf } from './link.ts';

const dialect = 'keystone-v3';
const path = '/v3/domains';
const resource = 'domain';

const Shown = named(
  'Domain',
  Type.Object({ id: anyText, name: anyText, enabled: Type.Boolean(), description: anyText, links: Type.Object({ self: anyText }) }),
);

const render = (domain: Domain, site: Site) => ({
  id: domain.id,
  name: domain.name,
  enabled: domain.enabled,
  description: domain.description,
  links: { self: `${site.baseUrl}${path}/${domain.id}` },
});

const Filters = Type.Object({ name: Type.Optional(filterText), enabled: Type.Optional(Type.Boolean()) });

const list = (at: string, summary: string): Endpoint =>
  endpoint({
    dialect,
    method: 'GET',
    path: at,
    summary,
    resource,
    operations: ['list-domains'],
    query: Filters,
    responses: { 200: listOf('domains', Shown) },
    async handle({ query: { name, enabled }, request: { site } }, run) {
      const done = await run('list-domains', name === undefined ? {} : { name });
      if (!done.ok) return done;
      const items = done.value.value.items.filter((domain) => enabled === undefined || domain.enabled === enabled);
      return ok({
        status: 200,
        body: listBody(
          site,
          at,
          'domains',
          items.map((domain) => render(domain, site)),
        ),
      });
    },
  });

export const domains: readonly Endpoint[] = [
  list('/v3/auth/domains', 'The accounts the caller can have a token for'),
  list(path, 'The accounts the caller may see'),
  endpoint({
    dialect,
    method: 'GET',
    path: `${path}/:domain_id`,
    summary: 'Show an account',
    operations: ['list-domains'],
    responses: { 200: Type.Object({ domain: Shown }) },
    async handle({ params, request: { site } }, run) {
      const id = params['domain_id'] ?? '';
      const done = await run('list-domains', {});
      if (!done.ok) return done;
      const found = done.value.value.items.find((domain) => domain.id === id);
      return found === undefined ? err({ kind: 'not-found', resource, id }) : ok({ status: 200, body: { domain: render(found, site) } });
    },
  }),
];
