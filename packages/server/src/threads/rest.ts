import { arrivalsSince } from '../arrivals.ts';

/** Milliseconds after each millisecond of queries. */
const restMs = 3;

/**
 * For work that takes what requests leave of the processors, as `openReader` takes it. A low priority alone does not do
 * that: a scheduler lets whoever runs finish a slice of some 3 ms, and on two processors a request meets it there.
 */
export function restWhileRequestsCome(arrivals: Int32Array): () => number {
  const haveArrived = arrivalsSince(arrivals);
  return () => (haveArrived() ? restMs : 0);
}
