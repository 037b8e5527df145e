import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { lookerOf, onOwnThread, type Looked } from '@isthmus/control';
import type { Peering } from '@isthmus/core';
import { openReader, type LedgerOptions } from '@isthmus/ledger';
import { arrivalsSince } from './arrivals.ts';

/** What the thread is started with. */
export interface Start {
  readonly ledger: LedgerOptions;
  /** See `createArrivals`. */
  readonly arrivals: Int32Array;
}

/** What the thread is asked, and what it answers; both are copied from thread to thread. */
export interface Question {
  readonly number: number;
  readonly peerings: readonly Peering[];
}
export type Answer =
  | { readonly number: number; readonly looked: Looked }
  | { readonly number: number; readonly failed: string }
  | { readonly opened: true };

/**
 * Looks take what requests leave of the processors. A lower priority, of this thread alone, does not do it by itself: a
 * scheduler lets whoever runs finish a slice of some 3 ms. So the thread also rests after each millisecond of queries, as
 * long as requests come in.
 */
const priority = 10;
const restMs = 3;

setPriority(priority);
if (parentPort === null) throw new Error('this file is the start of a thread, and of no process');
const port = parentPort;
const say = (answer: Answer): void => port.postMessage(answer);
const { ledger, arrivals } = workerData as Start;
const haveArrived = arrivalsSince(arrivals);
const reader = openReader(ledger, () => (haveArrived() ? restMs : 0));
const looker = lookerOf(reader.read, onOwnThread);
port.on('message', ({ number, peerings }: Question) => {
  looker.look(peerings).then(
    (looked) => say({ number, looked }),
    (cause: unknown) => say({ number, failed: String(cause) }),
  );
});
say({ opened: true });
