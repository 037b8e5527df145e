import { sql, type Kysely } from 'kysely';
import type { Tables } from './store.ts';
import type { Words } from './words.ts';

export interface Migration {
  /** Ordered by name. Never changed once released: a new one is added. */
  readonly name: string;
  readonly statements: (words: Words) => readonly string[];
}

export interface Migrated {
  readonly applied: readonly string[];
}

/**
 * Brings the database to the newest migration, in one transaction that `db` already holds with its lock. Forward only.
 * A database that knows migrations which we do not was written by a newer version, and is refused untouched.
 */
export async function migrate(db: Kysely<Tables>, words: Words, migrations: readonly Migration[], now: number): Promise<Migrated> {
  const run = (statement: string) => sql.raw(statement).execute(db);
  await run(`create table if not exists ledger_migrations (name ${words.text} primary key, at ${words.integer} not null)${words.strict}`);
  const done = new Set((await db.selectFrom('ledger_migrations').select('name').execute()).map(({ name }) => String(name)));
  const unknown = [...done].filter((name) => !migrations.some((migration) => migration.name === name));
  if (unknown.length > 0)
    throw new Error(`the ledger was written by a newer version: it has ${unknown.join(', ')}, which this one does not know`);
  const applied: string[] = [];
  for (const { name, statements } of migrations) {
    if (done.has(name)) continue;
    for (const statement of statements(words)) await run(statement);
    await db.insertInto('ledger_migrations').values({ name, at: now }).execute();
    applied.push(name);
  }
  return { applied };
}
