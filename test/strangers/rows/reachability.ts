import { each, name, nothing, own, type Row } from '../row.ts';

export const reachabilityRows: Readonly<Record<string, Row>> = {
  'POST /isthmus/v1/projects/:project_id/reachability': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: ({ a }) => ({ body: { source: { instance_id: a.instanceId }, destination: { ip: '192.168.1.1' }, protocol: 'icmp' } }),
  },
  'POST /isthmus/v1/projects/:project_id/what-if': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: ({ a, peeringId }) => ({
      body: {
        changes: [
          { type: 'create-route', vpc_id: a.vpcId, route_table_id: a.routeTableId, destination: '10.9.0.0/16', peering_id: peeringId },
        ],
      },
    }),
  },
  'GET /isthmus/v1/projects/:project_id/guardrails': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: nothing,
  },
  'POST /isthmus/v1/projects/:project_id/guardrails': {
    expected: each(201, 404, 403, 404, 404, 403, 401, 401),
    // The peer may state something of the VPC at the other end of its peering.
    inOwnProject: own(201, 404, 404),
    ask: ({ a }) => ({ body: { name: name(), rule: 'never', source: { cidr: '203.0.113.0/24' }, destination: { vpc_id: a.vpcId } } }),
  },
  'GET /isthmus/v1/projects/:project_id/guardrails/:guardrail_id': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { guardrail_id: await make.guardrail() } }),
  },
  'DELETE /isthmus/v1/projects/:project_id/guardrails/:guardrail_id': {
    expected: each(204, 404, 403, 404, 404, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { guardrail_id: await make.guardrail() } }),
  },
  'GET /isthmus/v1/projects/:project_id/topology': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: nothing,
  },
};
