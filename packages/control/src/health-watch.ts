import { setTimeout as sleep } from 'node:timers/promises';
import {
  idOf,
  ok,
  sidesOf,
  type Event,
  type Generation,
  type InstanceId,
  type Peering,
  type PeeringHealthWord,
  type PeeringId,
  type ProjectId,
  type SeenPeering,
  type VpcId,
} from '@isthmus/core';
import { all, pages } from './all.ts';
import type { Ledger, PeeringHealthRecord, Writer } from './ledger.ts';
import { seenPeerings } from './seen-peerings.ts';
import type { Log } from './world.ts';

/**
 * Keeps what every side of every peering can be told of it, and tells each owner in its log when the word changes. A
 * commit makes it look at the peerings of the VPCs that the commit touched, and at no others.
 */
export interface HealthWatch {
  /** Begins to look at every peering once, for what happened while nobody watched, and from then on at what commits touch. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Resolves when everything committed before the call has been looked at. */
  settled(): Promise<void>;
  /** What is known of it as of `generation`; undefined where that is not known for certain. */
  seen(id: PeeringId, projectId: ProjectId, generation: Generation): SeenPeering | undefined;
  /** Commits of its own, and sides looked at so far. */
  counts(): { readonly commits: number; readonly looks: number };
}

const eventBatch = 1000;
const peeringBatch = 2;
/** Commits of so many milliseconds are looked at together. Who asks in between is answered by a look of its own. */
const gatherMs = 50;
/** Rest after a batch, in times of what it took: this runs on the thread that answers requests, and is in no hurry. */
const restFactor = 3;
const mostKept = 20_000;

export function healthWatchOf({ ledger, log }: { readonly ledger: Ledger; readonly log: Log }): HealthWatch {
  const known = new Map<string, SeenPeering>();
  let handled = -1 as Generation;
  let running: Promise<void> | null = null;
  let again = false;
  let live = false;
  /** Asked for, because it changes while a round is under way. */
  const isLive = (): boolean => live;
  let unsubscribe = (): void => {};
  let commits = 0;
  let looks = 0;

  async function look(peerings: readonly Peering[]): Promise<void> {
    const sides = peerings.flatMap((peering) => [...new Set([peering.requester.projectId, peering.accepter.projectId])]);
    looks += sides.length;
    const found = new Map<string, SeenPeering>();
    for (const projectId of new Set(sides)) {
      const own = peerings.filter((peering) => sidesOf(peering, projectId).length > 0);
      for (const seen of await seenPeerings(ledger.read, own, projectId)) found.set(keyOf(seen.peering.id, projectId), seen);
    }
    for (const [key, seen] of found) {
      known.delete(key);
      known.set(key, seen);
    }
    for (const key of known.keys()) {
      if (known.size <= mostKept) break;
      known.delete(key);
    }
    if (await tell(ledger, found)) commits++;
  }

  async function lookAndRest(peerings: readonly Peering[]): Promise<void> {
    const began = performance.now();
    await look(peerings);
    await sleep((performance.now() - began) * restFactor);
  }

  async function drain(): Promise<void> {
    do {
      again = false;
      const { items, more } = await ledger.read.events.list({ after: handled, order: 'oldest-first', limit: eventBatch });
      const touched = await touchedBy(ledger, items);
      for (let start = 0; start < touched.length && isLive(); start += peeringBatch)
        await lookAndRest(touched.slice(start, start + peeringBatch));
      for (const { resourceId, kind } of items) if (kind === 'peering.deleted') forget(idOf(resourceId));
      handled = items.at(-1)?.generation ?? handled;
      again ||= more;
    } while (again && isLive());
  }

  function forget(id: PeeringId): void {
    for (const key of known.keys()) if (key.startsWith(`${id}/`)) known.delete(key);
  }

  function wake(): void {
    again = true;
    if (!live) return;
    running ??= sleep(gatherMs).then(drain).catch(failed).finally(rest);
  }

  /** What happens meanwhile is looked at behind it. */
  async function lookAtAll(latest: Generation): Promise<void> {
    handled = latest;
    for await (const page of pages(ledger.read.peerings, {}, peeringBatch)) {
      if (!live) return;
      await lookAndRest(page);
    }
  }

  function failed(cause: unknown): void {
    log('error', 'the health of peerings could not be looked at; the next commit tries again', { cause: String(cause) });
    again = false;
  }

  function rest(): void {
    running = null;
    if (again) wake();
  }

  return {
    async start() {
      live = true;
      const latest = await ledger.read.events.latest();
      unsubscribe = ledger.onCommit(wake);
      running = lookAtAll(latest).catch(failed).finally(rest);
    },
    async stop() {
      live = false;
      unsubscribe();
      await running;
    },
    async settled() {
      for (let round = running; round !== null; round = running) await round;
    },
    seen: (id, projectId, generation) => (handled >= generation ? known.get(keyOf(id, projectId)) : undefined),
    counts: () => ({ commits, looks }),
  };
}

const keyOf = (id: PeeringId, projectId: ProjectId): string => `${id}/${projectId}`;

/** Peerings that the events are about, or whose VPCs they touch. An instance that has come up touches its VPC. */
async function touchedBy({ read }: Ledger, events: readonly Event[]): Promise<readonly Peering[]> {
  const others = events.filter(({ kind }) => kind !== changed);
  const named = (kind: string): readonly string[] => [
    ...new Set(others.filter((one) => one.resourceKind === kind).map((one) => one.resourceId)),
  ];
  const instances = await all(read.instances, { id: named('instance').map((id) => idOf<InstanceId>(id)) });
  const vpcIds = new Set<VpcId>([...others.flatMap((event) => event.vpcIds), ...instances.map(({ vpcId }) => vpcId)]);
  const found = [
    ...(await all(read.peerings, { vpcId: [...vpcIds] })),
    ...(await all(read.peerings, { id: named('peering').map((id) => idOf<PeeringId>(id)) })),
  ];
  return [...new Map(found.map((peering) => [peering.id, peering])).values()];
}

const changed = 'health.changed';

/** Stores new words and tells each side of its own. Compared inside the write, so that of many servers one tells. */
async function tell(ledger: Ledger, found: ReadonlyMap<string, SeenPeering>): Promise<boolean> {
  const before = await stored(ledger.read, found);
  if ([...found].every(([key, { health }]) => before.get(key)?.health === health.health)) return false;
  let told = 0;
  await ledger.write(null, async (tx) => {
    told = 0;
    const now = await stored(tx, found);
    for (const [key, seen] of found) {
      const was = now.get(key)?.health;
      const is = seen.health.health;
      if (was === is || (await tx.peerings.get(seen.peering.id)) === undefined) continue;
      await remember(tx, key, seen, was);
      if (was === undefined) continue;
      told++;
      tx.record({
        kind: changed,
        resourceKind: 'peering',
        resourceId: seen.peering.id,
        projectIds: [seen.peering[seen.side].projectId],
        vpcIds: [],
        detail: { name: seen.peering.name, health: is, was, reasons: seen.health.reasons },
      });
    }
    return ok(null);
  });
  return told > 0;
}

async function stored(reader: Pick<Writer, 'peeringHealths'> | Ledger['read'], found: ReadonlyMap<string, SeenPeering>) {
  const peeringId = [...new Set([...found.values()].map(({ peering }) => peering.id))];
  const rows = await all<PeeringHealthRecord, { readonly peeringId: readonly PeeringId[] }>(reader.peeringHealths, { peeringId });
  return new Map(rows.map((row) => [row.id, row]));
}

async function remember(tx: Writer, id: string, { peering, side, health }: SeenPeering, was: PeeringHealthWord | undefined): Promise<void> {
  if (was !== undefined) await tx.peeringHealths.update(id, { health: health.health });
  else await tx.peeringHealths.insert({ id, peeringId: peering.id, projectId: peering[side].projectId, health: health.health });
}
