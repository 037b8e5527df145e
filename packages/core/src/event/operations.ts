import type { Generation, Instant } from '../id.ts';
import type { Operation } from '../operation.ts';
import type { Listed } from '../paging.ts';
import type { Event } from './event.ts';

/** Whether a write is in force in the data plane: its "propagation receipt". */
export interface Receipt {
  readonly generation: Generation;
  readonly inForce: boolean;
  readonly inForceAt: Instant | null;
}

export interface EventOperations {
  /** Newest first. `before` pages on: only generations below it. */
  'list-events': Operation<
    { readonly resourceId?: string; readonly since?: Instant; readonly before?: Generation; readonly limit: number },
    Listed<Event>
  >;
  'show-receipt': Operation<{ readonly generation: Generation }, Receipt>;
}
