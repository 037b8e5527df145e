import type { Conflict, ReadRecords, WriteRecords } from '@isthmus/control';
import { err, ok, type Listed, type Page, type Result } from '@isthmus/core';
import type { Kysely } from 'kysely';
import { inChunks } from './chunks.ts';
import type { Cells } from './codec.ts';
import { conditionSql } from './condition.ts';
import { columnOf, type Condition, type Noun } from './noun.ts';
import type { ReadStore, Store, Tables } from './store.ts';

/**
 * Reads of one noun. `list` is ascending by key in both directions; `reverse` gives the page that ends before the
 * marker, so the next one back is asked for with its first item. Without a limit, everything.
 */
export function readRecords<Row, Filters>(
  noun: Noun<Row, Filters>,
  db: () => Kysely<Tables>,
  store: Pick<ReadStore, 'words'>,
): ReadRecords<Row, string, Filters> {
  const { table, key, columns } = noun;
  const where = (conditions: readonly Condition[]) => conditions.map((condition) => conditionSql(condition, noun, store.words));
  const branchesOf = (filter: Filters) => noun.branches(filter).filter((branch) => branch.every(canHold));

  function page(conditions: readonly Condition[], { marker, limit, reverse }: Page) {
    let query = db().selectFrom(table).select(columns);
    for (const condition of where(conditions)) query = query.where(condition);
    if (marker !== undefined) query = query.where(key, reverse === true ? '<' : '>', noun.keyCell(marker));
    query = query.orderBy(key, reverse === true ? 'desc' : 'asc');
    return limit === undefined ? query : query.limit(limit + 1);
  }

  return {
    get: async (id) => {
      const cells = await db().selectFrom(table).select(columns).where(key, '=', noun.keyCell(id)).executeTakeFirst();
      return cells === undefined ? undefined : noun.decode(cells);
    },
    list: async (filter, asked = {}) => {
      const [first, ...others] = branchesOf(filter).map((branch) => page(branch, asked));
      if (first === undefined) return { items: [], more: false };
      let query = first;
      if (others.length > 0) {
        query = db().selectFrom(first.as('branch')).select(columns);
        for (const other of others) query = query.unionAll(db().selectFrom(other.as('branch')).select(columns));
        query = query.orderBy(key, asked.reverse === true ? 'desc' : 'asc');
        if (asked.limit !== undefined) query = query.limit(asked.limit + 1);
      }
      return listedOf((await query.execute()).map(noun.decode), asked);
    },
    count: async (filter) => {
      let total = 0;
      for (const branch of branchesOf(filter)) {
        let query = db()
          .selectFrom(table)
          .select(({ fn }) => fn.countAll<number>().as('rows'));
        for (const condition of where(branch)) query = query.where(condition);
        total += (await query.executeTakeFirstOrThrow()).rows;
      }
      return total;
    },
    most: async (filter, field) => {
      const [branch, ...others] = branchesOf(filter);
      if (others.length > 0) throw new Error(`${table} cannot be grouped by this filter`);
      if (branch === undefined) return 0;
      let groups = db()
        .selectFrom(table)
        .select(({ fn }) => fn.countAll<number>().as('rows'))
        .groupBy(columnOf(field));
      for (const condition of where(branch)) groups = groups.where(condition);
      const found = await db()
        .selectFrom(groups.as('groups'))
        .select(({ fn }) => fn.max<number | null>('rows').as('most'))
        .executeTakeFirstOrThrow();
      return found.most ?? 0;
    },
  };
}

/** "One of none" matches nothing, and needs no question. */
const canHold = (condition: Condition): boolean => !('among' in condition) || condition.among.length > 0;

/** Rows in the order walked, one more than the limit where there is one more. */
function listedOf<Row>(rows: Row[], { limit = Infinity, reverse }: Page): Listed<Row> {
  const items = rows.slice(0, limit);
  return { items: reverse === true ? items.toReversed() : items, more: rows.length > limit };
}

/** Runs statements that stand or fall together, and leaves the transaction usable when a constraint stops them. */
export type Attempt = (work: () => Promise<void>) => Promise<string | null>;

/** Writes of one noun, in one transaction. */
export function writeRecords<Row, Filters>(
  noun: Noun<Row, Filters>,
  db: () => Kysely<Tables>,
  store: Store,
  attempt: Attempt,
): WriteRecords<Row, string, Filters> {
  const { table, key, children, constraints } = noun;

  async function insertChildren(row: Row, fields: object): Promise<void> {
    for (const child of children) {
      if (!(child.field in fields)) continue;
      const rows = child.rows(row);
      if (rows.length > 0)
        await db()
          .insertInto(child.table)
          .values([...rows])
          .execute();
    }
  }

  async function holding<T>(work: () => Promise<T>): Promise<Result<T, Conflict>> {
    let value: T | undefined;
    const violated = await attempt(async () => {
      value = await work();
    });
    if (violated === null) return ok(value as T);
    const constraint = constraints.find(({ name, columns }) => name === violated || columns.join(', ') === violated);
    if (constraint === undefined) throw new Error(`a write of ${table} broke ${violated}, which no caller is told of`);
    return err({ on: constraint.conflict });
  }

  const insertAll = (rows: readonly Row[]): Promise<Result<void, Conflict>> =>
    holding(async () => {
      for (const some of inChunks(rows.map((row) => noun.encode(row)))) await db().insertInto(table).values(some).execute();
      for (const row of rows) await insertChildren(row, row as object);
    });

  return {
    ...readRecords(noun, db, store),
    insert: (row) => insertAll([row]),
    insertAll,
    update: (id, change) =>
      holding(async () => {
        const cells = noun.encode(change);
        const changed = Object.keys(cells).length === 0 ? undefined : cells;
        const where = noun.keyCell(id);
        const after: Cells | undefined =
          changed === undefined
            ? await db().selectFrom(table).selectAll().where(key, '=', where).executeTakeFirst()
            : await db().updateTable(table).set(changed).where(key, '=', where).returningAll().executeTakeFirst();
        if (after === undefined) return undefined;
        const row = noun.decode(after);
        for (const child of children) if (child.field in change) await db().deleteFrom(child.table).where(child.key, '=', where).execute();
        await insertChildren(row, change);
        return row;
      }),
    delete: async (id) => {
      const { numDeletedRows } = await db().deleteFrom(table).where(key, '=', noun.keyCell(id)).executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
}
