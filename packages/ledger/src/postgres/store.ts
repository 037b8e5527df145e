import { randomUUID } from 'node:crypto';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { ReadStore, Store, Tables } from '../store.ts';
import { listen } from './listen.ts';

/** Ours among the advisory locks of a database. */
const migrationLock = 0x15_7a_05;
const readersAtMost = 8;
const commitChannel = 'isthmus_commit';

/** https://www.postgresql.org/docs/15/errcodes-appendix.html */
const sqlStates = { unique: '23505', exclusion: '23P01', serialization: '40001', deadlock: '40P01' } as const;
/** Classes "connection exception", "insufficient resources", "operator intervention", and "read only transaction" of a demoted server. */
const awayClasses = ['08', '53', '57', '25006'];
const awayErrors = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOENT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/**
 * A PostgreSQL database, which other processes may use too. Writers queue on the counter's row from their first
 * statement: each sees what all before it committed, as on SQLite. One connection per process writes, so that a queue of
 * writers never holds the connections that readers need.
 */
export async function openPostgres(url: string): Promise<Store> {
  const origin = randomUUID();
  const listening = listen({ ...settingsOf(url), application_name: 'isthmus-listen' }, commitChannel);
  const reading = openPostgresReads(url, readersAtMost);
  const writes = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: poolOf(url, 1, 'isthmus-write') }) });
  return {
    ...reading,
    writes,
    lockForMigration: async (tx) => {
      await sql`select pg_advisory_xact_lock(${migrationLock})`.execute(tx);
    },
    lock: async (tx) => {
      await sql`select generation from ledger_counter for update`.execute(tx);
    },
    violated: (error) => {
      const code = codeOf(error);
      if (code !== sqlStates.unique && code !== sqlStates.exclusion) return null;
      return (error as pg.DatabaseError).constraint ?? null;
    },
    transient: (error) => codeOf(error) === sqlStates.serialization || codeOf(error) === sqlStates.deadlock,
    unavailable: (error) => {
      const code = codeOf(error);
      const away =
        code === undefined
          ? error instanceof Error && /^(Connection terminated|timeout exceeded|Client has encountered)/.test(error.message)
          : awayErrors.includes(code) || (code.length === 5 && awayClasses.some((start) => code.startsWith(start)));
      return away ? `the database cannot be used: ${(error as Error).message}` : null;
    },
    announce: async (tx, generation) => {
      await sql`select pg_notify(${commitChannel}, ${`${generation} ${origin}`})`.execute(tx);
    },
    onForeignCommit: (listener) =>
      listening.onMessage((payload) => {
        if (payload === null) return listener(null);
        const [generation, from] = payload.split(' ');
        if (from !== origin) listener(Number(generation));
      }),
    close: async () => {
      await listening.close();
      await Promise.all([reading.close(), writes.destroy()]);
    },
  };
}

/** Readers alone, at most `connections` of them. */
export function openPostgresReads(url: string, connections: number): ReadStore {
  const reads = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: poolOf(url, connections, 'isthmus-read') }) });
  return {
    reads,
    words: { database: 'postgres', text: 'text collate "C"', integer: 'bigint', strict: '' },
    close: () => reads.destroy(),
  };
}

const settingsOf = (url: string): pg.ClientConfig => ({
  connectionString: url,
  types: { getTypeParser: parserOf } as pg.CustomTypesConfig,
  keepAlive: true,
  connectionTimeoutMillis: 10_000,
});

function poolOf(url: string, max: number, name: string): pg.Pool {
  const made = new pg.Pool({ ...settingsOf(url), max, application_name: name });
  // A broken connection is replaced at its next use; a query that was under way is told by its own rejection.
  made.on('error', () => {});
  made.on('connect', (client) => client.on('error', () => {}));
  return made;
}

/** 64-bit integers are numbers here: instants and generations stay far below 2^53. */
const parserOf = (oid: number, format?: 'text' | 'binary') =>
  oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format as 'text');
