import { err, ok, type Principal } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint, Site } from '../endpoint.ts';
import { anyText, filterText, named } from '../fields.ts';
import { endpoint } from '../row.ts';
import { serviceEndpoints, serviceId, type ServiceEndpoint } from './catalog.ts';
import { listBody, listOf } from './link.ts';

const dialect = 'keystone-v3';
const path = '/v3/endpoints';
const caller = 'account';

const Shown = named(
  'EndpointRecord',
  Type.Object({
    id: anyText,
    service_id: anyText,
    interface: anyText,
    region: anyText,
    region_id: anyText,
    url: anyText,
    enabled: Type.Boolean(),
    links: Type.Object({ self: anyText }),
  }),
);

/** A caller without a project sees the placeholder that Keystone shows. */
const render = ({ id, service, region, url }: ServiceEndpoint, site: Site, principal: Principal | null) => ({
  id,
  service_id: serviceId(service),
  interface: 'public',
  region,
  region_id: region,
  url: url.replace('{project}', principal?.project?.id ?? '$(project_id)s'),
  enabled: true,
  links: { self: `${site.baseUrl}${path}/${id}` },
});

export const endpoints: readonly Endpoint[] = [
  endpoint({
    dialect,
    method: 'GET',
    path,
    summary: 'List endpoints of services',
    caller,
    operations: [],
    query: Type.Object({ interface: Type.Optional(filterText), service_id: Type.Optional(filterText) }),
    responses: { 200: listOf('endpoints', Shown) },
    handle: async ({ query, request: { site, principal } }) => {
      const items = serviceEndpoints(site, principal)
        .map((one) => render(one, site, principal))
        .filter((one) => query.interface === undefined || one.interface === query.interface)
        .filter((one) => query.service_id === undefined || one.service_id === query.service_id);
      return ok({ status: 200, body: listBody(site, path, 'endpoints', items) });
    },
  }),
  endpoint({
    dialect,
    method: 'GET',
    path: `${path}/:endpoint_id`,
    summary: 'Show an endpoint of a service',
    caller,
    operations: [],
    responses: { 200: Type.Object({ endpoint: Shown }) },
    handle: async ({ params, request: { site, principal } }) => {
      const id = params['endpoint_id'] ?? '';
      const found = serviceEndpoints(site, principal).find((one) => one.id === id);
      if (found === undefined) return err({ kind: 'not-found', resource: 'endpoint', id });
      return ok({ status: 200, body: { endpoint: render(found, site, principal) } });
    },
  }),
];
