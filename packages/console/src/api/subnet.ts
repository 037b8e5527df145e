import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client.ts';
import type { Answered } from './shape.ts';

const collection = '/v1/{project_id}/subnets';

export type Subnet = Answered<typeof collection, 'get'>['subnets'][number];

/** Subnets of one VPC, or of the whole project. */
export const listSubnets = (projectId: string, vpcId: string | null) =>
  queryOptions({
    queryKey: [projectId, 'subnets', vpcId],
    queryFn: async () => {
      const query = vpcId === null ? {} : { vpc_id: vpcId };
      return (await answer(client.GET(collection, { params: { path: { project_id: projectId }, query } }))).subnets;
    },
  });

export interface SubnetRequest {
  readonly name: string;
  readonly cidr: string;
  readonly gateway_ip: string;
  readonly vpc_id: string;
}

export const createSubnet = async (projectId: string, subnet: SubnetRequest) =>
  (await answer(client.POST(collection, { params: { path: { project_id: projectId } }, body: { subnet } }))).subnet;

export const deleteSubnet = (projectId: string, { id, vpc_id }: Pick<Subnet, 'id' | 'vpc_id'>) =>
  answer(
    client.DELETE('/v1/{project_id}/vpcs/{vpc_id}/subnets/{subnet_id}', {
      params: { path: { project_id: projectId, vpc_id, subnet_id: id } },
    }),
  );
