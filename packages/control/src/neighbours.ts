import type { Peering, VpcId } from '@isthmus/core';
import { all } from './all.ts';
import type { Reader } from './ledger.ts';

/** For each of these VPCs, the VPCs of its own project that an ACTIVE peering joins to it. */
export async function projectNeighbours(reader: Reader, vpcIds: readonly VpcId[]): Promise<ReadonlyMap<VpcId, readonly VpcId[]>> {
  return neighboursIn(await all(reader.peerings, { vpcId: vpcIds, status: 'ACTIVE' }));
}

/** The same, of peerings that have been read: all of them ACTIVE. */
export function neighboursIn(peerings: readonly Peering[]): ReadonlyMap<VpcId, readonly VpcId[]> {
  const neighbours = new Map<VpcId, VpcId[]>();
  const join = (a: VpcId, b: VpcId) => neighbours.set(a, [...(neighbours.get(a) ?? []), b]);
  for (const { requester, accepter } of peerings) {
    if (requester.projectId !== accepter.projectId) continue;
    join(requester.vpcId, accepter.vpcId);
    join(accepter.vpcId, requester.vpcId);
  }
  return neighbours;
}
