import { each, firstOf, nothing, type Row } from '../row.ts';

export const catalogRows: Readonly<Record<string, Row>> = {
  'GET /v3': {
    expected: each(200, 200, 200, 200, 200, 200, 200, 200),
    ask: nothing,
  },
  'GET /v3/auth/catalog': {
    expected: each(200, 200, 200, 200, 200, 200, 401, 401),
    ask: nothing,
  },
  'GET /v3/regions': {
    expected: each(200, 200, 200, 200, 200, 200, 200, 200),
    ask: nothing,
  },
  'GET /v3/regions/:region_id': {
    expected: each(200, 200, 200, 200, 200, 200, 200, 200),
    ask: () => ({ params: { region_id: 'eu-de' } }),
  },
  'GET /v3/services': {
    expected: each(200, 200, 200, 200, 200, 200, 401, 401),
    ask: nothing,
  },
  'GET /v3/services/:service_id': {
    expected: each(200, 200, 200, 200, 200, 200, 401, 401),
    ask: async (world) => ({ params: { service_id: await firstOf(world, 'services') } }),
  },
  'GET /v3/endpoints': {
    expected: each(200, 200, 200, 200, 200, 200, 401, 401),
    ask: nothing,
  },
  'GET /v3/endpoints/:endpoint_id': {
    expected: each(200, 200, 200, 200, 200, 200, 401, 401),
    ask: async (world) => ({ params: { endpoint_id: await firstOf(world, 'endpoints') } }),
  },
  'GET /': {
    expected: each(200, 200, 200, 200, 200, 200, 200, 200),
    ask: nothing,
  },
  'GET /v2.0': {
    expected: each(200, 200, 200, 200, 200, 200, 200, 200),
    ask: nothing,
  },
};
