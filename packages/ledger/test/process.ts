import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';

export interface WriterProcess {
  /** What it has said so far. */
  readonly lines: readonly string[];
  /** Its complaints. */
  readonly complaints: () => string;
  /** Resolves when it has said `line`, or has ended. */
  said(line: string): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  /** Its exit code when it has ended and everything it said was read; null after a signal. */
  readonly ended: Promise<number | null>;
}

export interface Orders {
  readonly directory: string;
  readonly from?: number;
  readonly count?: number;
  readonly becomeUid?: number;
}

/** Starts `writer.ts` as a process of its own. */
export function startWriter({ directory, from = 0, count = 0, becomeUid }: Orders): WriterProcess {
  const orders = JSON.stringify({ directory, from, count, becomeUid: becomeUid ?? null });
  const child = spawn(process.execPath, [join(import.meta.dirname, 'writer.ts'), orders], { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  let complaints = '';
  const waiting = new Map<string, () => void>();
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => {
    lines.push(line);
    waiting.get(line)?.();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  const closed = once(reader, 'close');
  const ended = once(child, 'close').then(async ([code]) => {
    await closed;
    return code as number | null;
  });
  return {
    lines,
    complaints: () => complaints,
    said: (line) =>
      lines.includes(line)
        ? Promise.resolve()
        : Promise.race([new Promise<void>((resolve) => waiting.set(line, resolve)), ended.then(() => {})]),
    kill: (signal) => child.kill(signal),
    ended,
  };
}
