import { each, name, own, type Row } from '../row.ts';

let blocks = 0;
/** A block that no row used before. */
const block = (): object => {
  const third = 100 + (++blocks % 150);
  return { cidr: `192.168.${third}.0/24`, gateway_ip: `192.168.${third}.1` };
};

export const subnetRows: Readonly<Record<string, Row>> = {
  'GET /v1/:project_id/subnets': {
    expected: each(200, 400, 200, 400, 400, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: ({ a }) => ({ query: `vpc_id=${a.vpcId}` }),
  },
  'POST /v1/:project_id/subnets': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: ({ a }) => ({ body: { subnet: { name: name(), ...block(), vpc_id: a.vpcId } } }),
  },
  'GET /v1/:project_id/subnets/:subnet_id': {
    expected: each(200, 400, 200, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: ({ a }) => ({ params: { subnet_id: a.subnetId } }),
  },
  'PUT /v1/:project_id/vpcs/:vpc_id/subnets/:subnet_id': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: ({ a }) => ({ params: { vpc_id: a.vpcId, subnet_id: a.subnetId }, body: { subnet: { name: name() } } }),
  },
  'DELETE /v1/:project_id/vpcs/:vpc_id/subnets/:subnet_id': {
    expected: each(204, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => {
      const { vpcId, subnetId } = await make.subnet();
      return { params: { vpc_id: vpcId, subnet_id: subnetId } };
    },
  },
};
