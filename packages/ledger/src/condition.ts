import { sql, type Expression, type RawBuilder, type SqlBool } from 'kysely';
import type { Cell } from './codec.ts';
import type { Condition } from './noun.ts';
import type { Words } from './words.ts';

/** Up to here the values are parameters of their own; a longer list is one parameter, because both databases count them. */
const listedApart = 50;
const dueAtOnce = 1000;

/** A condition as SQL. */
export function conditionSql(
  condition: Condition,
  owner: { readonly table: string; readonly key: string },
  words: Words,
): Expression<SqlBool> {
  if ('keyIn' in condition) {
    const { table, key: childKey, column, among: cells } = condition.keyIn;
    return sql`${sql.ref(owner.key)} in (select ${sql.ref(childKey)} from ${sql.table(table)} where ${among(sql.ref(column), cells, words)})`;
  }
  if ('search' in condition) {
    const { search, within } = condition;
    const like = (column: string, pattern: string) => sql`lower(${sql.ref(column)}) like ${pattern.toLowerCase()} escape '!'`;
    const literal = search.replaceAll(/[!%_]/g, (letter) => `!${letter}`);
    return sql`(${sql.join([like(owner.key, `${literal}%`), ...within.map((column) => like(column, `%${literal}%`))], sql` or `)})`;
  }
  const column = sql.ref(condition.column);
  // Few rows are due, and all have a key: without statistics a planner would walk them all in the order of the page. Where
  // very many are due, a page must not cost as much as all of them.
  if ('atMost' in condition)
    return sql`${sql.ref(owner.key)} in (select ${sql.ref(owner.key)} from ${sql.table(owner.table)} where ${column} <= ${condition.atMost} order by ${column} limit ${sql.lit(dueAtOnce)})`;
  if ('notAmong' in condition) return sql`not (${among(column, condition.notAmong, words)})`;
  return among(condition.residual === true ? sql`(${column} || '')` : column, condition.among, words);
}

function among(column: RawBuilder<unknown>, cells: readonly Cell[], words: Words): RawBuilder<SqlBool> {
  const present = cells.filter((cell) => cell !== null);
  const isNull = sql<SqlBool>`${column} is null`;
  if (present.length === 0) return cells.length > 0 ? isNull : sql`1 = 0`;
  const matches = presentSql(column, present, words);
  return present.length === cells.length ? matches : sql`(${matches} or ${isNull})`;
}

function presentSql(column: RawBuilder<unknown>, cells: readonly (string | number)[], words: Words): RawBuilder<SqlBool> {
  if (cells.length === 1) return sql`${column} = ${cells[0]}`;
  if (cells.length <= listedApart) return sql`${column} in (${sql.join(cells)})`;
  return words.database === 'sqlite'
    ? sql`${column} in (select value from json_each(${JSON.stringify(cells)}))`
    : sql`${column} = any(${cells})`;
}
