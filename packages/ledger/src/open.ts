import type { Clock, Ledger, Reader } from '@isthmus/control';
import { ledgerOf } from './ledger.ts';
import { migrate } from './migration.ts';
import { migrations } from './migrations/migrations.ts';
import { openPostgres, openPostgresReads } from './postgres/store.ts';
import { openSqlite, openSqliteReads } from './sqlite/store.ts';
import type { Store } from './store.ts';
import { readerOf } from './transaction.ts';

/** Which database: a directory of our own for the embedded one, or the URL of a PostgreSQL (15 or newer) database. */
export type LedgerOptions = { readonly sqlite: { readonly directory: string } } | { readonly postgres: { readonly url: string } };

const openStore = (options: LedgerOptions): Promise<Store> =>
  'sqlite' in options ? openSqlite(options.sqlite.directory) : openPostgres(options.postgres.url);

/**
 * Opens stored intent and brings it to the newest migration. Throws `LedgerInUse` where another process has the
 * directory, and where the database was written by a newer version.
 */
export async function openLedger(options: LedgerOptions, clock: Clock): Promise<Ledger> {
  const store = await openStore(options);
  try {
    await store.writes.transaction().execute(async (tx) => {
      await store.lockForMigration(tx);
      await migrate(tx, store.words, migrations, clock.now());
    });
    return await ledgerOf(store, clock);
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Reads what is committed, on connections of its own. */
export interface OpenReader {
  readonly read: Reader;
  /** Reads that see one moment of the ledger; `work` may ask for as long as it has not resolved. */
  snapshot<T>(work: (read: Reader) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * For another thread of a process that holds this ledger open with `openLedger`, and closes it later. Throws where it cannot
 * be opened. After each millisecond of queries it rests as many milliseconds as `restMs` says; those that another process
 * answers cost this machine little, and do not rest.
 */
export function openReader(options: LedgerOptions, restMs: () => number): OpenReader {
  const store = 'sqlite' in options ? openSqliteReads(options.sqlite.directory, restMs) : openPostgresReads(options.postgres.url, 1);
  return {
    read: readerOf(store),
    snapshot: (work) =>
      store.reads
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute((reads) => work(readerOf({ ...store, reads }))),
    close: () => store.close(),
  };
}
