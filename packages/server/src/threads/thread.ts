import { Worker } from 'node:worker_threads';

/** What goes from thread to thread; all of it is copied. */
export interface Numbered<Question> {
  readonly number: number;
  readonly question: Question;
}
export type Answer<Value> =
  | { readonly number: number; readonly value: Value }
  | { readonly number: number; readonly failed: string }
  | { readonly opened: true };

/** A thread of this process that answers questions, with what it needs for that open. */
export interface Thread<Question, Value> {
  /** Rejects where the thread could not answer, or has ended. */
  ask(question: Question): Promise<Value>;
  /** Ends the thread; before anything that it uses is closed. */
  close(): Promise<void>;
}

export interface ThreadOptions {
  /** Beside this file, without `.ts`; it calls `answerAll`. Also the thread's name. */
  readonly file: 'look-thread' | 'router-thread';
  /** What it is started with. */
  readonly start: object;
  /** Told where the thread ends by itself: the service cannot go on without it. */
  onEnd(reason: string): void;
}

/** Resolves once the thread has opened what it needs and loaded its code, so that root may be dropped after it. */
export async function openThread<Question, Value>({ file, start, onEnd }: ThreadOptions): Promise<Thread<Question, Value>> {
  const thread = new Worker(new URL(`${file}.ts`, import.meta.url), { workerData: start, name: file });
  const waiting = new Map<number, PromiseWithResolvers<Value>>();
  const opened = Promise.withResolvers<void>();
  let asked = 0;
  let closing = false;
  let ended: Error | null = null;

  thread.on('message', (answer: Answer<Value>) => {
    if ('opened' in answer) return opened.resolve();
    const one = waiting.get(answer.number);
    waiting.delete(answer.number);
    if ('value' in answer) one?.resolve(answer.value);
    else one?.reject(new Error(answer.failed));
  });
  const end = (reason: string): void => {
    if (ended !== null) return;
    ended = new Error(`the thread ${file} ended: ${reason}`);
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
    opened.reject(ended);
    if (!closing) onEnd(ended.message);
  };
  thread.on('error', (cause) => end(String(cause)));
  thread.on('exit', (code) => end(`code ${code}`));
  await opened.promise;
  return {
    ask: async (question) => {
      if (ended !== null) throw ended;
      const one = Promise.withResolvers<Value>();
      const number = ++asked;
      waiting.set(number, one);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- the rule means windows; threads have no origin
      thread.postMessage({ number, question } satisfies Numbered<Question>);
      return one.promise;
    },
    async close() {
      closing = true;
      await thread.terminate();
    },
  };
}
