import type { Execute, Principal, Problem, Result } from '@isthmus/core';
import { bootstrap, type FirstStart } from './bootstrap.ts';
import { executeAt } from './execute.ts';
import { noEvidence, type Evidence } from './evidence.ts';
import { expirerOf, type Expirer } from './expire.ts';
import type { Desk } from './handler.ts';
import { healthWatchOf, type HealthWatch } from './health-watch.ts';
import { inForceFromNothing } from './in-force.ts';
import { isolationSweepOf, type IsolationSweep } from './isolation-sweep.ts';
import { keyRingOf, type KeyRing } from './key-ring.ts';
import type { Ledger } from './ledger.ts';
import { lockoutOf, type Lockout } from './lockout.ts';
import { besideRequests, lookerOf, type Looker } from './look.ts';
import { rehearsing } from './rehearsal.ts';
import { reconcilerOf, type Reconciler, type ReconcilerOptions } from './reconcile.ts';
import { routerSourceOf, type RouterSource } from './router-source.ts';
import { sessionsOf } from './session.ts';
import type { World } from './world.ts';

export interface ControlOptions extends World, Partial<ReconcilerOptions> {
  /** Milliseconds between looks for requests whose time is up. */
  readonly sweepMs?: number;
  /** Milliseconds between packets that try what must not get through; null for none. */
  readonly isolationMs?: number | null;
  /** Looks at peerings for the health watch; by default on this thread. */
  readonly looker?: Looker;
  /** Reads what the data plane must be; by default on this thread. */
  readonly routerSource?: RouterSource;
}

/** Everything that happens: operations, logins, converging and the clock's own work. */
export interface Control {
  readonly execute: Execute;
  /** As `execute`, but nothing that is written stays: what would have succeeded is answered with the problem `replayed`. */
  readonly rehearse: Execute;
  /** Who holds a token. Every request asks. */
  authenticate(token: string): Promise<Result<Principal, Problem>>;
  /** What an installation's first start makes; on a later one, what is missing of it. Before everything else. */
  bootstrap(): Promise<FirstStart>;
  /** The access keys that requests are signed with. */
  readonly keyRing: KeyRing;
  /** Failed logins and signatures. */
  readonly lockout: Lockout;
  /** What real packets have told. */
  readonly evidence: Evidence;
  readonly health: HealthWatch;
  readonly isolation: IsolationSweep;
  readonly reconciler: Reconciler;
  readonly expirer: Expirer;
  readonly ledger: Ledger;
  readonly world: World;
}

export function createControl(options: ControlOptions): Control {
  const { beatMs = 60_000, retryMs = 250, sweepMs = 1_000, isolationMs = null, looker, routerSource, ...world } = options;
  const inForce = inForceFromNothing();
  const sessions = sessionsOf(world.ledger, world.clock);
  const keyRing = keyRingOf(world);
  const lockout = lockoutOf(world.clock);
  const evidence = noEvidence();
  const health = healthWatchOf({ ...world, looker: looker ?? lookerOf(world.ledger.read, besideRequests) });
  const routers = routerSource ?? routerSourceOf((work) => work(world.ledger.read));
  const desk: Desk = { ...world, sessions, keyRing, lockout, inForce, evidence, health, routers };
  return {
    execute: executeAt(desk),
    rehearse: executeAt({ ...desk, ledger: rehearsing(world.ledger) }),
    authenticate: (token) => sessions.authenticate(token),
    bootstrap: () => bootstrap(world),
    keyRing,
    lockout,
    evidence,
    health,
    isolation: isolationSweepOf(world, inForce, evidence, { everyMs: isolationMs }),
    reconciler: reconcilerOf({ ...world, routers }, inForce, { beatMs, retryMs }),
    expirer: expirerOf(world, { beatMs: sweepMs }),
    ledger: world.ledger,
    world,
  };
}
