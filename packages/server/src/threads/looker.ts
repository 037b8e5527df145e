import type { Looked, Looker } from '@isthmus/control';
import type { Peering } from '@isthmus/core';
import type { LedgerOptions } from '@isthmus/ledger';
import { openThread, type Thread } from './thread.ts';

/** What the thread that looks at peerings is started with. */
export interface LookStart {
  readonly ledger: LedgerOptions;
  /** See `createArrivals`. */
  readonly arrivals: Int32Array;
}

/** A looker on a thread of its own, with a connection of its own: looks never make a request wait. */
export async function openThreadLooker(
  start: LookStart,
  onEnd: (reason: string) => void,
): Promise<Looker & Pick<Thread<never, never>, 'close'>> {
  const thread = await openThread<readonly Peering[], Looked>({ file: 'look-thread', start, onEnd });
  return { look: thread.ask, close: thread.close };
}
