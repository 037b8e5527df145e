import { setTimeout as sleep } from 'node:timers/promises';
import {
  carriesTraffic,
  idOf,
  type Event,
  type Generation,
  type InstanceId,
  type Peering,
  type PeeringId,
  type ProjectId,
  type SeenPeering,
  type VpcId,
} from '@isthmus/core';
import { all } from './all.ts';
import { healthChanged, tell } from './health-words.ts';
import type { Ledger, Reader, Writer } from './ledger.ts';
import type { Looker } from './look.ts';
import { claim, storeLookedAt, type LookedAt } from './looked-at.ts';
import type { Log } from './world.ts';

/**
 * Keeps what every side of every peering can be told of it, and tells each owner in its log when the word changes. A
 * commit makes it look at the ACTIVE peerings of the VPCs that the commit touched and at those that it is about, and at no others.
 */
export interface HealthWatch {
  /** Begins to look at what commits touched while nobody watched, and from then on at what they touch. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Resolves when everything committed before the call has been looked at. */
  settled(): Promise<void>;
  /** What is known of it as of `generation`; undefined where that is not known for certain. */
  seen(id: PeeringId, projectId: ProjectId, generation: Generation): SeenPeering | undefined;
  /** Takes note of looks that somebody else took, of a moment when everything up to `of` was committed. */
  keep(looks: readonly SeenPeering[], projectId: ProjectId, of: Generation): void;
  /** Commits of its own, and sides looked at so far. */
  counts(): { readonly commits: number; readonly looks: number };
}

const eventBatch = 1000;
/** Looked at in one world, which is read once for all of them, and told of in one write. */
const worldBatch = 20;
/** Commits of so many milliseconds are looked at together. Who asks in between is answered by a look of its own. */
const gatherMs = 50;
/** Milliseconds for which the look at everything gathers what it finds. */
const tellMs = 1000;
const storeMs = 1000;
const mostKept = 20_000;

interface Known {
  readonly seen: SeenPeering;
  /** Everything up to here was committed before the look; what touches it later is looked at when `through` comes there. */
  readonly of: Generation;
}

interface WatchOptions {
  readonly ledger: Ledger;
  readonly log: Log;
  readonly looker: Looker;
}

export function healthWatchOf({ ledger, log, looker }: WatchOptions): HealthWatch {
  const known = new Map<string, Known>();
  /** The newest of the commits up to `through` that touched a VPC since the start. */
  const touchedAt = new Map<VpcId, Generation>();
  let lookedAt: LookedAt | null = null;
  /** What the round under way looks at was committed up to here. */
  let under = -1 as Generation;
  let running: Promise<void> | null = null;
  let again = false;
  let live = false;
  /** Asked for, because it changes while a round is under way. */
  const isLive = (): boolean => live;
  const isWoken = (): boolean => again;
  let storing: NodeJS.Timeout | undefined;
  let unsubscribe = (): void => {};
  let commits = 0;
  let looks = 0;

  /** What the looks so far have found, of a moment when everything up to `of` was committed. */
  interface Found {
    readonly of: Generation;
    readonly found: ReadonlyMap<string, SeenPeering>;
  }

  async function look(peerings: readonly Peering[]): Promise<Found> {
    let words: Found = { of: Infinity as Generation, found: new Map() };
    for (let start = 0; start < peerings.length && isLive(); start += worldBatch) {
      const { of, seen } = await looker.look(peerings.slice(start, start + worldBatch));
      const found = new Map(seen.map((one) => [keyOf(one.peering.id, one.peering[one.side].projectId), one]));
      looks += found.size;
      for (const [key, one] of found) remember(key, { seen: one, of });
      words = together(words, { of, found });
    }
    return words;
  }

  const together = (one: Found, other: Found): Found => ({
    of: one.of < other.of ? one.of : other.of,
    found: new Map([...one.found, ...other.found]),
  });

  async function tellOf({ of, found }: Found): Promise<void> {
    if (found.size === 0) return;
    const outcome = await tell(ledger, { found, of, touchedBy: async (reader, events) => idsOf(await touchedBy(reader, events)) });
    if (outcome === 'told') commits++;
    if (outcome === 'given by older rules') lookedAt = await claim(ledger);
  }

  function remember(key: string, one: Known): void {
    known.delete(key);
    known.set(key, one);
    for (const oldest of known.keys()) {
      if (known.size <= mostKept) break;
      known.delete(oldest);
    }
  }

  async function round(): Promise<void> {
    lookedAt ??= await claim(ledger);
    do {
      again = false;
      await lookAtChanges();
      await lookOn();
    } while (again && isLive());
  }

  async function lookAtChanges(): Promise<void> {
    for (let more = true; more && isLive();) {
      const batch = await ledger.read.events.list({ after: through(), order: 'oldest-first', limit: eventBatch });
      const last = batch.items.at(-1);
      if (last === undefined) return;
      under = last.generation;
      for (const { vpcIds, generation } of batch.items) for (const vpcId of vpcIds) touchedAt.set(vpcId, generation);
      const touched = await touchedBy(ledger.read, batch.items);
      for (let start = 0; start < touched.length; start += worldBatch) await tellOf(await look(touched.slice(start, start + worldBatch)));
      if (!isLive()) return;
      for (const event of batch.items) if (event.kind === 'peering.deleted') forget(event);
      cameTo({ through: last.generation });
      ({ more } = batch);
    }
  }

  /**
   * Goes on with the look at every peering, VPC by VPC, so that a hub is read for many of its peerings. Changes come first.
   * Telling is a durable write, so that it is done once for all that was found in a while.
   */
  async function lookOn(): Promise<void> {
    while (lookedAt !== null && lookedAt.everything !== 'done' && isLive() && !isWoken()) {
      const before = lookedAt;
      const { everything, words } = await lookFrom(lookedAt.everything.after);
      if (!isLive()) return;
      await tellOf(words);
      if (lookedAt === before) cameTo({ everything });
    }
  }

  /** The VPCs behind this one that there is time for. */
  async function lookFrom(from: VpcId | null): Promise<{ readonly everything: LookedAt['everything']; readonly words: Found }> {
    const end = performance.now() + tellMs;
    let after = from;
    let words = await look([]);
    while (isLive() && !isWoken() && performance.now() < end) {
      const [vpc] = (await ledger.read.vpcs.list({}, { limit: 1, ...(after === null ? {} : { marker: after }) })).items;
      if (vpc === undefined) return { everything: 'done', words };
      const peerings = await all(ledger.read.peerings, { vpcId: vpc.id });
      words = together(words, await look(peerings.filter(({ requester }) => requester.vpcId === vpc.id)));
      if (isLive()) after = vpc.id;
    }
    return { everything: { after }, words };
  }

  const through = (): Generation => lookedAt?.through ?? (-1 as Generation);

  function cameTo(further: Partial<Pick<LookedAt, 'through' | 'everything'>>): void {
    if (lookedAt === null) return;
    lookedAt = { ...lookedAt, ...further };
    storing ??= setTimeout(() => void store(), storeMs).unref();
  }

  async function store(): Promise<void> {
    clearTimeout(storing);
    storing = undefined;
    if (lookedAt === null) return;
    await storeLookedAt(ledger, lookedAt).catch((cause: unknown) =>
      log('warn', 'how far health has been looked at could not be stored; a start would look again', { cause: String(cause) }),
    );
  }

  /** What is shown of a request goes with its VPCs, which are not looked at again for its sake: its word stays the same. */
  const isStale = ({ seen: { peering }, of }: Known): boolean =>
    !carriesTraffic[peering.status] && [peering.requester, peering.accepter].some(({ vpcId }) => (touchedAt.get(vpcId) ?? of) > of);

  function forget({ resourceId, projectIds }: Event): void {
    for (const projectId of projectIds) known.delete(keyOf(idOf(resourceId), projectId));
  }

  function wake(): void {
    again = true;
    if (!live) return;
    running ??= sleep(gatherMs).then(round).catch(failed).finally(rest);
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
      lookedAt = await claim(ledger);
      unsubscribe = ledger.onCommit(wake);
      running = round().catch(failed).finally(rest);
    },
    async stop() {
      live = false;
      unsubscribe();
      await running;
      if (storing !== undefined) await store();
    },
    async settled() {
      for (let one = running; one !== null; one = running) await one;
    },
    seen(id, projectId, generation) {
      const one = known.get(keyOf(id, projectId));
      return one !== undefined && Math.max(one.of, through()) >= generation && !isStale(one) ? one.seen : undefined;
    },
    keep(seen, projectId, of) {
      // What the round under way has read was looked at without it, and is not looked at again.
      if (of >= Math.max(under, through())) for (const one of seen) remember(keyOf(one.peering.id, projectId), { seen: one, of });
    },
    counts: () => ({ commits, looks }),
  };
}

const keyOf = (id: PeeringId, projectId: ProjectId): string => `${id}/${projectId}`;
const idsOf = (peerings: readonly Peering[]): ReadonlySet<PeeringId> => new Set(peerings.map(({ id }) => id));

/**
 * Peerings whose word the events may have changed: those that they are about, and ACTIVE ones of VPCs that they touch. A
 * request's word goes with its status alone. An instance that has come up touches its VPC.
 */
async function touchedBy(reader: Reader | Writer, events: readonly Event[]): Promise<readonly Peering[]> {
  const others = events.filter(({ kind }) => kind !== healthChanged);
  const named = (kind: string): readonly string[] => [
    ...new Set(others.filter((one) => one.resourceKind === kind).map((one) => one.resourceId)),
  ];
  const instances = await all(reader.instances, { id: named('instance').map((id) => idOf<InstanceId>(id)) });
  const vpcIds = new Set<VpcId>([...others.flatMap((event) => event.vpcIds), ...instances.map(({ vpcId }) => vpcId)]);
  const found = [
    ...(await all(reader.peerings, { vpcId: [...vpcIds], status: 'ACTIVE' })),
    ...(await all(reader.peerings, { id: named('peering').map((id) => idOf<PeeringId>(id)) })),
  ];
  return [...new Map(found.map((peering) => [peering.id, peering])).values()];
}
