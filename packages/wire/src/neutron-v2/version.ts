import { ok } from '@isthmus/core';
import { Type } from 'typebox';
import { endpoint } from '../row.ts';
import type { Endpoint } from '../endpoint.ts';
import { anyText, named } from '../fields.ts';
import { Links } from './link.ts';

/** The collections this host answers under `/v2.0`, by what one of them is called. */
const collections = {
  network: 'networks',
  subnet: 'subnets',
  router: 'routers',
  port: 'ports',
  security_group: 'security-groups',
  security_group_rule: 'security-group-rules',
  floatingip: 'floatingips',
  subnetpool: 'subnetpools',
  extension: 'extensions',
  availability_zone: 'availability_zones',
  agent: 'agents',
  service_provider: 'service-providers',
  peering: 'vpc/peerings',
  route: 'vpc/routes',
} as const;

const Version = named('Version', Type.Object({ status: anyText, id: anyText, links: Links }));
const Resource = named('Resource', Type.Object({ name: anyText, collection: anyText, links: Links }));

/** Discovery needs no token: clients ask for it before they have one. */
export const versions: readonly Endpoint[] = [
  endpoint({
    dialect: 'neutron-v2',
    method: 'GET',
    path: '/',
    summary: 'The versions of the network API',
    caller: 'none',
    operations: [],
    responses: { 200: Type.Object({ versions: Type.Array(Version) }) },
    handle: async ({ request: { site } }) =>
      ok({
        status: 200,
        body: { versions: [{ status: 'CURRENT', id: 'v2.0', links: [{ href: `${site.baseUrl}/v2.0`, rel: 'self' }] }] },
      }),
  }),
  endpoint({
    dialect: 'neutron-v2',
    method: 'GET',
    path: '/v2.0',
    summary: 'The collections of the network API',
    caller: 'none',
    operations: [],
    responses: { 200: Type.Object({ resources: Type.Array(Resource) }) },
    handle: async ({ request: { site } }) =>
      ok({
        status: 200,
        body: {
          resources: Object.entries(collections).map(([name, collection]) => ({
            name,
            collection: collection.replace('vpc/', ''),
            links: [{ href: `${site.baseUrl}/v2.0/${collection}`, rel: 'self' }],
          })),
        },
      }),
  }),
];
