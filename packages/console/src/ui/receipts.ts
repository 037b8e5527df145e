import type { LiveEvent } from '../api/live.ts';

/** When each write that the stream told of was committed: generation to milliseconds, the newest few hundred. */
const committed = new Map<number, number>();
const kept = 400;

export function heardEvent({ generation, at }: LiveEvent): void {
  committed.set(generation, Date.parse(at));
  const oldest = committed.keys().next();
  if (committed.size > kept && !oldest.done) committed.delete(oldest.value);
}

export const committedAt = (generation: number): number | null => committed.get(generation) ?? null;
