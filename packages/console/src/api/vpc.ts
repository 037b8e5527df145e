import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client.ts';
import { pageQuery, type PageOf } from './page.ts';
import type { Answered } from './shape.ts';

const collection = '/v1/{project_id}/vpcs';
const one = '/v1/{project_id}/vpcs/{vpc_id}';

export type Vpc = Answered<typeof one, 'get'>['vpc'];

const listed = '/isthmus/v1/projects/{project_id}/vpcs';

/** A VPC in the list, with all its blocks. */
export type ListedVpc = Answered<typeof listed, 'get'>['vpcs'][number];

/** `search` is a part of a name or the beginning of an id; null for all. */
export const listVpcs = (projectId: string, marker: string | null, search: string | null) =>
  queryOptions({
    queryKey: [projectId, 'vpcs', 'page', search, marker],
    queryFn: async (): Promise<PageOf<ListedVpc>> => {
      const query = pageQuery(marker, search);
      const { vpcs, next_marker } = await answer(client.GET(listed, { params: { path: { project_id: projectId }, query } }));
      return { items: vpcs, next: next_marker ?? null };
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

const withBlocks = '/v3/{project_id}/vpc/vpcs/{vpc_id}';

/** The VPC's secondary blocks, which the older dialect does not know. */
export const secondaryBlocks = (projectId: string, id: string) =>
  queryOptions({
    queryKey: [projectId, 'vpc', id, 'blocks'],
    queryFn: async () =>
      (await answer(client.GET(withBlocks, { params: { path: { project_id: projectId, vpc_id: id } } }))).vpc.extend_cidrs,
  });

const blocksBody = (projectId: string, id: string, block: string) => ({
  params: { path: { project_id: projectId, vpc_id: id } },
  body: { vpc: { extend_cidrs: [block] } },
});
export const addSecondaryBlock = (projectId: string, id: string, block: string) =>
  answer(client.PUT(`${withBlocks}/add-extend-cidr`, blocksBody(projectId, id, block)));
export const removeSecondaryBlock = (projectId: string, id: string, block: string) =>
  answer(client.PUT(`${withBlocks}/remove-extend-cidr`, blocksBody(projectId, id, block)));
