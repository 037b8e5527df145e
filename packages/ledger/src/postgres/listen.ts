import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const reconnectAfter = { first: 100, most: 5_000 } as const;

export interface Listening {
  /** Null: some may have been missed. */
  onMessage(listener: (payload: string | null) => void): void;
  close(): Promise<void>;
}

/**
 * Listens on `channel` for as long as it is open, and connects again when the connection is lost. What was sent in
 * between is lost, so a new connection says that some may have been missed.
 */
export function listen(settings: pg.ClientConfig, channel: string): Listening {
  const listeners = new Set<(payload: string | null) => void>();
  const stopped = new AbortController();
  let client: pg.Client | null = null;

  const tell = (payload: string | null): void => {
    for (const listener of listeners) listener(payload);
  };

  async function session(): Promise<void> {
    client = new pg.Client(settings);
    const ended = new Promise<void>((resolve) => client?.once('end', resolve));
    client.on('error', () => {});
    client.on('notification', ({ payload }) => tell(payload ?? null));
    await client.connect();
    await client.query(`listen ${pg.escapeIdentifier(channel)}`);
    tell(null);
    await ended;
  }

  async function run(): Promise<void> {
    let pause: number = reconnectAfter.first;
    while (!stopped.signal.aborted) {
      const began = performance.now();
      await session().catch(() => {});
      await client?.end().catch(() => {});
      if (performance.now() - began > reconnectAfter.most) pause = reconnectAfter.first;
      await sleep(pause, undefined, { signal: stopped.signal }).catch(() => {});
      pause = Math.min(pause * 2, reconnectAfter.most);
    }
  }

  const running = run();
  return {
    onMessage: (listener) => {
      listeners.add(listener);
    },
    close: async () => {
      stopped.abort();
      await client?.end().catch(() => {});
      await running;
    },
  };
}
