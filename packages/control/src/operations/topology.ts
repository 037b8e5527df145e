import {
  askLoading,
  carriesTraffic,
  healthOf,
  otherSide,
  rangesOfRecord,
  sidesOf,
  type Instance,
  type Peering,
  type ProjectId,
  type SeenPeering,
  type World,
} from '@isthmus/core';
import { all } from '../all.ts';
import { forProject, read, type Handler } from '../handler.ts';
import type { Reader } from '../ledger.ts';
import { worldSourceOf } from '../world-source.ts';

/** Peerings as the caller's side sees each, with what works. */
export const listSeenPeerings: Handler<'list-seen-peerings'> = forProject(async (desk, caller, { page }) => {
  const { items, more } = await desk.ledger.read.peerings.list({ projectId: caller.project.id }, page);
  return read({ items: await seenPeerings(desk.ledger.read, items, caller.project.id), more });
});

/** Everything of the project for a map of it: its own things in full, of other owners' VPCs what its peerings show. */
export const showTopology: Handler<'show-topology'> = forProject(async (desk, caller) => {
  const { read: reader } = desk.ledger;
  const projectId = caller.project.id;
  const [vpcs, subnets, ports, instances, peerings] = await Promise.all([
    all(reader.vpcs, { projectId }),
    all(reader.subnets, { projectId, inVpc: true }),
    all(reader.ports, { projectId }),
    all(reader.instances, { projectId }),
    all(reader.peerings, { projectId }),
  ]);
  const addresses = new Map(ports.map((port) => [port.id, port.addresses]));
  const shown = ({ id, name, status, vpcId, subnetId, portId }: Instance) => ({
    id,
    name,
    status,
    vpcId,
    subnetId,
    addresses: addresses.get(portId) ?? [],
  });
  return read({ vpcs, subnets, instances: instances.map(shown), peerings: await seenPeerings(reader, peerings, projectId) });
});

/** All in one question of the world, so that a VPC that many of them end at is loaded once. */
export const seenPeerings = (reader: Reader, peerings: readonly Peering[], projectId: ProjectId): Promise<readonly SeenPeering[]> =>
  askLoading(worldSourceOf(reader), (world) => peerings.flatMap((peering) => seenPeering(world, peering, projectId) ?? []));

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
