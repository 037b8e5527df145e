import { ok, type Domain } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint, Site } from '../endpoint.ts';
import { anyText, filterText, named } from '../fields.ts';
import { endpoint } from '../row.ts';
import { listBody, listOf } from './link.ts';

const path = '/v3/auth/domains';

const Shown = named(
  'Domain',
  Type.Object({ id: anyText, name: anyText, enabled: Type.Boolean(), description: anyText, links: Type.Object({ self: anyText }) }),
);

const render = (domain: Domain, site: Site) => ({
  id: domain.id,
  name: domain.name,
  enabled: domain.enabled,
  description: domain.description,
  links: { self: `${site.baseUrl}/v3/domains/${domain.id}` },
});

export const domains: readonly Endpoint[] = [
  endpoint({
    dialect: 'keystone-v3',
    method: 'GET',
    path,
    summary: 'The accounts the caller can have a token for',
    resource: 'domain',
    operations: ['list-domains'],
    query: Type.Object({ name: Type.Optional(filterText) }),
    responses: { 200: listOf('domains', Shown) },
    async handle({ query: { name }, request: { site } }, run) {
      const done = await run('list-domains', name === undefined ? {} : { name });
      if (!done.ok) return done;
      return ok({
        status: 200,
        body: listBody(
          site,
          path,
          'domains',
          done.value.value.items.map((domain) => render(domain, site)),
        ),
      });
    },
  }),
];
