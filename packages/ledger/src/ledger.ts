import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock, Committed, Ledger, Writer } from '@isthmus/control';
import { err, ok, type Generation, type Principal, type Problem, type Result } from '@isthmus/core';
import { appendEvents } from './event.ts';
import type { Store } from './store.ts';
import { openTransaction, readerOf } from './transaction.ts';

/** A transaction that lost to another one is run again this often, after these pauses in milliseconds. */
const retryPauses = [2, 10, 40, 160] as const;

/** Carries a problem out of a transaction, so that it is rolled back. */
class Undone extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.kind);
    this.problem = problem;
  }
}

/**
 * The ledger over one store. Writers take turns, on PostgreSQL across all processes, so a transaction sees everything that was committed before
 * it and nothing changes under it. `work` may run more than once, and must do nothing that cannot be repeated.
 */
export async function ledgerOf(store: Store, clock: Clock): Promise<Ledger> {
  const read = readerOf(store);
  const listeners = new Set<(generation: Generation) => void>();
  const writing = new AsyncLocalStorage<{ active: boolean }>();
  let newest = await read.events.latest();

  /** A listener's bug must not make a committed write look like a failed one. */
  function tell(generation: Generation): void {
    if (generation > newest) newest = generation;
    for (const listener of listeners)
      try {
        listener(generation);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
  }

  store.onForeignCommit((generation) => {
    if (generation !== null) return tell(generation as Generation);
    read.events.latest().then(
      (latest) => {
        if (latest > newest) tell(latest);
      },
      // The database is away; its return brings another call.
      () => {},
    );
  });

  const commit = <T>(actor: Principal | null, work: (tx: Writer) => Promise<Result<T, Problem>>): Promise<Committed<T>> =>
    store.writes.transaction().execute(async (tx) => {
      await store.lock(tx);
      const transaction = openTransaction(tx, store);
      const turn = { active: true };
      const result = await writing
        .run(turn, () => work(transaction.writer))
        .finally(() => {
          turn.active = false;
          return transaction.end();
        });
      if (!result.ok) throw new Undone(result.problem);
      if (transaction.drafts.length === 0) return { value: result.value, generation: null };
      const generation = await appendEvents(tx, transaction.drafts, actor, clock.now());
      await store.announce(tx, generation);
      return { value: result.value, generation };
    });

  async function write<T>(
    actor: Principal | null,
    work: (tx: Writer) => Promise<Result<T, Problem>>,
  ): Promise<Result<Committed<T>, Problem>> {
    for (let attempt = 0; ; attempt++) {
      try {
        const committed = await commit(actor, work);
        if (committed.generation !== null) tell(committed.generation);
        return ok(committed);
      } catch (error) {
        if (error instanceof Undone) return err(error.problem);
        const pause = retryPauses[attempt];
        if (store.transient(error) && pause !== undefined) {
          await sleep(pause);
          continue;
        }
        const reason = store.unavailable(error);
        if (reason === null) throw error;
        return err({ kind: 'unavailable', reason });
      }
    }
  }

  const underWay = new Set<Promise<unknown>>();
  return {
    read,
    write: async (actor, work) => {
      if (writing.getStore()?.active === true) throw new Error('a ledger write inside a ledger write would wait for itself');
      const one = write(actor, work);
      underWay.add(one);
      return one.finally(() => underWay.delete(one));
    },
    onCommit: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    close: async () => {
      await Promise.allSettled(underWay);
      await store.close();
    },
  };
}
