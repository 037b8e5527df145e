import {
  formatAddress,
  formatCidr,
  lastOf,
  must,
  parseAddress,
  parseCidr,
  type Address,
  type AddressPool,
  type Cidr,
  type Instant,
} from '@isthmus/core';

/** What both databases hold: text and integers. Booleans are 0 and 1, instants milliseconds, structures JSON text. */
export type Cell = string | number | null;
export type Cells = Readonly<Record<string, Cell>>;

/** One field of a row in its columns. Most have one column, named after the field. */
export interface Codec<Value> {
  /** Behind the field's own name: `''` for the column of that name, `_first` for `<name>_first`. */
  readonly suffixes: readonly string[];
  encode(value: Value): readonly Cell[];
  decode(cells: readonly Cell[]): Value;
}

function single<Value>(encode: (value: Value) => Cell, decode: (cell: Cell) => Value): Codec<Value> {
  return { suffixes: [''], encode: (value) => [encode(value)], decode: ([cell]) => decode(cell ?? null) };
}

/**
 * PostgreSQL cannot hold U+0000 in text, SQLite can, and clients do send it. It is stored as the private-use pair
 * U+10FFFD 0, and U+10FFFD itself as U+10FFFD 1, so that both databases hold every text, and equality holds.
 */
const mark = '\u{10FFFD}';
export const encodeText = (text: string): string =>
  text.includes('\0') || text.includes(mark) ? text.replaceAll(mark, `${mark}1`).replaceAll('\0', `${mark}0`) : text;
export const decodeText = (text: string): string =>
  text.includes(mark) ? text.replaceAll(`${mark}0`, '\0').replaceAll(`${mark}1`, mark) : text;

/** Any string type: branded ids, unions of words, free text. */
export const text = <Value extends string>(): Codec<Value> => single(encodeText, (cell) => decodeText(String(cell)) as Value);
export const integer = <Value extends number = number>(): Codec<Value> =>
  single<Value>(
    (value) => value,
    (cell) => Number(cell) as Value,
  );
export const instant = (): Codec<Instant> => integer<Instant>();
export const flag: Codec<boolean> = single(
  (value) => (value ? 1 : 0),
  (cell) => cell === 1,
);
/** A list or a structure without bigints. */
export const json = <Value>(): Codec<Value> =>
  single<Value>(
    (value) => JSON.stringify(value),
    (cell) => JSON.parse(String(cell)) as Value,
  );
export const address: Codec<Address> = single(formatAddress, (cell) => must(parseAddress(String(cell))));
/** `10.0.0.2-10.0.0.99`. */
export const addressPool: Codec<AddressPool> = single(
  ({ first, last }) => `${formatAddress(first)}-${formatAddress(last)}`,
  (cell) => {
    const [first, last] = String(cell)
      .split('-')
      .map((end) => must(parseAddress(end)));
    if (first === undefined || last === undefined) throw new Error(`${cell} is no pool`);
    return { first, last };
  },
);
export const cidr: Codec<Cidr> = single(formatCidr, (cell) => must(parseCidr(String(cell))));

/** In order, as a JSON list of the codec's own texts. */
export const listOf = <Value>(codec: Codec<Value>): Codec<readonly Value[]> =>
  single(
    (values) => JSON.stringify(values.map((value) => codec.encode(value)[0])),
    (cell) => (JSON.parse(String(cell)) as Cell[]).map((one) => codec.decode([one])),
  );

export const nullable = <Value>(codec: Codec<Value>): Codec<Value | null> => ({
  suffixes: codec.suffixes,
  encode: (value) => (value === null ? codec.suffixes.map(() => null) : codec.encode(value)),
  decode: (cells) => (cells[0] === null ? null : codec.decode(cells)),
});

/** An address as text that sorts as the address does: the family, then 32 hex digits. 10.0.0.1 is 4…0a000001. */
const ordered = ({ family, value }: Address): string => `${family}${value.toString(16).padStart(32, '0')}`;

/** A block with its bounds beside it, for a constraint that compares blocks. */
export const cidrWithBounds: Codec<Cidr> = {
  suffixes: ['', '_first', '_last'],
  encode: (block) => [
    formatCidr(block),
    ordered({ family: block.family, value: block.first }),
    ordered({ family: block.family, value: lastOf(block) }),
  ],
  decode: cidr.decode,
};
