import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client.ts';
import { pageFrom, pageSize, type PageOf } from './page.ts';
import type { Answered } from './shape.ts';

const collection = '/v1/{project_id}/vpcs';
const one = '/v1/{project_id}/vpcs/{vpc_id}';

export type Vpc = Answered<typeof one, 'get'>['vpc'];

export const listVpcs = (projectId: string, marker: string | null) =>
  queryOptions({
    queryKey: [projectId, 'vpcs', marker],
    queryFn: async (): Promise<PageOf<Vpc>> => {
      const query = { limit: pageSize + 1, ...(marker === null ? {} : { marker }) };
      return pageFrom((await answer(client.GET(collection, { params: { path: { project_id: projectId }, query } }))).vpcs);
    },
  });

/** For choosing one of, and for naming them: the project's VPCs, at most the service's own page of 2,000. */
export const allVpcs = (projectId: string) =>
  queryOptions({
    queryKey: [projectId, 'vpcs', 'all'],
    queryFn: async () => (await answer(client.GET(collection, { params: { path: { project_id: projectId } } }))).vpcs,
    staleTime: 30_000,
  });

export const showVpc = (projectId: string, id: string) =>
  queryOptions({
    queryKey: [projectId, 'vpc', id],
    queryFn: async () => (await answer(client.GET(one, { params: { path: { project_id: projectId, vpc_id: id } } }))).vpc,
  });

export const createVpc = async (projectId: string, vpc: { readonly name: string; readonly cidr: string; readonly description: string }) =>
  (await answer(client.POST(collection, { params: { path: { project_id: projectId } }, body: { vpc } }))).vpc;

export const deleteVpc = (projectId: string, id: string) =>
  answer(client.DELETE(one, { params: { path: { project_id: projectId, vpc_id: id } } }));
