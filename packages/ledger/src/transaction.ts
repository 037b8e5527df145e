import type { NounName, Reader, Writer } from '@isthmus/control';
import type { EventDraft } from '@isthmus/core';
import { CompiledQuery, type Kysely } from 'kysely';
import { eventLog } from './event.ts';
import { nouns } from './nouns/nouns.ts';
import type { Noun } from './noun.ts';
import { readRecords, writeRecords, type Attempt } from './records.ts';
import type { ReadStore, Store, Tables } from './store.ts';

type AnyNoun = Noun<object, object>;

const eachNoun = <Made>(make: (noun: AnyNoun) => Made): Record<NounName, Made> =>
  Object.fromEntries(Object.entries(nouns).map(([name, noun]) => [name, make(noun as unknown as AnyNoun)])) as Record<NounName, Made>;

/** Reads outside any transaction: what is committed. */
export const readerOf = (store: ReadStore): Reader =>
  ({ ...eachNoun((noun) => readRecords(noun, () => store.reads, store)), events: eventLog(() => store.reads) }) as unknown as Reader;

export interface OpenTransaction {
  readonly writer: Writer;
  readonly drafts: readonly EventDraft[];
  /** Waits for what was asked for and not awaited; from now on the writer throws. */
  end(): Promise<void>;
}

/**
 * One transaction as its `work` sees it. Statements run one after another even where they are asked for at once,
 * because a savepoint encloses whatever runs between its two ends.
 */
export function openTransaction(tx: Kysely<Tables>, store: Store): OpenTransaction {
  const drafts: EventDraft[] = [];
  let open = true;
  let last: Promise<unknown> = Promise.resolve();

  const usable = (): void => {
    if (!open) throw new Error('a ledger transaction was used after its end');
  };
  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    usable();
    const turn = last.then(run);
    last = turn.catch(() => {});
    return turn;
  };
  const raw = (sql: string) => tx.executeQuery(CompiledQuery.raw(sql));
  const attempt: Attempt = async (work) => {
    await raw('savepoint attempt');
    try {
      await work();
    } catch (error) {
      const violated = store.violated(error);
      if (violated === null) throw error;
      await raw('rollback to savepoint attempt');
      await raw('release savepoint attempt');
      return violated;
    }
    await raw('release savepoint attempt');
    return null;
  };
  const queued = <Methods extends object>(methods: Methods): Methods =>
    Object.fromEntries(
      Object.entries(methods).map(([name, method]) => [
        name,
        (...given: unknown[]) => inTurn(() => (method as (...given: unknown[]) => Promise<unknown>)(...given)),
      ]),
    ) as Methods;

  const writer = {
    ...eachNoun((noun) => queued(writeRecords(noun, () => tx, store, attempt))),
    events: queued(eventLog(() => tx)),
    record: (draft: EventDraft) => {
      usable();
      drafts.push(draft);
    },
  } as unknown as Writer;
  return {
    writer,
    drafts,
    end: async () => {
      open = false;
      await last;
    },
  };
}
