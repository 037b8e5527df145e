import { describe } from 'node:test';
import type { Ledger } from '@isthmus/control';
import { conflicts } from './contract/conflicts.ts';
import { events } from './contract/events.ts';
import { lists } from './contract/lists.ts';
import { roundTrips } from './contract/round-trips.ts';
import { transactions } from './contract/transactions.ts';

export interface Subject {
  /** A ledger over a new and empty database. */
  open(): Promise<Ledger>;
}

/** What every ledger must do, whatever holds it. */
export function ledgerContract(name: string, subject: Subject): void {
  describe(name, () => {
    for (const [about, facts] of Object.entries({ roundTrips, conflicts, transactions, lists, events }))
      describe(about, () => facts(subject));
  });
}
