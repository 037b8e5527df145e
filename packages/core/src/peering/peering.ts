import type { Instant, PeeringId, ProjectId, VpcId } from '../id.ts';
import type { PeeringStatus } from './lifecycle.ts';
import { peeringSides, type PeeringSide } from './side.ts';

/** One end of a peering, as stored. "Local" and "peer" are how a viewer sees the two, and are never stored. */
export interface PeeringEnd {
  readonly vpcId: VpcId;
  readonly projectId: ProjectId;
}

/** One record with two owners: the record between two VPCs. */
export interface Peering {
  readonly id: PeeringId;
  readonly name: string;
  readonly description: string;
  readonly status: PeeringStatus;
  readonly requester: PeeringEnd;
  readonly accepter: PeeringEnd;
  /** When a pending request expires; null once it is no longer pending. */
  readonly expiresAt: Instant | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** The sides of `peering` that `projectId` owns: none for a stranger, both when a project peers its own VPCs. */
export function sidesOf(peering: Pick<Peering, PeeringSide>, projectId: ProjectId): readonly PeeringSide[] {
  return peeringSides.filter((side) => peering[side].projectId === projectId);
}

/** The side of `peering` that `vpcId` is, or null where it is neither end. */
export function sideOfVpc(peering: Pick<Peering, PeeringSide>, vpcId: VpcId): PeeringSide | null {
  return peeringSides.find((side) => peering[side].vpcId === vpcId) ?? null;
}
