import { err, ok } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint, Site } from '../endpoint.ts';
import { anyText, filterText, named } from '../fields.ts';
import { endpoint } from '../row.ts';
import { serviceId, services as offered, type Service } from './catalog.ts';
import { listBody, listOf } from './link.ts';

const dialect = 'keystone-v3';
const path = '/v3/services';
const caller = 'account';

const Shown = named(
  'ServiceRecord',
  Type.Object({
    id: anyText,
    type: anyText,
    name: anyText,
    enabled: Type.Boolean(),
    description: anyText,
    links: Type.Object({ self: anyText }),
  }),
);

const render = (service: Service, site: Site) => ({
  id: serviceId(service),
  type: service.type,
  name: service.name,
  enabled: true,
  description: '',
  links: { self: `${site.baseUrl}${path}/${serviceId(service)}` },
});

export const services: readonly Endpoint[] = [
  endpoint({
    dialect,
    method: 'GET',
    path,
    summary: 'List services',
    caller,
    operations: [],
    query: Type.Object({ type: Type.Optional(filterText) }),
    responses: { 200: listOf('services', Shown) },
    handle: async ({ query: { type }, request: { site } }) => {
      const items = offered.filter((service) => type === undefined || service.type === type);
      return ok({
        status: 200,
        body: listBody(
          site,
          path,
          'services',
          items.map((service) => render(service, site)),
        ),
      });
    },
  }),
  endpoint({
    dialect,
    method: 'GET',
    path: `${path}/:service_id`,
    summary: 'Show a service',
    caller,
    operations: [],
    responses: { 200: Type.Object({ service: Shown }) },
    handle: async ({ params, request: { site } }) => {
      const id = params['service_id'] ?? '';
      const service = offered.find((one) => serviceId(one) === id);
      return service === undefined
        ? err({ kind: 'not-found', resource: 'service', id })
        : ok({ status: 200, body: { service: render(service, site) } });
    },
  }),
];
