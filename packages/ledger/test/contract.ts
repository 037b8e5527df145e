import { describe } from 'node:test';
import { openLedger, openReader, type LedgerOptions, type OpenReader } from '../src/index.ts';
import type { Ledger } from '@isthmus/control';
import { conflicts } from './contract/conflicts.ts';
import { events } from './contract/events.ts';
import { lists } from './contract/lists.ts';
import { roundTrips } from './contract/round-trips.ts';
import { snapshots } from './contract/snapshots.ts';
import { transactions } from './contract/transactions.ts';
import { at } from './world.ts';

export interface Subject {
  /** A ledger over a new and empty database. */
  open(): Promise<Ledger>;
  /** And a reader of it, as another thread has one. */
  openBoth(): Promise<{ readonly ledger: Ledger; readonly reader: OpenReader }>;
}

/** What every ledger must do, whatever holds it. `place`: a new and empty database. */
export function ledgerContract(name: string, place: () => Promise<LedgerOptions>): void {
  const openAt = (options: LedgerOptions) => openLedger(options, { now: () => at(Date.now()) });
  const subject: Subject = {
    open: async () => openAt(await place()),
    async openBoth() {
      const options = await place();
      const ledger = await openAt(options);
      return { ledger, reader: openReader(options, () => 0) };
    },
  };
  describe(name, () => {
    for (const [about, facts] of Object.entries({ roundTrips, conflicts, transactions, lists, events, snapshots }))
      describe(about, () => facts(subject));
  });
}
