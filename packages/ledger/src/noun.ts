import type { Conflict } from '@isthmus/control';
import { encodeText, type Cell, type Cells, type Codec } from './codec.ts';

/** What a row must be to be meant; a list of them is joined by "and". Data, so that it is the same in both databases. */
export type Condition =
  /** Equal to one of these; null means absent. `residual`: not by an index, because another condition leaves fewer rows. */
  | { readonly column: string; readonly among: readonly Cell[]; readonly residual?: true }
  | { readonly column: string; readonly notAmong: readonly Cell[] }
  /** Present, and at most this; of more than a thousand such rows those with the lowest, so that the next page is asked for anew. */
  | { readonly column: string; readonly atMost: number }
  /** The key begins with `search`, or one of the columns contains it, whatever the case of its letters. Walks what the other conditions leave. */
  | { readonly search: string; readonly within: readonly string[] }
  /** The row's key is found in `table.key` where `table.column` is one of these. */
  | { readonly keyIn: { readonly table: string; readonly key: string; readonly column: string; readonly among: readonly Cell[] } };

/** Rows of a second table that exist because of one field, so that the database can hold a constraint on its parts. */
export interface Child<Row> {
  readonly field: keyof Row;
  readonly table: string;
  /** The column that names the row they belong to. */
  readonly key: string;
  readonly rows: (row: Row) => readonly Cells[];
}

/** A named constraint: PostgreSQL reports the name, SQLite the columns (or the name, for an index on an expression). */
export interface Constraint {
  readonly name: string;
  readonly columns: readonly string[];
  readonly conflict: Conflict['on'];
}

/** A field's columns, by name. */
interface Mapping<Row> {
  readonly field: keyof Row & string;
  readonly columns: readonly string[];
  readonly codec: Codec<unknown>;
}

export interface Noun<Row, Filters> {
  readonly table: string;
  readonly key: string;
  readonly columns: readonly string[];
  readonly constraints: readonly Constraint[];
  readonly children: readonly Child<Row>[];
  /** The columns of these fields. */
  encode(fields: Partial<Row>): Cells;
  decode(cells: Cells): Row;
  /** The cell of one key. */
  keyCell(key: string): Cell;
  /**
   * The rows that a filter means, as sets that have no row in common: their pages merge and their counts add up. More than one
   * where a row can match through either of two columns, because one query over both could use neither's index.
   */
  branches(filter: Filters): readonly (readonly Condition[])[];
}

export interface NounSpec<Row, Filters> {
  readonly table: string;
  readonly key: keyof Row & string;
  readonly fields: { readonly [Field in keyof Row]-?: Codec<Row[Field]> };
  /** Columns are named by field; those of a child's table as `table.column`. */
  readonly constraints?: readonly (Omit<Constraint, 'columns'> & {
    readonly columns?: readonly ((keyof Row & string) | `${string}.${string}`)[];
  })[];
  readonly children?: readonly Child<Row>[];
  /** For filters that are more than equality on a field. */
  readonly filters?: { readonly [Name in keyof Filters]?: (value: NonNullable<Filters[Name]>) => Condition };
  readonly branches?: (filter: Filters, equal: (filter: Partial<Filters>) => readonly Condition[]) => readonly (readonly Condition[])[];
}

/** What people type into a search box: the beginning of an id, or a part of a name. */
export const searchByName = (text: string): Condition => ({ search: encodeText(text), within: ['name'] });

/** `routeTableId` is `route_table_id`. */
export const columnOf = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** A noun's table from its fields: where each is stored, how it is read back, and what a filter on it means. */
export function noun<Row extends object, Filters extends object>(spec: NounSpec<Row, Filters>): Noun<Row, Filters> {
  const mappings = (Object.entries(spec.fields) as [keyof Row & string, Codec<unknown>][]).map(([field, codec]): Mapping<Row> => ({
    field,
    codec,
    columns: codec.suffixes.map((suffix) => columnOf(field) + suffix),
  }));
  const byField = new Map<string, Mapping<Row>>(mappings.map((mapping) => [mapping.field, mapping]));
  const mappingOf = (field: string): Mapping<Row> => {
    const mapping = byField.get(field);
    if (mapping === undefined) throw new Error(`${spec.table} has no field ${field}`);
    return mapping;
  };
  const special = (spec.filters ?? {}) as Record<string, ((value: unknown) => Condition) | undefined>;
  const equal = (filter: object): readonly Condition[] =>
    Object.entries(filter).flatMap(([name, value]): Condition[] => {
      if (value === undefined) return [];
      const own = special[name];
      if (own !== undefined) return [own(value)];
      const { columns, codec } = mappingOf(name);
      return [{ column: columns[0] ?? '', among: listed(value).map((one) => (one === null ? null : (codec.encode(one)[0] ?? null))) }];
    });
  const keyColumn = columnOf(spec.key);
  return {
    table: spec.table,
    key: keyColumn,
    columns: mappings.flatMap(({ columns }) => columns),
    constraints: [
      { name: `${spec.table}_pkey`, columns: [`${spec.table}.${keyColumn}`], conflict: 'id' },
      ...(spec.constraints ?? []).map(({ name, columns = [], conflict }) => ({
        name,
        columns: columns.map((field) => (field.includes('.') ? field : `${spec.table}.${columnOf(field)}`)),
        conflict,
      })),
    ],
    children: spec.children ?? [],
    encode: (fields) => {
      const cells: Record<string, Cell> = {};
      for (const [field, value] of Object.entries(fields)) {
        if (value === undefined) continue;
        const { columns, codec } = mappingOf(field);
        const encoded = codec.encode(value);
        for (const [index, column] of columns.entries()) cells[column] = encoded[index] ?? null;
      }
      return cells;
    },
    decode: (cells) => {
      const row: Record<string, unknown> = {};
      for (const { field, columns, codec } of mappings) row[field] = codec.decode(columns.map((column) => cells[column] ?? null));
      return row as Row;
    },
    keyCell: (key) => mappingOf(spec.key).codec.encode(key)[0] ?? null,
    branches: (filter) => spec.branches?.(filter, equal) ?? [equal(filter)],
  };
}
