import type { RouterPage, RouterSource, SomeRouters } from '@isthmus/control';
import type { VpcId } from '@isthmus/core';
import type { LedgerOptions } from '@isthmus/ledger';
import { openThread, type Thread } from './thread.ts';

/** What the thread that reads routers is started with. */
export interface RouterStart {
  readonly ledger: LedgerOptions;
  /** See `createArrivals`. */
  readonly arrivals: Int32Array;
}

export type RouterQuestion = { readonly some: readonly VpcId[] } | { readonly after: VpcId | null };
export type RouterAnswer = SomeRouters | RouterPage;

/** A source of routers on a thread of its own, with connections of its own: rounds take no time of requests. */
export async function openThreadRouterSource(
  start: RouterStart,
  onEnd: (reason: string) => void,
): Promise<RouterSource & Pick<Thread<never, never>, 'close'>> {
  const thread = await openThread<RouterQuestion, RouterAnswer>({ file: 'router-thread', start, onEnd });
  return {
    some: (some) => thread.ask({ some }) as Promise<SomeRouters>,
    page: (after) => thread.ask({ after }) as Promise<RouterPage>,
    close: thread.close,
  };
}
