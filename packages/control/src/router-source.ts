import { desiredRouter, type Instance, type Router, type VpcId } from '@isthmus/core';
import { loadIntent } from './intent.ts';
import type { Reader } from './ledger.ts';

/** Reads what routers must be, wherever that is done: here, or on a thread of its own. */
export interface RouterSource {
  /** Of these VPCs, as of one moment. */
  some(vpcIds: readonly VpcId[]): Promise<SomeRouters>;
  /** Of all VPCs, ascending by id, those behind this one or, with null, the first; each page as of one moment. */
  page(after: VpcId | null): Promise<RouterPage>;
}

export interface SomeRouters {
  readonly routers: readonly Router[];
  /** VPCs asked for that are no more. */
  readonly gone: readonly VpcId[];
  /** Instances whose status does not yet say that they are there. */
  readonly waiting: readonly Instance[];
}

export interface RouterPage {
  readonly routers: readonly Router[];
  /** Behind which the next page begins; null where this is the last. */
  readonly next: VpcId | null;
}

/** Runs reads that see one moment of the ledger. */
export type Snapshot = <T>(work: (read: Reader) => Promise<T>) => Promise<T>;

/** `pageSize` in VPCs: with fifty peerings each, ten are copied from thread to thread in about a millisecond. */

export function routerSourceOf(snapshot: Snapshot, pageSize = 10): RouterSource {
  return {
    some: (vpcIds) => snapshot((read) => routersOf(read, vpcIds)),
    page: (after) =>
      snapshot(async (read) => {
        const { items, more } = await read.vpcs.list({}, { limit: pageSize, ...(after === null ? {} : { marker: after }) });
        const { routers } = await routersOf(
          read,
          items.map(({ id }) => id),
        );
        return { routers, next: more ? (items.at(-1)?.id ?? null) : null };
      }),
  };
}

async function routersOf(read: Reader, vpcIds: readonly VpcId[]): Promise<SomeRouters> {
  const { intents, gone } = await loadIntent(read, vpcIds);
  const waiting = intents.flatMap(({ instances }) => instances.filter(({ status }) => status !== 'ACTIVE'));
  return { routers: intents.map(desiredRouter), gone, waiting };
}

/** What the whole data plane must be. */
export async function everyRouter(source: RouterSource): Promise<readonly Router[]> {
  const routers: Router[] = [];
  let after: VpcId | null = null;
  do {
    const page: RouterPage = await source.page(after);
    routers.push(...page.routers);
    after = page.next;
  } while (after !== null);
  return routers;
}
