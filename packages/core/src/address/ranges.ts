import { bitsOf, formatAddress, type Address, type Family } from './address.ts';
import { lastOf, type Cidr } from './cidr.ts';

/** Consecutive integers, both ends included. */
export interface Span {
  readonly first: bigint;
  readonly last: bigint;
}

/** A set of addresses of one family: spans in ascending order that neither overlap nor touch. One set has one form. */
export interface RangeSet {
  readonly family: Family;
  readonly spans: readonly Span[];
}

export const emptyRanges = (family: Family): RangeSet => ({ family, spans: [] });
export const isEmptyRanges = (set: RangeSet): boolean => set.spans.length === 0;
export const spanOf = (cidr: Cidr): Span => ({ first: cidr.first, last: lastOf(cidr) });

/** The set of these spans, which may come in any order and overlap. */
export function rangesOf(family: Family, spans: readonly Span[]): RangeSet {
  const sorted = spans.toSorted((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  const joined: Span[] = [];
  for (const span of sorted) {
    const before = joined.at(-1);
    if (before === undefined || span.first > before.last + 1n) joined.push(span);
    else if (span.last > before.last) joined[joined.length - 1] = { first: before.first, last: span.last };
  }
  return { family, spans: joined };
}

/** The addresses in any of these blocks; blocks of the other family are left out. */
export const rangesOfCidrs = (family: Family, cidrs: readonly Cidr[]): RangeSet =>
  rangesOf(family, cidrs.filter((cidr) => cidr.family === family).map(spanOf));

export const rangesOfAddresses = (family: Family, addresses: readonly Address[]): RangeSet =>
  rangesOf(
    family,
    addresses.filter((address) => address.family === family).map(({ value }) => ({ first: value, last: value })),
  );

/** Whether the set has this address; by halving. */
export function rangesHold(set: RangeSet, address: Address): boolean {
  if (set.family !== address.family) return false;
  let low = 0;
  let high = set.spans.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const span = set.spans[middle]!;
    if (address.value < span.first) high = middle - 1;
    else if (address.value > span.last) low = middle + 1;
    else return true;
  }
  return false;
}

export const unionOf = (a: RangeSet, b: RangeSet): RangeSet => rangesOf(sameFamily(a, b), [...a.spans, ...b.spans]);

export function intersectionOf(a: RangeSet, b: RangeSet): RangeSet {
  const spans: Span[] = [];
  for (let i = 0, j = 0; i < a.spans.length && j < b.spans.length;) {
    const left = a.spans[i]!;
    const right = b.spans[j]!;
    const first = left.first > right.first ? left.first : right.first;
    const last = left.last < right.last ? left.last : right.last;
    if (first <= last) spans.push({ first, last });
    if (left.last < right.last) i++;
    else j++;
  }
  return { family: sameFamily(a, b), spans };
}

/** What is in `a` and not in `b`. */
export function differenceOf(a: RangeSet, b: RangeSet): RangeSet {
  const spans: Span[] = [];
  let j = 0;
  for (const span of a.spans) {
    let first = span.first;
    while (j < b.spans.length && b.spans[j]!.last < first) j++;
    for (let k = j; k < b.spans.length && b.spans[k]!.first <= span.last && first <= span.last; k++) {
      const hole = b.spans[k]!;
      if (hole.first > first) spans.push({ first, last: hole.first - 1n });
      first = hole.last + 1n;
    }
    if (first <= span.last) spans.push({ first, last: span.last });
  }
  return { family: sameFamily(a, b), spans };
}

export const rangesMeet = (a: RangeSet, b: RangeSet): boolean => !isEmptyRanges(intersectionOf(a, b));

export const sameRanges = (a: RangeSet, b: RangeSet): boolean =>
  a.family === b.family &&
  a.spans.length === b.spans.length &&
  a.spans.every((span, index) => span.first === b.spans[index]!.first && span.last === b.spans[index]!.last);

/** The fewest blocks that cover exactly the set. 10.0.0.1-10.0.0.4 is 10.0.0.1/32, 10.0.0.2/31, 10.0.0.4/32. */
export function cidrsOf({ family, spans }: RangeSet): readonly Cidr[] {
  const cidrs: Cidr[] = [];
  for (const span of spans) {
    for (let first = span.first; first <= span.last;) {
      let hostBits = 0;
      while (
        hostBits < bitsOf[family] &&
        first % (1n << BigInt(hostBits + 1)) === 0n &&
        first + (1n << BigInt(hostBits + 1)) - 1n <= span.last
      )
        hostBits++;
      cidrs.push({ family, first, length: bitsOf[family] - hostBits });
      first += 1n << BigInt(hostBits);
    }
  }
  return cidrs;
}

/** `10.0.0.1-10.0.0.4`, spans joined by a comma; one address alone stands without a dash. */
export const formatRanges = ({ family, spans }: RangeSet): string =>
  spans
    .map(({ first, last }) =>
      first === last
        ? formatAddress({ family, value: first })
        : `${formatAddress({ family, value: first })}-${formatAddress({ family, value: last })}`,
    )
    .join(', ');

function sameFamily(a: RangeSet, b: RangeSet): Family {
  if (a.family !== b.family) throw new Error(`sets of IPv${a.family} and IPv${b.family} have nothing in common`);
  return a.family;
}
