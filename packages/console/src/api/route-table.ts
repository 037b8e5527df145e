import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client.ts';
import type { Answered } from './shape.ts';

const collection = '/v1/{project_id}/routetables';
const one = '/v1/{project_id}/routetables/{routetable_id}';

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

const paramsOf = (projectId: string, id: string) => ({ path: { project_id: projectId, routetable_id: id } });

export const createRouteTable = (
  projectId: string,
  table: { readonly vpc_id: string; readonly name: string; readonly description: string },
) => answer(client.POST(collection, { params: { path: { project_id: projectId } }, body: { routetable: table } }));

export const deleteRouteTable = (projectId: string, id: string) => answer(client.DELETE(one, { params: paramsOf(projectId, id) }));

/** One route to a peering. */
export const addTableRoute = (projectId: string, id: string, route: { readonly destination: string; readonly nexthop: string }) =>
  answer(client.PUT(one, { params: paramsOf(projectId, id), body: { routetable: { routes: { add: [{ type: 'peering', ...route }] } } } }));

export const deleteTableRoute = (projectId: string, id: string, destination: string) =>
  answer(client.PUT(one, { params: paramsOf(projectId, id), body: { routetable: { routes: { del: [{ destination }] } } } }));

/** Moves subnets to the table, and from it back to the default one. */
export const associateSubnets = (
  projectId: string,
  id: string,
  moved: { readonly to: readonly string[]; readonly from: readonly string[] },
) =>
  answer(
    client.POST(`${one}/action`, {
      params: paramsOf(projectId, id),
      body: {
        routetable: {
          subnets: {
            ...(moved.to.length === 0 ? {} : { associate: [...moved.to] }),
            ...(moved.from.length === 0 ? {} : { disassociate: [...moved.from] }),
          },
        },
      },
    }),
  );
