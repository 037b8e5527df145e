import { parentPort } from 'node:worker_threads';
import type { Answer, Numbered } from './thread.ts';

/** On the thread, once everything is open: answers each question that the main thread asks, as they come. */
export function answerAll<Question, Value>(answer: (question: Question) => Promise<Value>): void {
  if (parentPort === null) throw new Error('this file is the start of a thread, and of no process');
  const port = parentPort;
  const say = (message: Answer<Value>): void => port.postMessage(message);
  port.on('message', ({ number, question }: Numbered<Question>) => {
    answer(question).then(
      (value) => say({ number, value }),
      (cause: unknown) => say({ number, failed: String(cause) }),
    );
  });
  say({ opened: true });
}
