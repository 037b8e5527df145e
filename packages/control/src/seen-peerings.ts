import {
  carriesTraffic,
  healthOf,
  otherSide,
  rangesOfRecord,
  sidesOf,
  type askerOf,
  type Peering,
  type ProjectId,
  type SeenPeering,
  type VpcId,
  type World,
} from '@isthmus/core';

/** The VPCs that a look at these peerings reads. */
export const endsOf = (peerings: readonly Peering[]): readonly VpcId[] =>
  peerings.flatMap(({ requester, accepter }) => [requester.vpcId, accepter.vpcId]);

/** All in one question of the world, so that a VPC that many of them end at is loaded once. */
export const seenPeerings = (
  ask: ReturnType<typeof askerOf>,
  peerings: readonly Peering[],
  projectId: ProjectId,
): Promise<readonly SeenPeering[]> => ask((world) => peerings.flatMap((peering) => seenPeering(world, peering, projectId) ?? []));

function seenPeering(world: World, peering: Peering, projectId: ProjectId): SeenPeering | null {
  const [side, both] = sidesOf(peering, projectId);
  const health = healthOf(world, peering.id, projectId);
  if (side === undefined || health === null) return null;
  const [local, peer] = [world.vpc(peering[side].vpcId), world.vpc(peering[otherSide(side)].vpcId)];
  // Who asks shows its ranges by asking; who is asked, by accepting.
  const shown = carriesTraffic[peering.status] || side === 'accepter' || both !== undefined;
  return {
    peering,
    side,
    health,
    localRanges: local === undefined ? [] : rangesOfRecord(local),
    peerRanges: shown && peer !== undefined ? rangesOfRecord(peer) : null,
  };
}
