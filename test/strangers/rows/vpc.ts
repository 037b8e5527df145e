import { each, name, nothing, own, type Row } from '../row.ts';

export const vpcRows: Readonly<Record<string, Row>> = {
  'GET /v1/:project_id/vpcs': {
    expected: each(200, 400, 200, 400, 400, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: nothing,
  },
  'POST /v1/:project_id/vpcs': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: () => ({ body: { vpc: { name: name(), cidr: '172.16.0.0/16' } } }),
  },
  'GET /v1/:project_id/vpcs/:vpc_id': {
    expected: each(200, 400, 200, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: ({ a }) => ({ params: { vpc_id: a.vpcId } }),
  },
  'PUT /v1/:project_id/vpcs/:vpc_id': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: ({ a }) => ({ params: { vpc_id: a.vpcId }, body: { vpc: { description: name() } } }),
  },
  'DELETE /v1/:project_id/vpcs/:vpc_id': {
    expected: each(204, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { vpc_id: await make.vpc() } }),
  },
  'GET /v3/:project_id/vpc/vpcs': {
    expected: each(200, 400, 200, 400, 400, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: nothing,
  },
  'POST /v3/:project_id/vpc/vpcs': {
    expected: each(201, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(201, 201, 201),
    ask: () => ({ body: { vpc: { name: name(), cidr: '10.0.0.0/16' } } }),
  },
  'PUT /v3/:project_id/vpc/vpcs/:vpc_id': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { vpc_id: await make.vpc() }, body: { vpc: { name: name() } } }),
  },
  'DELETE /v3/:project_id/vpc/vpcs/:vpc_id': {
    expected: each(204, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { vpc_id: await make.vpc() } }),
  },
  'GET /v3/:project_id/vpc/vpcs/:vpc_id': {
    expected: each(200, 400, 200, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: ({ a }) => ({ params: { vpc_id: a.vpcId } }),
  },
  'PUT /v3/:project_id/vpc/vpcs/:vpc_id/add-extend-cidr': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { vpc_id: await make.vpc() }, body: { vpc: { extend_cidrs: ['23.8.0.0/16'] } } }),
  },
  'PUT /v3/:project_id/vpc/vpcs/:vpc_id/remove-extend-cidr': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({
      params: { vpc_id: await make.vpcWithSecondary('23.8.0.0/16') },
      body: { vpc: { extend_cidrs: ['23.8.0.0/16'] } },
    }),
  },
  'GET /isthmus/v1/projects/:project_id/vpcs': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: nothing,
  },
};
