import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { lookerOf, onOwnThread, type Looked } from '@isthmus/control';
import type { Peering } from '@isthmus/core';
import { openReader, type LedgerOptions } from '@isthmus/ledger';

/** What the thread is asked, and what it answers; both are copied from thread to thread. */
export interface Question {
  readonly number: number;
  readonly peerings: readonly Peering[];
}
export type Answer =
  | { readonly number: number; readonly looked: Looked }
  | { readonly number: number; readonly failed: string }
  | { readonly opened: true };

/** Of this thread alone: looks take what requests leave of the processors. */
setPriority(10);
if (parentPort === null) throw new Error('this file is the start of a thread, and of no process');
const port = parentPort;
const say = (answer: Answer): void => port.postMessage(answer);
const reader = openReader(workerData as LedgerOptions);
const looker = lookerOf(reader.read, onOwnThread);
port.on('message', ({ number, peerings }: Question) => {
  looker.look(peerings).then(
    (looked) => say({ number, looked }),
    (cause: unknown) => say({ number, failed: String(cause) }),
  );
});
say({ opened: true });
