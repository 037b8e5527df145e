import type { DatabaseSync, StatementSync } from 'node:sqlite';
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import type { Cell } from '../codec.ts';
import type { Turn } from './turn.ts';

/** Statements kept prepared; the ledger's own queries have a few hundred shapes. */
const preparedAtMost = 512;

interface Prepared {
  readonly statement: StatementSync;
  readonly answersRows: boolean;
}

/** One open database as a Kysely dialect; each of its queries waits for its turn. Whoever opened it closes it. */
export const sqliteDialect = (database: DatabaseSync, turn: Turn): Dialect => ({
  createDriver: () => new SqliteDriver(database, turn),
  createQueryCompiler: () => new SqliteQueryCompiler(),
  createAdapter: () => new SqliteAdapter(),
  createIntrospector: (db) => new SqliteIntrospector(db),
});

class SqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync;
  readonly #turn: Turn;
  readonly #prepared = new Map<string, Prepared>();

  constructor(database: DatabaseSync, turn: Turn) {
    this.#database = database;
    this.#turn = turn;
  }

  get inTransaction(): boolean {
    return this.#database.isTransaction;
  }

  run(sql: string): void {
    this.#database.exec(sql);
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    await this.#turn();
    const { statement, answersRows } = this.#prepare(sql);
    const cells = parameters as readonly Cell[];
    if (answersRows) return { rows: statement.all(...cells) as Row[] };
    return { rows: [], numAffectedRows: BigInt(statement.run(...cells).changes) };
  }

  // oxlint-disable-next-line require-yield
  async *streamQuery<Row>(): AsyncGenerator<QueryResult<Row>> {
    throw new Error('the ledger does not stream');
  }

  /** Least recently used ones go first. */
  #prepare(sql: string): Prepared {
    let prepared = this.#prepared.get(sql);
    if (prepared === undefined) {
      const statement = this.#database.prepare(sql);
      prepared = { statement, answersRows: statement.columns().length > 0 };
      if (this.#prepared.size >= preparedAtMost) this.#prepared.delete(this.#prepared.keys().next().value ?? '');
    } else this.#prepared.delete(sql);
    this.#prepared.set(sql, prepared);
    return prepared;
  }
}

/** Hands its one connection to one user at a time, first come, first served. */
class SqliteDriver implements Driver {
  readonly #connection: SqliteConnection;
  readonly #waiting: (() => void)[] = [];
  #taken = false;

  constructor(database: DatabaseSync, turn: Turn) {
    this.#connection = new SqliteConnection(database, turn);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<SqliteConnection> {
    if (this.#taken) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#taken = true;
    return this.#connection;
  }

  async releaseConnection(): Promise<void> {
    const next = this.#waiting.shift();
    if (next === undefined) this.#taken = false;
    else next();
  }

  /** A transaction of SQLite sees one moment. `immediate`: the lock is taken now, and not by a later statement that could then fail. */
  async beginTransaction(_: SqliteConnection, { accessMode }: TransactionSettings): Promise<void> {
    this.#connection.run(accessMode === 'read only' ? 'begin' : 'begin immediate');
  }

  async commitTransaction(): Promise<void> {
    this.#connection.run('commit');
  }

  /** A full disk ends the transaction by itself. */
  async rollbackTransaction(): Promise<void> {
    if (this.#connection.inTransaction) this.#connection.run('rollback');
  }

  async destroy(): Promise<void> {}
}
