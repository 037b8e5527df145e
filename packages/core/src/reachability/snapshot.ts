import type { Address, Family } from '../address/address.ts';
import { emptyRanges, rangesHold, unionOf, type RangeSet } from '../address/ranges.ts';
import type { PeeringId, RouteTableId, VpcId } from '../id.ts';
import { carriesTraffic } from '../peering/lifecycle.ts';
import type { RouterSubnet } from '../topology/router.ts';
import { aclPasses, judgeGroups } from './filter.ts';
import { tableOf } from './lookup.ts';
import { replyPacket, type Packet } from './packet.ts';
import { territoriesOf } from './territory.ts';
import { peeringBetween, type World, type WorldPort, type WorldVpc } from './world.ts';

/** One end of a flow, where it is: `port` undefined for an address that no instance has yet, and no group filters. */
export interface Spot {
  readonly address: Address;
  readonly subnet: RouterSubnet;
  readonly port: WorldPort | undefined;
}

/** A world at one moment, which remembers what its tables decide for whole ranges. */
export interface Snapshot {
  readonly world: World;
  /** The ACTIVE peering between two VPCs. */
  peeringId(a: VpcId, b: VpcId): PeeringId | undefined;
  /** What the table of the VPC sends over the peering. */
  territory(vpc: WorldVpc, tableId: RouteTableId, peeringId: PeeringId | undefined, family: Family): RangeSet;
  /** Of all tables that a subnet uses. */
  territoryOfAll(vpc: WorldVpc, peeringId: PeeringId | undefined, family: Family): RangeSet;
}

export function snapshotOf(world: World): Snapshot {
  const known = new Map<string, ReadonlyMap<PeeringId, RangeSet>>();
  const territory: Snapshot['territory'] = (vpc, tableId, peeringId, family) => {
    const table = tableOf(vpc, tableId);
    if (table === undefined || peeringId === undefined) return emptyRanges(family);
    const key = `${vpc.id} ${tableId} ${family}`;
    const all = known.get(key) ?? territoriesOf(world, vpc, table, family);
    known.set(key, all);
    return all.get(peeringId) ?? emptyRanges(family);
  };
  return {
    world,
    peeringId: (a, b) => {
      const peering = peeringBetween(world, a, b);
      return peering !== undefined && carriesTraffic[peering.status] ? peering.id : undefined;
    },
    territory,
    territoryOfAll: (vpc, peeringId, family) =>
      usedTables(vpc)
        .map((id) => territory(vpc, id, peeringId, family))
        .reduce(unionOf, emptyRanges(family)),
  };
}

export const usedTables = (vpc: WorldVpc): readonly RouteTableId[] => [...new Set(vpc.subnets.map(({ tableId }) => tableId))];

/** Whether the routes of both VPCs join two spots; inside one VPC they always do. */
export function isRouted(
  snapshot: Snapshot,
  from: { readonly vpc: WorldVpc; readonly spot: Spot },
  to: { readonly vpc: WorldVpc; readonly spot: Spot },
): boolean {
  if (from.vpc.id === to.vpc.id) return true;
  const peeringId = snapshot.peeringId(from.vpc.id, to.vpc.id);
  const { family } = from.spot.address;
  return (
    rangesHold(snapshot.territory(from.vpc, from.spot.subnet.tableId, peeringId, family), to.spot.address) &&
    rangesHold(snapshot.territory(to.vpc, to.spot.subnet.tableId, peeringId, family), from.spot.address)
  );
}

/** Whether groups and ACLs of both ends let a flow through and its answer back. */
export function isLetThrough(
  from: { readonly vpc: WorldVpc; readonly spot: Spot },
  to: { readonly vpc: WorldVpc; readonly spot: Spot },
  request: Packet,
): boolean {
  const passesGroups =
    (from.spot.port === undefined || judgeGroups(from.vpc, from.spot.port.groupIds, 'egress', request) === 'pass') &&
    (to.spot.port === undefined || judgeGroups(to.vpc, to.spot.port.groupIds, 'ingress', request) === 'pass');
  if (!passesGroups || from.spot.subnet.id === to.spot.subnet.id) return passesGroups;
  const reply = replyPacket(request);
  return (
    aclPasses(from.spot.subnet.acl, 'egress', request) &&
    aclPasses(to.spot.subnet.acl, 'ingress', request) &&
    aclPasses(to.spot.subnet.acl, 'egress', reply) &&
    aclPasses(from.spot.subnet.acl, 'ingress', reply)
  );
}
