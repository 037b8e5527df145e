import { ok, type Done, type Input, type OperationName, type Output, type Principal, type Problem, type Result } from '@isthmus/core';
import type { Access } from '@isthmus/core';
import type { Writer } from './ledger.ts';
import { checkGuardrails, watched } from './guard.ts';
import type { Evidence } from './evidence.ts';
import type { HealthWatch } from './health-watch.ts';
import type { InForce } from './in-force.ts';
import type { KeyRing } from './key-ring.ts';
import type { Lockout } from './lockout.ts';
import type { RouterSource } from './router-source.ts';
import type { Sessions } from './session.ts';
import type { World } from './world.ts';

/** What a handler works with: the world, and the sessions that a tenancy operation may end. */
export interface Desk extends World {
  readonly sessions: Sessions;
  readonly keyRing: KeyRing;
  readonly lockout: Lockout;
  readonly inForce: Pick<InForce, 'since'>;
  readonly evidence: Evidence;
  readonly routers: RouterSource;
  readonly health: Pick<HealthWatch, 'seen' | 'keep'>;
}

export type ProjectCaller = Principal & { readonly project: NonNullable<Principal['project']> };

/** Carries out one operation. That the caller may ask for it at all has been decided by the access table. */
export interface Handler<Name extends OperationName> {
  readonly scope: Access['scope'];
  run(desk: Desk, caller: Principal | null, input: Input<Name>): Answer<Name>;
}

export type Answer<Name extends OperationName> = Promise<Result<Done<Output<Name>>, Problem>>;

/** For callers with a project. */
export const forProject = <Name extends OperationName>(
  run: (desk: Desk, caller: ProjectCaller, input: Input<Name>) => Answer<Name>,
): Handler<Name> => ({
  scope: 'project',
  run(desk, caller, input) {
    if (!hasProject(caller)) throw new Error('a project operation was run without a project');
    return run(desk, caller, input);
  },
});

/** For whoever is logged in. */
export const forAccount = <Name extends OperationName>(
  run: (desk: Desk, caller: Principal, input: Input<Name>) => Answer<Name>,
): Handler<Name> => ({
  scope: 'account',
  run(desk, caller, input) {
    if (caller === null) throw new Error('an account operation was run for nobody');
    return run(desk, caller, input);
  },
});

/** For everybody, before login too. */
export const forAnyone = <Name extends OperationName>(run: (desk: Desk, input: Input<Name>) => Answer<Name>): Handler<Name> => ({
  scope: 'none',
  run: (desk, _caller, input) => run(desk, input),
});

export const hasProject = (caller: Principal | null): caller is ProjectCaller => caller?.project !== undefined;

/** What a read answers. */
export const read = <T>(value: T): Result<Done<T>, never> => ok({ value, generation: null });

/** One write of `caller`, answered with its generation. It leaves the guardrails of the caller's project whole, or is not made. */
export async function write<T>(
  desk: Desk,
  caller: Principal | null,
  work: (tx: Writer) => Promise<Result<T, Problem>>,
): Promise<Result<Done<T>, Problem>> {
  return desk.ledger.write(caller, async (tx) => {
    const watch = watched(tx);
    const done = await work(watch.tx);
    if (!done.ok) return done;
    const whole = await checkGuardrails(desk.ledger.read, watch, caller?.project?.id);
    return whole.ok ? done : whole;
  });
}
