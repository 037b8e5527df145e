import { ok } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint, Site } from '../endpoint.ts';
import { anyText, named } from '../fields.ts';
import { endpoint } from '../row.ts';

const dialect = 'keystone-v3';

const Version = named(
  'Version',
  Type.Object({
    id: anyText,
    status: anyText,
    updated: anyText,
    'media-types': Type.Array(Type.Object({ base: anyText, type: anyText })),
    links: Type.Array(Type.Object({ rel: anyText, href: anyText })),
  }),
);

const versionOf = (site: Site) => ({
  id: 'v3.6',
  status: 'stable',
  updated: '2016-04-04T00:00:00Z',
  'media-types': [{ base: 'application/json', type: 'application/vnd.openstack.identity-v3+json' }],
  links: [{ rel: 'self', href: `${site.baseUrl}/v3/` }],
});

export const versions: readonly Endpoint[] = [
  endpoint({
    dialect,
    method: 'GET',
    path: '/v3',
    summary: 'The version of the identity API',
    caller: 'none',
    operations: [],
    responses: { 200: Type.Object({ version: Version }) },
    handle: async ({ request: { site } }) => ok({ status: 200, body: { version: versionOf(site) } }),
  }),
];

/** `GET /` of a host that is identity alone: on a shared host it belongs to the network API. 300 is published. */
export const rootVersions: readonly Endpoint[] = [
  endpoint({
    dialect,
    method: 'GET',
    path: '/',
    summary: 'The versions of the identity API',
    caller: 'none',
    operations: [],
    responses: { 300: Type.Object({ versions: Type.Object({ values: Type.Array(Version) }) }) },
    handle: async ({ request: { site } }) => ok({ status: 300, body: { versions: { values: [versionOf(site)] } } }),
  }),
];
