import { Worker } from 'node:worker_threads';
import type { Looked, Looker } from '@isthmus/control';
import type { Answer, Question, Start } from './look-thread.ts';

/** A looker on a thread of its own, with connections of its own: looks never make a request wait. */
export interface ThreadLooker extends Looker {
  /** Ends the thread; before the ledger is closed. */
  close(): Promise<void>;
}

interface Waiting {
  resolve(looked: Looked): void;
  reject(cause: Error): void;
}

/**
 * Resolves once the thread has opened the ledger and loaded its code, so that root may be dropped after it. `onEnd` is told
 * where the thread ends by itself: nothing would be looked at any more.
 */
export async function openThreadLooker(start: Start, onEnd: (reason: string) => void): Promise<ThreadLooker> {
  const thread = new Worker(new URL('look-thread.ts', import.meta.url), { workerData: start, name: 'looks' });
  const waiting = new Map<number, Waiting>();
  const { promise: opened, resolve: isOpen, reject: isBroken } = Promise.withResolvers<void>();
  let asked = 0;
  let closing = false;
  let ended: Error | null = null;

  thread.on('message', (answer: Answer) => {
    if ('opened' in answer) return isOpen();
    const one = waiting.get(answer.number);
    waiting.delete(answer.number);
    if ('looked' in answer) one?.resolve(answer.looked);
    else one?.reject(new Error(answer.failed));
  });
  const end = (reason: string): void => {
    if (ended !== null) return;
    ended = new Error(`the thread that looks at peerings ended: ${reason}`);
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
    isBroken(ended);
    if (!closing) onEnd(ended.message);
  };
  thread.on('error', (cause) => end(String(cause)));
  thread.on('exit', (code) => end(`code ${code}`));
  await opened;
  return {
    look: (peerings) =>
      new Promise((resolve, reject) => {
        if (ended !== null) return reject(ended);
        const number = ++asked;
        waiting.set(number, { resolve, reject });
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- the rule means windows; threads have no origin
        thread.postMessage({ number, peerings } satisfies Question);
      }),
    async close() {
      closing = true;
      await thread.terminate();
    },
  };
}
