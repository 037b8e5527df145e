import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely } from 'kysely';
import type { ReadStore, Store } from '../store.ts';
import { sqliteDialect } from './dialect.ts';
import { fairTurn, restingTurn, type Turn } from './turn.ts';

/** How long a predecessor that was just killed may take to be gone, in milliseconds. */
const graceForPredecessor = 3_000;
const graceStep = 50;
const databaseName = 'ledger.db';

/** Extended result codes, https://sqlite.org/rescode.html. */
const codes = { busy: 5, full: 13, ioError: 10, unique: 2067, primaryKey: 1555, trigger: 1811 } as const;
const primaryCode = (code: number): number => code & 0xff;

interface SqliteError extends Error {
  readonly errcode: number;
}
const isSqliteError = (error: unknown): error is SqliteError => error instanceof Error && 'errcode' in error;

/**
 * The embedded database: `ledger.db` in a directory of its own, which is made with mode 0700 where it is absent; its
 * files have mode 0600 in any case. A second process is refused: `ledger.lock` is a database of no rows whose
 * exclusive lock the operating system gives back when its holder dies, however it dies.
 *
 * One connection writes and one reads: in WAL mode a reader sees what is committed and never waits for a writer.
 *
 * Nothing is opened by path once this has returned, so the caller may change the directory's owner and drop its
 * privileges below a path that it can then no longer walk: the log and its index are opened, and synced, by the first
 * transaction here; they are truncated and never replaced while a connection lives; what spills goes to memory. Only the
 * clean-up after the last close needs the path, and where it fails the next start recovers from the log, as after a crash.
 */
export async function openSqlite(directory: string): Promise<Store> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const lock = await takeLock(fileIn(directory, 'ledger.lock'), directory);
  const file = fileIn(directory, databaseName);
  const writer = connect(file);
  writer.exec('begin immediate; create table if not exists ledger_opened (id integer primary key); drop table ledger_opened; commit');
  const reader = openReads(file, fairTurn);
  return {
    ...reader,
    writes: new Kysely({ dialect: sqliteDialect(writer, fairTurn) }),
    lockForMigration: async () => {},
    lock: async () => {},
    violated: (error) => {
      if (!isSqliteError(error)) return null;
      if (error.errcode === codes.trigger) return error.message;
      if (error.errcode !== codes.unique && error.errcode !== codes.primaryKey) return null;
      return constraintIn(error.message);
    },
    transient: () => false,
    unavailable: (error) =>
      isSqliteError(error) && [codes.busy, codes.full, codes.ioError].some((code) => code === primaryCode(error.errcode))
        ? `the ledger in ${directory} cannot be written: ${error.message}`
        : null,
    announce: async () => {},
    onForeignCommit: () => {},
    close: async () => {
      await reader.close();
      writer.exec('pragma wal_checkpoint(truncate)');
      writer.close();
      lock.close();
    },
  };
}

/**
 * One more reader of the database that another thread of this process has opened with `openSqlite`, and keeps open for
 * longer. As there, nothing is opened by path once this has returned. `restMs`: see `restingTurn`.
 */
export const openSqliteReads = (directory: string, restMs: () => number): ReadStore =>
  openReads(join(directory, databaseName), restingTurn(restMs));

function openReads(file: string, turn: Turn): ReadStore {
  const reader = connect(file);
  reader.exec('pragma query_only = on');
  reader.prepare('select count(*) from sqlite_schema').get();
  return {
    reads: new Kysely({ dialect: sqliteDialect(reader, turn) }),
    words: { database: 'sqlite', text: 'text', integer: 'integer', strict: ' strict' },
    close: async () => reader.close(),
  };
}

/** Made before SQLite would make it, because SQLite's own mode is 0644; its log and index take the mode of the file. */
function fileIn(directory: string, name: string): string {
  const path = join(directory, name);
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
  return path;
}

function connect(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 5_000, enableForeignKeyConstraints: true });
  database.exec('pragma journal_mode = wal');
  database.exec('pragma synchronous = full; pragma temp_store = memory; pragma journal_size_limit = 16777216; pragma cache_size = -32768');
  return database;
}

async function takeLock(path: string, directory: string): Promise<DatabaseSync> {
  const deadline = performance.now() + graceForPredecessor;
  for (;;) {
    const lock = new DatabaseSync(path, { timeout: 0 });
    try {
      lock.exec('begin exclusive');
      return lock;
    } catch (error) {
      lock.close();
      if (!isSqliteError(error) || primaryCode(error.errcode) !== codes.busy) throw error;
      if (performance.now() > deadline) throw new LedgerInUse(directory);
    }
    await sleep(graceStep);
  }
}

export class LedgerInUse extends Error {
  constructor(directory: string) {
    super(
      `the data directory ${directory} is in use by another Isthmus process; stop that one, or start this one with a --data-dir of its own`,
    );
    this.name = 'LedgerInUse';
  }
}

/** SQLite's wording, which no locale changes: `… failed: peerings.id`, or `… failed: index 'peerings_pair'`. */
const constraintIn = (message: string): string => {
  const named = message.slice(message.indexOf(': ') + 2);
  return named.startsWith("index '") ? named.slice("index '".length, -1) : named;
};
