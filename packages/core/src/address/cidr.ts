import { err, ok, type Result } from '../result.ts';
import { bitsOf, formatAddress, parseAddress, type Address, type Family, type SyntaxProblem } from './address.ts';

/** A block of addresses: `first` is its lowest address as an integer, `length` its prefix length. No host bits. */
export interface Cidr {
  readonly family: Family;
  readonly first: bigint;
  readonly length: number;
}

/**
 * Parses `address/length`. Host bits are a problem, not a rounding: 10.0.0.5/24 is refused and the fix names
 * 10.0.0.0/24, because a silently rewritten block is one that its owner did not ask for.
 */
export function parseCidr(text: string): Result<Cidr, SyntaxProblem> {
  const slash = text.indexOf('/');
  if (slash < 0)
    return err({
      reason: 'is not a CIDR block: it has no prefix length',
      fix: `write it as address/length, such as ${exampleFor(text)}`,
    });
  const address = parseAddress(text.slice(0, slash));
  if (!address.ok)
    return err({ reason: 'is not a CIDR block: the part before "/" is not an IP address', fix: 'use a block such as 10.0.0.0/24' });
  const { family, value } = address.value;
  const length = text.slice(slash + 1);
  if (!/^(0|[1-9]\d{0,2})$/.test(length) || Number(length) > bitsOf[family])
    return err({ reason: `has no IPv${family} prefix length`, fix: `use a prefix length from 0 to ${bitsOf[family]}` });
  const cidr = blockOf(address.value, Number(length));
  if (cidr.first !== value) return err({ reason: 'has bits set behind the prefix length', fix: `use ${formatCidr(cidr)}` });
  return ok(cidr);
}

/** A block the writer may have meant. Only what parses is echoed: a fix that is refused in its turn is none. */
function exampleFor(text: string): string {
  const address = parseAddress(text);
  return address.ok ? formatCidr(blockOf(address.value, address.value.family === 4 ? 24 : 64)) : '10.0.0.0/24';
}

export const formatCidr = ({ family, first, length }: Cidr): string => `${formatAddress({ family, value: first })}/${length}`;

/** The block of `length` that `address` lies in. 10.0.0.5 at 24 is 10.0.0.0/24. */
export function blockOf({ family, value }: Address, length: number): Cidr {
  const hostBits = BigInt(bitsOf[family] - length);
  return { family, first: (value >> hostBits) << hostBits, length };
}

/** How many addresses the block has. */
export const sizeOf = ({ family, length }: Cidr): bigint => 1n << BigInt(bitsOf[family] - length);
/** Its highest address as an integer. */
export const lastOf = (cidr: Cidr): bigint => cidr.first + sizeOf(cidr) - 1n;
/** The block of one address. */
export const hostBlock = ({ family, value }: Address): Cidr => ({ family, first: value, length: bitsOf[family] });

export const sameCidr = (a: Cidr, b: Cidr): boolean => a.family === b.family && a.first === b.first && a.length === b.length;
export const holdsAddress = (cidr: Cidr, { family, value }: Address): boolean =>
  cidr.family === family && value >= cidr.first && value <= lastOf(cidr);
/** Whether `inner` lies wholly inside `outer`; a block lies inside itself. */
export const holdsCidr = (outer: Cidr, inner: Cidr): boolean =>
  outer.family === inner.family && outer.length <= inner.length && inner.first >= outer.first && inner.first <= lastOf(outer);
export const overlaps = (a: Cidr, b: Cidr): boolean => holdsCidr(a, b) || holdsCidr(b, a);

/** Orders by family, first address, then the wider block first. */
export function compareCidrs(a: Cidr, b: Cidr): number {
  if (a.family !== b.family) return a.family - b.family;
  if (a.first !== b.first) return a.first < b.first ? -1 : 1;
  return a.length - b.length;
}
