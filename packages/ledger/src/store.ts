import type { Kysely } from 'kysely';
import type { Cell } from './codec.ts';
import type { Words } from './words.ts';

/** Every table as cells; what they mean is each noun's own affair. */
export type Tables = Record<string, Record<string, Cell>>;

/** What reading needs of a database. */
export interface ReadStore {
  /** Sees committed rows only. */
  readonly reads: Kysely<Tables>;
  readonly words: Words;
  close(): Promise<void>;
}

/** What the ledger needs of a database. Everything else is the same queries for both. */
export interface Store extends ReadStore {
  /** One connection: its transactions run one after another, in the order asked for. */
  readonly writes: Kysely<Tables>;
  /** Waits, inside a transaction, until no other process is migrating; there may be no table yet. */
  lockForMigration(tx: Kysely<Tables>): Promise<void>;
  /** Waits, inside a transaction, until no other process is writing. */
  lock(tx: Kysely<Tables>): Promise<void>;
  /** What the database calls the constraint that a statement ran into (see `Constraint`); null for any other error. */
  violated(error: unknown): string | null;
  /** Whether the same transaction may well succeed if it is run again. */
  transient(error: unknown): boolean;
  /** Why the database cannot be used just now, or null where the error is a bug. */
  unavailable(error: unknown): string | null;
  /** Tells other processes, when this transaction commits, of its generation. */
  announce(tx: Kysely<Tables>, generation: number): Promise<void>;
  /** Calls back with the generation of another process's commit, or with null when some may have been missed. */
  onForeignCommit(listener: (generation: number | null) => void): void;
}
