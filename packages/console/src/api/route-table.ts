import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client.ts';
import type { Answered } from './shape.ts';

const collection = '/v1/{project_id}/routetables';

export type RouteTable = Answered<typeof collection, 'get'>['routetables'][number];

/** Route tables of one VPC, or of the whole project. */
export const listRouteTables = (projectId: string, vpcId: string | null) =>
  queryOptions({
    queryKey: [projectId, 'routetables', vpcId],
    queryFn: async () => {
      const params = { path: { project_id: projectId }, query: vpcId === null ? {} : { vpc_id: vpcId } };
      return (await answer(client.GET(collection, { params }))).routetables;
    },
  });
