/**
 * The event loop's turn. SQLite answers at once, on the caller's thread, so that a long chain of queries goes on from
 * promise to promise and lets nothing else happen: no request is read, no timer fires. Whoever has queried for
 * `longestMs` within one turn therefore waits for the next.
 */
const longestMs = 1;

let began: number | null = null;
/** Asked for, because it changes while somebody waits. */
const isUsedUp = (): boolean => began !== null && performance.now() - began > longestMs;

/** Resolves at once in a fresh turn, otherwise in the next one that has time left: those who waited share it. */
export async function fairTurn(): Promise<void> {
  while (isUsedUp()) await new Promise<void>((resolve) => setImmediate(resolve));
  if (began !== null) return;
  began = performance.now();
  setImmediate(() => {
    began = null;
  });
}
