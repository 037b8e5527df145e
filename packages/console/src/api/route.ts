import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client.ts';
import type { Answered } from './shape.ts';

const collection = '/v2.0/vpc/routes';

export type Route = Answered<typeof collection, 'get'>['routes'][number];

/** Routes of a VPC that lead to peerings. */
export const listRoutes = (projectId: string, vpcId: string) =>
  queryOptions({
    queryKey: [projectId, 'routes', vpcId],
    queryFn: async () => (await answer(client.GET(collection, { params: { query: { vpc_id: vpcId } } }))).routes,
  });

export interface RouteRequest {
  readonly vpc_id: string;
  readonly destination: string;
  readonly nexthop: string;
}

export const createRoute = async (route: RouteRequest) =>
  (await answer(client.POST(collection, { body: { route: { ...route, type: 'peering' } } }))).route;

export const deleteRoute = (id: string) => answer(client.DELETE(`${collection}/{route_id}`, { params: { path: { route_id: id } } }));
