import type { Family } from '../address/address.ts';
import { compareCidrs, lastOf, type Cidr } from '../address/cidr.ts';
import { differenceOf, rangesOf, rangesOfCidrs, type RangeSet, type Span } from '../address/ranges.ts';
import type { PeeringId } from '../id.ts';
import { isLive } from './lookup.ts';
import { localBlocks } from './routing.ts';
import type { World, WorldTable, WorldVpc } from './world.ts';

interface Entry {
  readonly cidr: Cidr;
  /** Null for the VPC's own block, which sends nowhere. */
  readonly peeringId: PeeringId | null;
}

/**
 * For each peering all addresses that a table sends over it: the longest prefix decided for every address at once,
 * own blocks and local subnets taken out. With routes 10.0.0.0/8 by X and 10.2.0.0/16 by Y, X has two spans around Y's.
 */
export function territoriesOf(world: World, vpc: WorldVpc, table: WorldTable, family: Family): ReadonlyMap<PeeringId, RangeSet> {
  const entries: Entry[] = [
    ...vpc.blocks.map((cidr) => ({ cidr, peeringId: null })),
    ...table.routes.filter((route) => isLive(world, vpc, route)).map((route) => ({ cidr: route.destination, peeringId: route.peeringId })),
  ].filter(({ cidr }) => cidr.family === family);
  // Wider before narrower, own block before a route of the same length: what comes later lies on top.
  entries.sort((a, b) => compareCidrs(a.cidr, b.cidr) || Number(a.peeringId !== null) - Number(b.peeringId !== null));
  const spans = new Map<PeeringId, Span[]>();
  for (const { peeringId, span } of layered(entries)) {
    if (peeringId === null) continue;
    const own = spans.get(peeringId) ?? [];
    own.push(span);
    spans.set(peeringId, own);
  }
  const local = rangesOfCidrs(family, localBlocks(vpc));
  return new Map([...spans].map(([id, own]) => [id, differenceOf(rangesOf(family, own), local)] as const));
}

const behindEveryAddress = 1n << 128n;

/** What is seen from above of blocks that lie on one another: blocks are nested or apart, so one stack is enough. */
function layered(entries: readonly Entry[]): readonly { readonly peeringId: PeeringId | null; readonly span: Span }[] {
  const seen: { readonly peeringId: PeeringId | null; readonly span: Span }[] = [];
  const open: Entry[] = [];
  let from = 0n;
  const show = (until: bigint): void => {
    const top = open.at(-1);
    if (top !== undefined && from <= until) seen.push({ peeringId: top.peeringId, span: { first: from, last: until } });
    if (until >= from) from = until + 1n;
  };
  const close = (before: bigint): void => {
    for (let top = open.at(-1); top !== undefined && lastOf(top.cidr) < before; top = open.at(-1)) {
      show(lastOf(top.cidr));
      open.pop();
    }
  };
  for (const entry of entries) {
    close(entry.cidr.first);
    show(entry.cidr.first - 1n);
    from = entry.cidr.first;
    open.push(entry);
  }
  close(behindEveryAddress);
  return seen;
}
