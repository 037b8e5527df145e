import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client.ts';
import type { SeenPeering } from './seen-peering.ts';
import type { Answered } from './shape.ts';

const path = '/isthmus/v1/projects/{project_id}/topology';

/** What the map is drawn from. */
export type Topology = Answered<typeof path, 'get'>;
type OwnVpc = Topology['vpcs'][number];

export const showTopology = (projectId: string) =>
  queryOptions({
    queryKey: [projectId, 'topology'],
    queryFn: () => answer(client.GET(path, { params: { path: { project_id: projectId } } })),
  });

/** A VPC on the map: ours with its record, or another's with what its peerings show of it. */
export interface MapVpc {
  readonly id: string;
  readonly projectId: string;
  readonly own: OwnVpc | null;
  readonly ranges: readonly string[];
}

export interface MapGraph {
  readonly vpcs: readonly MapVpc[];
  readonly peerings: readonly SeenPeering[];
}

export function graphOf({ vpcs, peerings }: Topology, projectId: string): MapGraph {
  const known = new Map<string, MapVpc>(
    vpcs.map((own) => [own.id, { id: own.id, projectId, own, ranges: [...(own.cidr === null ? [] : [own.cidr]), ...own.secondary_cidrs] }]),
  );
  for (const { peer } of peerings)
    if (!known.has(peer.vpc_id))
      known.set(peer.vpc_id, { id: peer.vpc_id, projectId: peer.project_id, own: null, ranges: peer.ranges ?? [] });
  return { vpcs: [...known.values()], peerings };
}

/** What lies within `hops` peerings of a VPC. */
export function around({ vpcs, peerings }: MapGraph, centre: string, hops: number): MapGraph {
  let reached = new Set([centre]);
  for (let hop = 0; hop < hops; hop++) {
    const next = new Set(reached);
    for (const { local, peer } of peerings)
      if (reached.has(local.vpc_id) || reached.has(peer.vpc_id)) {
        next.add(local.vpc_id);
        next.add(peer.vpc_id);
      }
    reached = next;
  }
  return {
    vpcs: vpcs.filter(({ id }) => reached.has(id)),
    peerings: peerings.filter(({ local, peer }) => reached.has(local.vpc_id) && reached.has(peer.vpc_id)),
  };
}
