import type { Family } from '../address/address.ts';
import { differenceOf, emptyRanges, isEmptyRanges, unionOf, type RangeSet } from '../address/ranges.ts';
import type { VpcId } from '../id.ts';
import { applied, touchedBy, type Change } from './change.ts';
import type { Space } from './classes.ts';
import { changedFlows, merged, type Comparison, type Flow } from './flows.ts';
import { snapshotOf, usedTables, type Snapshot } from './snapshot.ts';
import { farVpc, type World, type WorldVpc } from './world.ts';

/** What changes would newly let through and what they would cut: exactly, and nothing twice. */
export interface Difference {
  readonly opened: readonly Flow[];
  readonly cut: readonly Flow[];
}

/**
 * What a list of changes does to who can talk to whom, without doing it. `space` says whose talk: that of instances
 * there are, or of every usable address (one without an instance counts as filtered by no group). Only VPCs that a
 * change touches are looked at, each with itself and with its peers, and of those only what the change can reach.
 */
export function differenceBy(world: World, changes: readonly Change[], space: Space): Difference {
  const touched = new Set<VpcId>();
  let then = world;
  for (const change of changes) {
    for (const id of touchedBy(then, change)) touched.add(id);
    then = applied(then, [change]);
    for (const id of touchedBy(then, change)) touched.add(id);
  }
  return differenceBetween(world, then, touched, space);
}

/** The same between two worlds, of which only these VPCs are not alike. */
export function differenceBetween(was: World, is: World, touched: ReadonlySet<VpcId>, space: Space): Difference {
  const before = snapshotOf(was);
  const after = snapshotOf(is);
  const found = { opened: [] as Flow[], cut: [] as Flow[] };
  for (const [from, to] of pairsOf([before, after], touched)) {
    const comparison = comparisonOf(from, to, before, after, space);
    if (comparison === null) continue;
    for (const { change, flow } of changedFlows(comparison)) found[change].push(flow);
  }
  return { opened: merged(found.opened), cut: merged(found.cut) };
}

/** Each touched VPC with itself, and with every VPC that it shares a peering with before or after. */
function pairsOf(moments: readonly Snapshot[], touched: ReadonlySet<VpcId>): readonly (readonly [VpcId, VpcId])[] {
  const pairs = new Map<string, readonly [VpcId, VpcId]>();
  const add = (from: VpcId, to: VpcId): unknown => pairs.set(`${from} ${to}`, [from, to]);
  for (const id of touched) {
    add(id, id);
    for (const { world } of moments)
      for (const peering of world.peeringsOf(id)) {
        add(id, farVpc(peering, id));
        add(farVpc(peering, id), id);
      }
  }
  return [...pairs.values()];
}

/**
 * Null where nothing that the pair depends on has changed. Where filters have not, only addresses that some table now
 * sends elsewhere can matter: at one end, if only the tables of the other end changed.
 */
function comparisonOf(from: VpcId, to: VpcId, before: Snapshot, after: Snapshot, space: Space): Comparison | null {
  const pair: Comparison = { from, to, before, after, space };
  const filters = [from, to].some((id) => !sameFilters(before.world.vpc(id), after.world.vpc(id)));
  if (filters) return pair;
  if (from === to) return null;
  const moved = (own: VpcId, far: VpcId, family: Family): RangeSet => movedTerritory(own, far, before, after, family);
  const families = [4, 6] as const;
  const near = families.some((family) => !isEmptyRanges(moved(from, to, family)));
  const away = families.some((family) => !isEmptyRanges(moved(to, from, family)));
  if (near && away) return pair;
  if (near) return { ...pair, destinations: (family) => moved(from, to, family) };
  if (away) return { ...pair, sources: (family) => moved(to, from, family) };
  return null;
}

/** Groups, ACLs and which table a subnet uses: kept by reference when a change leaves them alone. */
const sameFilters = (a: WorldVpc | undefined, b: WorldVpc | undefined): boolean =>
  a === b || (a?.subnets === b?.subnets && a?.groups === b?.groups && a?.ports === b?.ports);

/** Addresses that some table of `own` sends to `far` at one moment and not at the other. */
function movedTerritory(own: VpcId, far: VpcId, before: Snapshot, after: Snapshot, family: Family): RangeSet {
  const [was, is] = [before.world.vpc(own), after.world.vpc(own)];
  if (was === undefined || is === undefined) return emptyRanges(family);
  const [old, now] = [before.peeringId(own, far), after.peeringId(own, far)];
  if (was === is && old === now && !livesOf(before, own, after)) return emptyRanges(family);
  return usedTables(is)
    .map((id) => {
      const then = before.territory(was, id, old, family);
      const later = after.territory(is, id, now, family);
      return unionOf(differenceOf(then, later), differenceOf(later, then));
    })
    .reduce(unionOf, emptyRanges(family));
}

/** Whether any peering of the VPC began or ceased to carry: its routes may take over from another's. */
const livesOf = (before: Snapshot, vpcId: VpcId, after: Snapshot): boolean => {
  const word = ({ world }: Snapshot): string =>
    world
      .peeringsOf(vpcId)
      .map(({ id, status }) => `${id} ${status}`)
      .toSorted()
      .join();
  return word(before) !== word(after);
};
