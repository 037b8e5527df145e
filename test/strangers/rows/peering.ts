import { each, name, nothing, own, type Row } from '../row.ts';

export const peeringRows: Readonly<Record<string, Row>> = {
  'GET /v2.0/vpc/peerings': {
    expected: each(200, 200, 200, 200, 200, 403, 401, 401),
    ask: nothing,
  },
  'POST /v2.0/vpc/peerings': {
    expected: each(201, 404, 403, 404, 404, 403, 401, 401),
    ask: async ({ make, b }) => ({
      body: {
        peering: {
          name: name(),
          request_vpc_info: { vpc_id: await make.vpc() },
          accept_vpc_info: { vpc_id: b.vpcId, tenant_id: b.session.projectId },
        },
      },
    }),
  },
  'GET /v2.0/vpc/peerings/:peering_id': {
    expected: each(200, 200, 200, 404, 404, 403, 401, 401),
    ask: ({ peeringId }) => ({ params: { peering_id: peeringId } }),
  },
  'PUT /v2.0/vpc/peerings/:peering_id': {
    expected: each(200, 200, 403, 404, 404, 403, 401, 401),
    ask: ({ peeringId }) => ({ params: { peering_id: peeringId }, body: { peering: { name: name() } } }),
  },
  'PUT /v2.0/vpc/peerings/:peering_id/accept': {
    expected: each(403, 200, 403, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({ params: { peering_id: await make.pendingPeering() } }),
  },
  'PUT /v2.0/vpc/peerings/:peering_id/reject': {
    expected: each(403, 200, 403, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({ params: { peering_id: await make.pendingPeering() } }),
  },
  'DELETE /v2.0/vpc/peerings/:peering_id': {
    expected: each(204, 204, 403, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({ params: { peering_id: await make.pendingPeering() } }),
  },
  'GET /isthmus/v1/projects/:project_id/peerings/:peering_id/health': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    inOwnProject: own(200, 404, 404),
    ask: ({ peeringId }) => ({ params: { peering_id: peeringId } }),
  },
  'GET /isthmus/v1/projects/:project_id/peerings': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: nothing,
  },
  'GET /isthmus/v1/projects/:project_id/peerings/:peering_id/preview': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    inOwnProject: own(200, 404, 404),
    ask: ({ peeringId }) => ({ params: { peering_id: peeringId } }),
  },
  'POST /isthmus/v1/projects/:project_id/peerings/:peering_id/suggested-routes': {
    expected: each(200, 404, 403, 404, 404, 403, 401, 401),
    inOwnProject: own(200, 404, 404),
    ask: ({ peeringId }) => ({ params: { peering_id: peeringId } }),
  },
};
