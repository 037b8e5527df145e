import { ok, type Principal } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint, Site } from '../endpoint.ts';
import { anyText, named } from '../fields.ts';
import { endpoint } from '../row.ts';
import { stableId } from './stable.ts';

/** A service of the catalog. `path` follows the host; a `{project}` in it is the caller's, and without one there is no such endpoint. */
export interface Service {
  readonly type: string;
  readonly name: string;
  readonly path: string;
  readonly regions: 'each' | 'any-and-each';
}

/**
 * What is here, and nothing else: a service that is named is asked, and one that is not is passed over. `network` is a
 * bare host, to which clients add `v1/` or `v2.0/` themselves. Identity is published with region `*`; clients that compare
 * regions find theirs behind it.
 */
export const services: readonly Service[] = [
  { type: 'identity', name: 'iam', path: '/v3', regions: 'any-and-each' },
  { type: 'network', name: 'neutron', path: '', regions: 'each' },
  { type: 'vpc', name: 'vpc', path: '/v1/{project}', regions: 'each' },
];

export const serviceId = ({ type }: Service): string => stableId(`service/${type}`);

/** One endpoint of a service: where it is in one region. `url` keeps a `{project}`. */
export interface ServiceEndpoint {
  readonly id: string;
  readonly service: Service;
  readonly region: string;
  readonly url: string;
}

/** The caller's own region first: a client that names no region takes the first endpoint it finds. */
export function serviceEndpoints(site: Site, principal: Principal | null): readonly ServiceEndpoint[] {
  const own = principal?.project?.region;
  const regions = own === undefined ? site.regions : [own, ...site.regions.filter((region) => region !== own)];
  return services.flatMap((service) =>
    (service.regions === 'each' ? regions : ['*', ...regions]).map((region) => ({
      id: stableId(`endpoint/${service.type}/${region}`),
      service,
      region,
      url: `${site.baseUrl}${service.path}`,
    })),
  );
}

export const CatalogEntry = named(
  'Service',
  Type.Object({
    id: anyText,
    type: anyText,
    name: anyText,
    endpoints: Type.Array(Type.Object({ id: anyText, interface: anyText, region: anyText, region_id: anyText, url: anyText })),
  }),
);

/** What `principal` can reach. A caller without a project is told of no endpoint that would need one. */
export function catalogOf(site: Site, principal: Principal) {
  const project = principal.project?.id;
  const endpoints = serviceEndpoints(site, principal).filter(({ url }) => project !== undefined || !url.includes('{project}'));
  return services.flatMap((service) => {
    const of = endpoints.filter((one) => one.service === service);
    if (of.length === 0) return [];
    return [
      {
        id: serviceId(service),
        type: service.type,
        name: service.name,
        endpoints: of.map(({ id, region, url }) => ({
          id,
          interface: 'public',
          region,
          region_id: region,
          url: url.replace('{project}', project ?? ''),
        })),
      },
    ];
  });
}

export const catalog: readonly Endpoint[] = [
  endpoint({
    dialect: 'keystone-v3',
    method: 'GET',
    path: '/v3/auth/catalog',
    summary: 'The service catalog of the caller',
    caller: 'account',
    operations: [],
    responses: { 200: Type.Object({ catalog: Type.Array(CatalogEntry), links: Type.Object({ self: anyText }) }) },
    handle: async ({ request: { site, principal } }) =>
      ok({
        status: 200,
        body: { catalog: principal === null ? [] : catalogOf(site, principal), links: { self: `${site.baseUrl}/v3/auth/catalog` } },
      }),
  }),
];
