import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PeeringId, Router, VpcId } from '@isthmus/core';
import { rowsOf, settingOrder, type Row } from './entry.ts';
import type { Command, SimKernel } from './kernel.ts';

/** What is programmed, as it is read back. */
export type Observed = Pick<SimKernel, 'rows'>;

/**
 * The commands that turn what is observed into `routers`, without `gone`; empty where it is that already.
 * Everything that is taken away goes first: for a moment too little is reachable, and never too much.
 */
export const difference = (observed: Observed, routers: readonly Router[], gone: readonly VpcId[]): readonly Command[] =>
  inOrder(steps(observed, routers, gone, namedIn(routers, gone)));

/**
 * As `difference`, and looks at a few routers in one turn of the event loop: reading a whole world back takes seconds, in
 * which nobody else would be answered. What `overtaken` holds at the end was brought further by others meanwhile.
 */
export async function unhurriedDifference(
  observed: Observed,
  routers: readonly Router[],
  gone: readonly VpcId[],
  overtaken: ReadonlySet<VpcId>,
): Promise<readonly Command[]> {
  const named = namedIn(routers, gone);
  const commands = [...steps(observed, [], gone, named)];
  for (let start = 0; start < routers.length; start += routersInOneTurn) {
    commands.push(...steps(observed, routers.slice(start, start + routersInOneTurn), [], named));
    await nextTurn();
  }
  return inOrder(commands.filter(({ vpcId }) => !overtaken.has(vpcId)));
}

/** About 1 ms of work where a router has fifty peerings. */
const routersInOneTurn = 2;

const namedIn = (routers: readonly Router[], gone: readonly VpcId[]): ReadonlySet<VpcId> =>
  new Set([...routers.map((router) => router.vpcId), ...gone]);

const inOrder = (commands: readonly Command[]): readonly Command[] => [
  ...commands
    .filter(({ op }) => op === 'unset')
    .toSorted(byOrder)
    .toReversed(),
  ...commands.filter(({ op }) => op === 'set').toSorted(byOrder),
];

function steps(observed: Observed, routers: readonly Router[], gone: readonly VpcId[], named: ReadonlySet<VpcId>): readonly Command[] {
  const removals: Command[] = [];
  const additions: Command[] = [];
  for (const vpcId of gone) {
    const present = observed.rows(vpcId);
    if (present === undefined) continue;
    removals.push(...farEnds(observed, vpcId, [...present.values()], named));
    // With the router everything in it goes at once.
    removals.push(...[...present.values()].filter((row) => row.entry.kind === 'router').map((row) => unset(vpcId, row)));
  }
  for (const router of routers) {
    const { vpcId } = router;
    const present = observed.rows(vpcId) ?? new Map<string, Row>();
    const desired = new Map(rowsOf(router).map((row) => [row.key, row]));
    const leftover = [...present.values()].filter((row) => !desired.has(row.key));
    removals.push(...leftover.map((row) => unset(vpcId, row)), ...farEnds(observed, vpcId, leftover, named));
    additions.push(...[...desired.values()].filter((row) => present.get(row.key)?.content !== row.content).map((row) => set(vpcId, row)));
  }
  return [...removals, ...additions];
}

/**
 * The other halves of the peerings in `going`, and the routes over them, in routers that nobody named: a peering is
 * cut at both ends at once. A named router says for itself what it wants.
 */
function farEnds(observed: Observed, vpcId: VpcId, going: readonly Row[], named: ReadonlySet<VpcId>): Command[] {
  return going.flatMap(({ entry }) => {
    if (entry.kind !== 'half' || named.has(entry.peerVpcId)) return [];
    const far = [...(observed.rows(entry.peerVpcId)?.values() ?? [])];
    return far.filter((row) => isOver(row, entry.peeringId, vpcId)).map((row) => unset(entry.peerVpcId, row));
  });
}

const isOver = ({ entry }: Row, peeringId: PeeringId, peerVpcId: VpcId): boolean =>
  (entry.kind === 'half' && entry.peeringId === peeringId && entry.peerVpcId === peerVpcId) ||
  (entry.kind === 'route' && entry.peeringId === peeringId);

const set = (vpcId: VpcId, row: Row): Command => ({ op: 'set', vpcId, row });
const unset = (vpcId: VpcId, row: Row): Command => ({ op: 'unset', vpcId, row });
const byOrder = (a: Command, b: Command): number => settingOrder[a.row.entry.kind] - settingOrder[b.row.entry.kind];
