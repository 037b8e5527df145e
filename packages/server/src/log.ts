import { writeSync } from 'node:fs';

export type LogLevel = 'info' | 'warn' | 'error';

/** Structured lines, one JSON object each, to standard error. */
export interface Log {
  info(message: string, fields?: object): void;
  warn(message: string, fields?: object): void;
  error(message: string, fields?: object): void;
  /** Writes what is still waiting. */
  flush(): void;
}

/**
 * Lines gather for one turn of the event loop and go out in one write: a busy second costs a few system calls and
 * no request waits for the terminal. `write` is for tests.
 */
export function createLog(now: () => Date = () => new Date(), write: (text: string) => void = toStandardError): Log {
  let waiting: string[] = [];
  const flush = (): void => {
    if (waiting.length === 0) return;
    const text = waiting.join('');
    waiting = [];
    write(text);
  };
  const line = (level: LogLevel, message: string, fields: object = {}): void => {
    if (waiting.length === 0) setImmediate(flush);
    waiting.push(`${JSON.stringify({ time: now().toISOString(), level, message, ...fields })}\n`);
  };
  return {
    info: (message, fields) => line('info', message, fields),
    warn: (message, fields) => line('warn', message, fields),
    error: (message, fields) => line('error', message, fields),
    flush,
  };
}

/** A log that nobody reads any more, or that is full, must not take the service with it. */
function toStandardError(text: string): void {
  try {
    writeSync(2, text);
  } catch {
    return;
  }
}

/** What an operator needs of something thrown: never sent to a client. */
export const causeOf = (thrown: unknown): object =>
  thrown instanceof Error ? { error: thrown.message, stack: thrown.stack } : { error: String(thrown) };
