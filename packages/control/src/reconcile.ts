import { ok, type Generation, type Instance, type Router, type VpcId } from '@isthmus/core';
import { all } from './all.ts';
import type { InForce } from './in-force.ts';
import type { Writer } from './ledger.ts';
import { everyRouter, type RouterSource } from './router-source.ts';
import { settleInstances, type Settling } from './settle-instances.ts';
import type { World } from './world.ts';

/**
 * Brings the data plane to what the ledger says: in full at the start and on a slow beat, and after a commit the VPCs
 * that it touched. It takes no input but the ledger, so that a crash at any point is mended by running again.
 */
export interface Reconciler {
  /** Resolves after the first full round, whether or not everything in it came through. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Resolves when nothing that was committed before the call is waiting for its round; failures wait for their retry. */
  settled(): Promise<void>;
  /** VPCs that could not be brought to what was desired, and why. */
  failures(): ReadonlyMap<VpcId, string>;
}

export interface ReconcilerOptions {
  /** Milliseconds between full rounds. */
  readonly beatMs: number;
  /** Milliseconds to the first retry; doubled with each failure, up to half a minute. */
  readonly retryMs: number;
}

type Scope = 'changes' | 'retries' | 'everything';
/** Which scope takes in which: a wider round asked for replaces a narrower one. */
const width: Readonly<Record<Scope, number>> = { changes: 0, retries: 1, everything: 2 };

const longestRetryMs = 30_000;
const eventBatch = 1000;
/** Most VPCs that are read and converged at once. */
const vpcBatch = 50;
const storeMs = 1000;
/** An instance whose VPC fails this often in a row is said to be in ERROR; it still becomes ACTIVE when that is mended. */
const failuresToError = 3;

/** One line of rounds, one after the other. Whatever is asked for while one runs is one more round, not a queue. */
interface Lane {
  wanted: Scope | null;
  running: Promise<void> | null;
}

type ReconcilerWorld = Pick<World, 'ledger' | 'dataPlane' | 'clock' | 'log'> & { readonly routers: RouterSource };

export function reconcilerOf(world: ReconcilerWorld, inForce: InForce, { beatMs, retryMs }: ReconcilerOptions): Reconciler {
  const { ledger, routers: source, dataPlane, clock, log } = world;
  const reasons = new Map<VpcId, string>();
  /**
   * Full rounds and small ones go side by side: a change must not wait until the whole world has been looked at. Where
   * both name a VPC, the data plane gives it to the later of the two.
   */
  const full: Lane = { wanted: null, running: null };
  const small: Lane = { wanted: null, running: null };
  /** VPCs that small rounds took up since the full round under way began: what came of them is theirs to say. */
  let takenMeanwhile = new Set<VpcId>();
  let commits = 0;
  const firstFull = Promise.withResolvers<void>();
  let life: 'new' | 'running' | 'stopped' = 'new';
  let failedRounds = 0;
  let retry: NodeJS.Timeout | undefined;
  let beat: NodeJS.Timeout | undefined;
  let storing: NodeJS.Timeout | undefined;
  let unsubscribe = (): void => {};

  function wake(scope: Scope): void {
    if (life !== 'running') return;
    const lane = scope === 'everything' ? full : small;
    if (lane.wanted === null || width[scope] > width[lane.wanted]) lane.wanted = scope;
    lane.running ??= drain(lane).finally(() => {
      lane.running = null;
      // What was asked for between the last look and now.
      if (lane.wanted !== null) wake(lane.wanted);
    });
  }

  function takeWanted(lane: Lane): Scope | null {
    const scope = life === 'running' ? lane.wanted : null;
    lane.wanted = null;
    return scope;
  }

  async function drain(lane: Lane): Promise<void> {
    // Whoever woke us goes on first: an answer never waits for this.
    await Promise.resolve();
    for (let scope = takeWanted(lane); scope !== null; scope = takeWanted(lane)) {
      let failed: boolean;
      try {
        failed = await rounds[scope]();
      } catch (cause) {
        log('error', 'converging failed; it is tried again', { scope, cause: String(cause) });
        retryLater(scope === 'changes' ? 'retries' : scope);
        continue;
      } finally {
        if (scope === 'everything') firstFull.resolve();
      }
      if (failed) retryLater('retries');
      else if (scope !== 'changes') failedRounds = 0;
    }
  }

  function retryLater(scope: Scope): void {
    if (retry !== undefined || life !== 'running') return;
    const pause = Math.min(retryMs * 2 ** failedRounds, longestRetryMs);
    retry = setTimeout(() => {
      retry = undefined;
      failedRounds++;
      wake(scope);
    }, pause).unref();
  }

  const rounds: Readonly<Record<Scope, () => Promise<boolean>>> = {
    changes: () => convergeSome([]),
    retries: () => convergeSome(inForce.behind().keys()),
    everything: convergeEverything,
  };

  /** The VPCs that events since the last round touched, and `also`. Whether some failed. */
  async function convergeSome(also: Iterable<VpcId>): Promise<boolean> {
    const { items, more } = await ledger.read.events.list({ after: inForce.handled(), order: 'oldest-first', limit: eventBatch });
    const to = items.at(-1)?.generation ?? inForce.handled();
    if (more) wake('changes');
    const touched = new Map<VpcId, Generation>([...also].map((vpcId) => [vpcId, to]));
    for (const { vpcIds, generation } of items) for (const vpcId of vpcIds) if (!touched.has(vpcId)) touched.set(vpcId, generation);

    const vpcIds = [...touched.keys()];
    for (const vpcId of vpcIds) takenMeanwhile.add(vpcId);
    const failed = new Map<VpcId, Generation>();
    const waiting: Instance[] = [];
    for (let start = 0; start < vpcIds.length; start += vpcBatch) {
      const { routers, gone, waiting: some } = await source.some(vpcIds.slice(start, start + vpcBatch));
      waiting.push(...some);
      for (const [vpcId, reason] of await convergeChunk(routers, gone)) {
        failed.set(vpcId, touched.get(vpcId) ?? to);
        reasons.set(vpcId, reason);
      }
    }
    await finish({ to, failed, converged: vpcIds.filter((id) => !failed.has(id)), waiting });
    return failed.size > 0;
  }

  /** What failed, by VPC. A driver that throws has failed all of them. */
  async function convergeChunk(...[routers, gone]: Parameters<typeof dataPlane.converge>): Promise<ReadonlyMap<VpcId, string>> {
    try {
      const { failures } = await dataPlane.converge(routers, gone);
      return new Map(failures.map(({ vpcId, reason }) => [vpcId, reason]));
    } catch (cause) {
      return new Map([...routers.map(({ vpcId }) => vpcId), ...gone].map((vpcId) => [vpcId, String(cause)]));
    }
  }

  async function convergeEverything(): Promise<boolean> {
    const to = await ledger.read.events.latest();
    takenMeanwhile = new Set();
    const behind = [...inForce.behind().keys()];
    const waiting = await all(ledger.read.instances, { status: ['BUILD', 'ERROR'] });
    const routers = await wholeWorld(to);
    const { commands, failures } = await dataPlane.convergeAll([...routers.values()]);
    if (commands > 0) log('info', 'converged everything', { commands, vpcs: routers.size });
    // What was in force before stays so: the failure is of now.
    const since = (inForce.handled() + 1) as Generation;
    const judged = failures.filter(({ vpcId }) => !takenMeanwhile.has(vpcId));
    const failed = new Map(judged.map(({ vpcId }) => [vpcId, since]));
    for (const { vpcId, reason } of judged) reasons.set(vpcId, reason);
    const converged = behind.filter((id) => !failed.has(id) && !takenMeanwhile.has(id));
    await finish({ to, failed, converged, waiting });
    return failed.size > 0;
  }

  /**
   * Every router, as of the moment of return: what is committed while the world is read is read again, or a full round
   * would undo what a small one did in the meantime. Nothing may be awaited between this and the data plane.
   */
  async function wholeWorld(since: Generation): Promise<Map<VpcId, Router>> {
    let seen = commits;
    const routers = new Map((await everyRouter(source)).map((router) => [router.vpcId, router]));
    for (let after = since; seen !== commits;) {
      seen = commits;
      const { items } = await ledger.read.events.list({ after, order: 'oldest-first', limit: eventBatch });
      after = items.at(-1)?.generation ?? after;
      const { routers: again, gone } = await source.some([...new Set(items.flatMap(({ vpcIds }) => vpcIds))]);
      for (const vpcId of gone) routers.delete(vpcId);
      for (const router of again) routers.set(router.vpcId, router);
      if (items.length === eventBatch) seen--;
    }
    return routers;
  }

  interface Round {
    readonly to: Generation;
    readonly failed: ReadonlyMap<VpcId, Generation>;
    readonly converged: readonly VpcId[];
    readonly waiting: readonly Instance[];
  }

  /** Takes note of what came of a round, and tells it of instances. A round that changed nothing writes nothing. */
  async function finish({ to, failed, converged, waiting }: Round): Promise<void> {
    for (const vpcId of converged) reasons.delete(vpcId);
    for (const vpcId of failed.keys()) log('warn', 'a VPC could not be converged', { vpcId, reason: reasons.get(vpcId) });
    // Before anything is said to be in force: what a receipt promises can be used, and an instance sends once it is ACTIVE.
    await settle(await settlingOf(waiting, failed));
    const before = { handled: inForce.handled(), behind: inForce.behind().size };
    inForce.advance({ to, at: clock.now(), converged, failed });
    const moved = to > before.handled && (converged.length > 0 || failed.size > 0);
    if (moved || before.behind !== inForce.behind().size) storeSoon();
  }

  async function settle(settling: readonly Settling[]): Promise<void> {
    if (settling.length > 0) await written((tx) => settleInstances(tx, settling));
  }

  /** A write for each round would cost as much as the writes that it follows. What a crash forgets, the first round finds again. */
  function storeSoon(): void {
    storing ??= setTimeout(() => {
      store().catch((cause: unknown) => {
        log('error', 'what is in force could not be stored; the next round tries again', { cause: String(cause) });
        storing = undefined;
      });
    }, storeMs).unref();
  }

  async function store(): Promise<void> {
    clearTimeout(storing);
    storing = undefined;
    await written((tx) => inForce.store(tx));
  }

  async function written(note: (tx: Writer) => Promise<void>): Promise<void> {
    const done = await ledger.write(null, async (tx) => {
      await note(tx);
      return ok(null);
    });
    if (!done.ok) throw new Error(`the ledger refused what came of a round: ${done.problem.kind}`);
  }

  async function settlingOf(waiting: readonly Instance[], failed: ReadonlyMap<VpcId, Generation>): Promise<readonly Settling[]> {
    if (waiting.length === 0) return [];
    const present = await dataPlane.present(waiting.map(({ id }) => id));
    return waiting.flatMap((instance): readonly Settling[] => {
      if (present.has(instance.id)) return [{ instance, status: 'ACTIVE' }];
      const hopeless = !failed.has(instance.vpcId) || failedRounds + 1 >= failuresToError;
      return hopeless && instance.status === 'BUILD' ? [{ instance, status: 'ERROR' }] : [];
    });
  }

  const nextBeat = (): void => {
    beat = setTimeout(() => {
      wake('everything');
      nextBeat();
    }, beatMs).unref();
  };

  return {
    async start() {
      if (life !== 'new') throw new Error('a reconciler is started once');
      await inForce.load(ledger.read);
      life = 'running';
      unsubscribe = ledger.onCommit(() => {
        commits++;
        wake('changes');
      });
      nextBeat();
      wake('everything');
      await firstFull.promise;
    },
    async stop() {
      life = 'stopped';
      unsubscribe();
      clearTimeout(retry);
      clearTimeout(beat);
      await Promise.all([full.running, small.running]);
      if (storing !== undefined) await store();
    },
    async settled() {
      while (small.running !== null) await small.running;
    },
    failures: () => reasons,
  };
}
