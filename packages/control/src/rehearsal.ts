import { err } from '@isthmus/core';
import type { Ledger } from './ledger.ts';

/** The same ledger, in which nothing that is written stays. What stands in a write's way is found out nevertheless. */
export const rehearsing = (ledger: Ledger): Ledger => ({
  ...ledger,
  write: (actor, work) =>
    ledger.write(actor, async (tx) => {
      const result = await work(tx);
      return result.ok ? err({ kind: 'replayed' }) : result;
    }),
});
