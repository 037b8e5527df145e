import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';

/** Resolves when the caller may go on with its next query. */
export type Turn = () => Promise<void>;

/**
 * The event loop's turn. SQLite answers at once, on the caller's thread, so that a long chain of queries goes on from
 * promise to promise and lets nothing else happen: no request is read, no timer fires. Whoever has queried for
 * `longestMs` within one turn therefore waits.
 */
const longestMs = 1;

/** Resolves at once in a fresh turn, otherwise when `wait` has resolved: all who are over their time wait for the same. */
function turnOf(wait: () => Promise<unknown>): Turn {
  let began: number | null = null;
  let waiting: Promise<unknown> | null = null;
  /** Asked for, because it changes while somebody waits. */
  const isUsedUp = (): boolean => began !== null && performance.now() - began > longestMs;
  return async () => {
    while (isUsedUp()) {
      waiting ??= wait().finally(() => {
        waiting = null;
      });
      await waiting;
    }
    if (began !== null) return;
    began = performance.now();
    setImmediate(() => {
      began = null;
    });
  };
}

/** For a thread that answers requests too: one for all its connections. */
export const fairTurn: Turn = turnOf(() => nextTurn());

/** For a thread that only queries, beside others: it rests as many milliseconds as `restMs` says by then. */
export const restingTurn = (restMs: () => number): Turn =>
  turnOf(() => {
    const ms = restMs();
    return ms > 0 ? sleep(ms) : nextTurn();
  });
