import { sidesOf, type Peering as CorePeering, type PeeringSide, type PeeringStatus } from '@isthmus/core';
import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { answer, client } from './client.ts';
import { pageFrom, pageSize, type PageOf } from './page.ts';
import type { Answered } from './shape.ts';

const collection = '/v2.0/vpc/peerings';
const one = '/v2.0/vpc/peerings/{peering_id}';
const ofProject = '/isthmus/v1/projects/{project_id}/peerings/{peering_id}';

export type Peering = Answered<typeof one, 'get'>['peering'];
export type PeeringEnd = Peering['request_vpc_info'];

export interface PeeringFilter {
  readonly id?: string;
  readonly name?: string;
  readonly status?: PeeringStatus;
  readonly vpc_id?: string;
}

export const listPeerings = (projectId: string, filter: PeeringFilter, marker: string | null) =>
  queryOptions({
    queryKey: [projectId, 'peerings', filter, marker],
    queryFn: async (): Promise<PageOf<Peering>> => {
      const query = { ...filter, limit: pageSize + 1, ...(marker === null ? {} : { marker }) };
      return pageFrom((await answer(client.GET(collection, { params: { query } }))).peerings);
    },
  });

/** For naming them: at most the service's own page of 2,000. */
export const allPeerings = (projectId: string) =>
  queryOptions({
    queryKey: [projectId, 'peerings', 'all'],
    queryFn: async () => (await answer(client.GET(collection, { params: { query: {} } }))).peerings,
  });

/** Every pending request, the ones that wait for this project and the ones it waits for. */
export const pendingPeerings = (projectId: string) =>
  queryOptions({
    queryKey: [projectId, 'peerings', 'pending'],
    queryFn: async () =>
      (await answer(client.GET(collection, { params: { query: { status: 'PENDING_ACCEPTANCE', limit: 100 } } }))).peerings,
  });

export const showPeering = (projectId: string, id: string) =>
  queryOptions({
    queryKey: [projectId, 'peering', id],
    queryFn: async () => (await answer(client.GET(one, { params: { path: { peering_id: id } } }))).peering,
  });

export const peeringHealth = (projectId: string, id: string) =>
  queryOptions({
    queryKey: [projectId, 'health', id],
    queryFn: () => answer(client.GET(`${ofProject}/health`, { params: { path: { project_id: projectId, peering_id: id } } })),
  });

export interface PeeringRequest {
  readonly name: string;
  readonly description: string;
  readonly localVpcId: string;
  readonly peerVpcId: string;
  readonly peerProjectId: string;
}

export const createPeering = async (request: PeeringRequest): Promise<Peering> =>
  (
    await answer(
      client.POST(collection, {
        body: {
          peering: {
            name: request.name,
            description: request.description,
            request_vpc_info: { vpc_id: request.localVpcId },
            accept_vpc_info: { vpc_id: request.peerVpcId, tenant_id: request.peerProjectId },
          },
        },
      }),
    )
  ).peering;

/** The two answers to a request, by the life cycle's own words for them. */
export const answerPeering = {
  accept: (id: string) => answer(client.PUT(`${one}/accept`, { params: { path: { peering_id: id } } })),
  reject: (id: string) => answer(client.PUT(`${one}/reject`, { params: { path: { peering_id: id } } })),
} as const;

export const updatePeering = (id: string, change: { readonly name: string; readonly description: string }) =>
  answer(client.PUT(one, { params: { path: { peering_id: id } }, body: { peering: change } }));

export const deletePeering = (id: string) => answer(client.DELETE(one, { params: { path: { peering_id: id } } }));

/** The sides of a peering that a project owns: core's own rule, on the wire's shape. */
export const ownSides = (peering: Peering, projectId: string): readonly PeeringSide[] =>
  sidesOf(
    {
      requester: { projectId: peering.request_vpc_info.tenant_id },
      accepter: { projectId: peering.accept_vpc_info.tenant_id },
    } as CorePeering,
    projectId as CorePeering['requester']['projectId'],
  );

export interface SeenPeering {
  readonly side: PeeringSide;
  readonly local: PeeringEnd;
  readonly peer: PeeringEnd;
}

/** A peering as a project sees it; one that owns both sides looks from the requester's. */
export function seenBy(projectId: string, peering: Peering): SeenPeering {
  const { request_vpc_info: requester, accept_vpc_info: accepter } = peering;
  return ownSides(peering, projectId)[0] === 'accepter'
    ? { side: 'accepter', local: accepter, peer: requester }
    : { side: 'requester', local: requester, peer: accepter };
}

/** Lets everything of the project on screen be read again; the stream does the same a moment later for other tabs. */
export const readAgain = (queries: QueryClient, projectId: string): Promise<void> => queries.invalidateQueries({ queryKey: [projectId] });
