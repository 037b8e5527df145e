import { each, name, own, type Row } from '../row.ts';

let blocks = 0;
/** A block that no row used before. */
const destination = (): string => `10.${100 + (++blocks >> 8)}.${blocks & 255}.0/24`;

export const routeRows: Readonly<Record<string, Row>> = {
  'GET /v2.0/vpc/routes': {
    expected: each(200, 200, 200, 200, 200, 403, 401, 401),
    ask: ({ a }) => ({ query: `vpc_id=${a.vpcId}` }),
  },
  'POST /v2.0/vpc/routes': {
    expected: each(201, 404, 403, 404, 404, 403, 401, 401),
    ask: ({ a, peeringId }) => ({ body: { route: { type: 'peering', vpc_id: a.vpcId, destination: destination(), nexthop: peeringId } } }),
  },
  'GET /v2.0/vpc/routes/:route_id': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    ask: ({ routeId }) => ({ params: { route_id: routeId } }),
  },
  'DELETE /v2.0/vpc/routes/:route_id': {
    expected: each(204, 404, 403, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({ params: { route_id: await make.route() } }),
  },
  'GET /v1/:project_id/routetables': {
    expected: each(200, 400, 200, 400, 400, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: ({ a }) => ({ query: `vpc_id=${a.vpcId}` }),
  },
  'POST /v1/:project_id/routetables': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ body: { routetable: { vpc_id: await make.vpc(), name: name() } } }),
  },
  'GET /v1/:project_id/routetables/:routetable_id': {
    expected: each(200, 400, 200, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: ({ a }) => ({ params: { routetable_id: a.routeTableId } }),
  },
  'PUT /v1/:project_id/routetables/:routetable_id': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: ({ a, peeringId }) => ({
      params: { routetable_id: a.routeTableId },
      body: { routetable: { routes: { add: [{ type: 'peering', destination: destination(), nexthop: peeringId }] } } },
    }),
  },
  'POST /v1/:project_id/routetables/:routetable_id/action': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: ({ a }) => ({ params: { routetable_id: a.routeTableId }, body: { routetable: { subnets: { associate: [a.subnetId] } } } }),
  },
  'DELETE /v1/:project_id/routetables/:routetable_id': {
    expected: each(204, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { routetable_id: await make.routeTable() } }),
  },
};
