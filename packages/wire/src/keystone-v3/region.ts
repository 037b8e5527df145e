import { err, ok } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint, Site } from '../endpoint.ts';
import { anyText, named, nullableText } from '../fields.ts';
import { endpoint } from '../row.ts';
import { listBody, listOf } from './link.ts';

const dialect = 'keystone-v3';
const path = '/v3/regions';

const Shown = named(
  'Region',
  Type.Object({
    id: anyText,
    description: anyText,
    parent_region_id: nullableText,
    type: anyText,
    locales: Type.Object({ 'en-us': anyText }),
    links: Type.Object({ self: anyText }),
  }),
);

const render = (id: string, site: Site) => ({
  id,
  description: '',
  parent_region_id: null,
  type: 'public',
  locales: { 'en-us': id },
  links: { self: `${site.baseUrl}${path}/${id}` },
});

export const regions: readonly Endpoint[] = [
  endpoint({
    dialect,
    method: 'GET',
    path,
    summary: 'List regions',
    operations: ['list-regions'],
    responses: { 200: listOf('regions', Shown) },
    async handle({ request: { site } }, run) {
      const done = await run('list-regions', {});
      if (!done.ok) return done;
      return ok({
        status: 200,
        body: listBody(
          site,
          path,
          'regions',
          done.value.value.items.map((region) => render(region, site)),
        ),
      });
    },
  }),
  endpoint({
    dialect,
    method: 'GET',
    path: `${path}/:region_id`,
    summary: 'Show a region',
    operations: ['list-regions'],
    responses: { 200: Type.Object({ region: Shown }) },
    async handle({ params, request: { site } }, run) {
      const id = params['region_id'] ?? '';
      const done = await run('list-regions', {});
      if (!done.ok) return done;
      const region = done.value.value.items.find((one) => one === id);
      return region === undefined
        ? err({ kind: 'not-found', resource: 'region', id })
        : ok({ status: 200, body: { region: render(region, site) } });
    },
  }),
];
