import type { Family } from '../address/address.ts';
import { intersectionOf, isEmptyRanges, rangesMeet, rangesOfAddresses, rangesOfCidrs, type RangeSet } from '../address/ranges.ts';
import type { PeeringId, ProjectId, RouteTableId } from '../id.ts';
import type { PeeringHealth, PeeringHealthWord } from '../peering/health.ts';
import { sidesOf } from '../peering/peering.ts';
import { otherSide, type PeeringSide } from '../peering/side.ts';
import { changedFlows } from './flows.ts';
import { blockOfSubnet } from './lookup.ts';
import { allOverlap } from './routing.ts';
import { asSeenBy } from './sight.ts';
import { snapshotOf, usedTables, type Snapshot } from './snapshot.ts';
import { walk } from './walk.ts';
import type { World, WorldPeering, WorldPort, WorldVpc } from './world.ts';

/**
 * The version of the rules below and of what they stand on. Raised with every change that may give some peering another
 * word: words given by other rules are all looked at again.
 */
export const healthRules = 1;

const families = [4, 6] as const;

/**
 * What a peering is worth, as the owner of one end may know it: of its own side all, of the other no address. Derived
 * from intent, in work that grows with the two VPCs and not with the world. Null for a project that is neither end;
 * one that is both looks from the requester's.
 */
export function healthOf(world: World, peeringId: PeeringId, projectId: ProjectId): PeeringHealth | null {
  const peering = world.peering(peeringId);
  const side = peering && sidesOf(peering, projectId)[0];
  if (peering === undefined || side === undefined) return null;
  const [local, peer] = [world.vpc(peering[side].vpcId), world.vpc(peering[otherSide(side)].vpcId)];
  if (local === undefined || peer === undefined) return null;
  const localRoutes = local.tables.flatMap(({ routes }) => routes).filter((route) => route.peeringId === peeringId).length;
  const [health, ...reasons] = waiting(peering, side) ?? working(world, peering, local, peer, localRoutes);
  const active = peering.status === 'ACTIVE';
  return { health, reasons, localRoutes, peerHasReturnRoute: active && leads(snapshotOf(world), peering, peer, local) };
}

type Told = readonly [PeeringHealthWord, ...string[]];

function waiting({ status }: WorldPeering, side: PeeringSide): Told | null {
  if (status === 'ACTIVE') return null;
  if (status === 'REJECTED') return ['rejected', 'The request was rejected. Delete the peering to ask again.'];
  if (status !== 'PENDING_ACCEPTANCE') return ['expired', 'The request expired. Delete the peering to ask again.'];
  if (side === 'accepter') return ['waiting-on-you', 'The request waits for you to accept or reject it.'];
  return ['waiting-on-them', 'The request waits for the owner of the other VPC to accept it.'];
}

function working(world: World, peering: WorldPeering, local: WorldVpc, peer: WorldVpc, localRoutes: number): Told {
  const now = snapshotOf(world);
  if (families.some((family) => meets(now, peering, local, peer, family))) return blocked(world, now, local, peer) ?? ['working'];
  if (allOverlap(local, peer) || allOverlap(peer, local))
    return ['overlapping', 'Every subnet of one VPC overlaps the other VPC, so local routes always win. Replan.'];
  const [out, back] = [leads(now, peering, local, peer), leads(now, peering, peer, local)];
  if (!out && localRoutes > 0 && !sends(now, peering, local))
    return ['shadowed', 'Your routes over this peering are in no table that a subnet uses, or lose to local subnets or to longer routes.'];
  if (out && back) return ['one-way', 'The two sides have routes for different subnets.'];
  if (out) return ['one-way', 'The other side has no route back to your subnets.'];
  if (back) return ['one-way', 'Your side has no route to the other side. Add one to the table your subnet uses.'];
  return ['no-routes', 'Neither side has a route that leads to a subnet of the other.'];
}

/** Whether the tables of `own` send anything over the peering to a subnet of `far`; while it has none, anything at all. */
const leads = (now: Snapshot, peering: WorldPeering, own: WorldVpc, far: WorldVpc): boolean =>
  families.some((family) => {
    const sent = now.territoryOfAll(own, peering.id, family);
    return far.subnets.length === 0 ? !isEmptyRanges(sent) : rangesMeet(sent, subnetRanges(far, family));
  });

const sends = (now: Snapshot, peering: WorldPeering, own: WorldVpc): boolean =>
  families.some((family) => !isEmptyRanges(now.territoryOfAll(own, peering.id, family)));

const subnetRanges = (vpc: WorldVpc, family: Family, tableId?: RouteTableId): RangeSet =>
  rangesOfCidrs(
    family,
    vpc.subnets
      .filter((subnet) => tableId === undefined || subnet.tableId === tableId)
      .flatMap((subnet) => blockOfSubnet(subnet, family) ?? []),
  );

/** Whether some subnet of each side is routed to the other: judged table by table, as subnets of one table are alike. */
const meets = (now: Snapshot, peering: WorldPeering, local: WorldVpc, peer: WorldVpc, family: Family): boolean =>
  usedTables(local).some((mine) =>
    usedTables(peer).some((theirs) => {
      const there = now.territory(local, mine, peering.id, family);
      const back = now.territory(peer, theirs, peering.id, family);
      return rangesMeet(subnetRanges(local, family, mine), back) && rangesMeet(subnetRanges(peer, family, theirs), there);
    }),
  );

/** Routes join instances of both sides, and filters let nothing at all through, either way. Null where they do, or where nobody is there. */
function blocked(world: World, now: Snapshot, local: WorldVpc, peer: WorldVpc): Told | null {
  const pair = routedPair(now, local, peer);
  if (pair === null) return null;
  for (const [from, to] of [
    [local, peer],
    [peer, local],
  ] as const)
    for (const _ of changedFlows({ from: from.id, to: to.id, before: null, after: now, space: 'instances' })) return null;
  const [source, destination] = pair;
  const answer = walk(world, {
    source: { vpcId: local.id, address: source },
    destination: { vpcId: peer.id, address: destination },
    protocol: 'icmp',
    port: null,
  });
  const seen = answer && asSeenBy(answer, local.projectId);
  const reasons = seen === null ? [] : [...seen.forward.blockers, ...seen.return.blockers].map(({ summary }) => summary);
  return ['blocked', ...new Set(reasons)];
}

/** An ACTIVE instance's address on each side that routes join. */
function routedPair(now: Snapshot, local: WorldVpc, peer: WorldVpc) {
  const peeringId = now.peeringId(local.id, peer.id);
  for (const family of families)
    for (const mine of usedTables(local))
      for (const theirs of usedTables(peer)) {
        const there = intersectionOf(now.territory(local, mine, peeringId, family), instances(peer, theirs, family));
        const back = intersectionOf(now.territory(peer, theirs, peeringId, family), instances(local, mine, family));
        if (isEmptyRanges(there) || isEmptyRanges(back)) continue;
        return [
          { family, value: back.spans[0]!.first },
          { family, value: there.spans[0]!.first },
        ] as const;
      }
  return null;
}

function instances(vpc: WorldVpc, tableId: RouteTableId, family: Family): RangeSet {
  const subnets = new Set(vpc.subnets.filter((subnet) => subnet.tableId === tableId).map(({ id }) => id));
  const there = ({ status, subnetId }: WorldPort): boolean => status === 'ACTIVE' && subnets.has(subnetId);
  return rangesOfAddresses(
    family,
    vpc.ports.filter(there).flatMap(({ addresses }) => addresses),
  );
}
