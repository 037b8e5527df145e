import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client.ts';
import { seenBy, type Peering } from './peering.ts';
import type { Vpc } from './vpc.ts';

/** What the map is drawn from: the project's VPCs and peerings, as the published lists answer them. */
export interface Topology {
  readonly vpcs: readonly Vpc[];
  readonly peerings: readonly Peering[];
}

/** Each list in one page of at most 2,000, the service's own limit. */
export const showTopology = (projectId: string) =>
  queryOptions({
    queryKey: [projectId, 'topology'],
    queryFn: async (): Promise<Topology> => {
      const [vpcs, peerings] = await Promise.all([
        answer(client.GET('/v1/{project_id}/vpcs', { params: { path: { project_id: projectId } } })),
        answer(client.GET('/v2.0/vpc/peerings', { params: { query: {} } })),
      ]);
      return { vpcs: vpcs.vpcs, peerings: peerings.peerings };
    },
  });

/** A VPC on the map: ours with its record, or another's with no more than its ids. */
export interface MapVpc {
  readonly id: string;
  readonly projectId: string;
  readonly own: Vpc | null;
}

export interface MapGraph {
  readonly vpcs: readonly MapVpc[];
  readonly peerings: readonly Peering[];
}

export function graphOf({ vpcs, peerings }: Topology, projectId: string): MapGraph {
  const known = new Map<string, MapVpc>(vpcs.map((own) => [own.id, { id: own.id, projectId, own }]));
  for (const peering of peerings)
    for (const { vpc_id: id, tenant_id } of [seenBy(projectId, peering).peer, seenBy(projectId, peering).local])
      if (!known.has(id)) known.set(id, { id, projectId: tenant_id, own: null });
  return { vpcs: [...known.values()], peerings };
}

/** What lies within `hops` peerings of a VPC. */
export function around({ vpcs, peerings }: MapGraph, centre: string, hops: number): MapGraph {
  let reached = new Set([centre]);
  for (let hop = 0; hop < hops; hop++) {
    const next = new Set(reached);
    for (const { request_vpc_info: a, accept_vpc_info: b } of peerings)
      if (reached.has(a.vpc_id) || reached.has(b.vpc_id)) {
        next.add(a.vpc_id);
        next.add(b.vpc_id);
      }
    reached = next;
  }
  return {
    vpcs: vpcs.filter(({ id }) => reached.has(id)),
    peerings: peerings.filter(({ request_vpc_info: a, accept_vpc_info: b }) => reached.has(a.vpc_id) && reached.has(b.vpc_id)),
  };
}
