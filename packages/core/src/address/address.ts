import { err, ok, type Result } from '../result.ts';

export type Family = 4 | 6;

/** One IP address, exactly: `value` is the address as an unsigned integer of 32 or 128 bits. */
export interface Address {
  readonly family: Family;
  readonly value: bigint;
}

export const bitsOf: Readonly<Record<Family, number>> = { 4: 32, 6: 128 };

/** Why a text is not what it should be, and what would be. */
export interface SyntaxProblem {
  readonly reason: string;
  readonly fix: string;
}

const example: Readonly<Record<Family, string>> = { 4: '192.168.1.10', 6: 'fd00:1::10' };

/**
 * Parses an address in the canonical textual forms of IPv4 (four decimal parts without leading zeros) and IPv6
 * (RFC 4291, embedded IPv4 included; no zone).
 */
export function parseAddress(text: string): Result<Address, SyntaxProblem> {
  const value = text.includes(':') ? parseV6(text) : parseV4(text);
  const family: Family = text.includes(':') ? 6 : 4;
  return value === null ? err({ reason: 'is not an IP address', fix: `use an address such as ${example[family]}` }) : ok({ family, value });
}

/** RFC 5952 form for IPv6 (IPv4-mapped addresses in their mixed form, its section 5), dotted decimal for IPv4. */
export const formatAddress = ({ family, value }: Address): string => (family === 4 ? formatV4(value) : formatV6(value));

/** Orders by family, then by number. */
export const compareAddresses = (a: Address, b: Address): number =>
  a.family === b.family ? Number(a.value > b.value) - Number(a.value < b.value) : a.family - b.family;
export const sameAddress = (a: Address, b: Address): boolean => a.family === b.family && a.value === b.value;

function parseV4(text: string): bigint | null {
  const parts = text.split('.');
  if (parts.length !== 4) return null;
  let value = 0n;
  for (const part of parts) {
    if (!/^(0|[1-9]\d{0,2})$/.test(part)) return null;
    const byte = BigInt(part);
    if (byte > 255n) return null;
    value = (value << 8n) | byte;
  }
  return value;
}

function parseV6(text: string): bigint | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const head = groupsOf(halves[0] ?? '', halves.length === 1);
  const tail = halves.length === 2 ? groupsOf(halves[1] ?? '', true) : [];
  if (head === null || tail === null) return null;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  const groups = [...head, ...Array<bigint>(missing).fill(0n), ...tail];
  return groups.reduce((value, group) => (value << 16n) | group, 0n);
}

/** The 16-bit groups of one side of `::`; an embedded IPv4 address may stand last. */
function groupsOf(text: string, last: boolean): bigint[] | null {
  if (text === '') return [];
  const parts = text.split(':');
  const groups: bigint[] = [];
  for (const [index, part] of parts.entries()) {
    if (part.includes('.')) {
      const v4 = last && index === parts.length - 1 ? parseV4(part) : null;
      if (v4 === null) return null;
      groups.push(v4 >> 16n, v4 & 0xffffn);
    } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(BigInt(`0x${part}`));
    else return null;
  }
  return groups;
}

const formatV4 = (value: bigint): string => [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join('.');

function formatV6(value: bigint): string {
  if (value >> 32n === 0xffffn) return `::ffff:${formatV4(value & 0xffff_ffffn)}`;
  const groups = Array.from({ length: 8 }, (_, index) => Number((value >> BigInt(112 - 16 * index)) & 0xffffn));
  const zeros = longestZeroRun(groups);
  const hex = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':');
  if (zeros.length < 2) return hex(groups);
  return `${hex(groups.slice(0, zeros.start))}::${hex(groups.slice(zeros.start + zeros.length))}`;
}

function longestZeroRun(groups: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let length = 0;
    while (groups[start + length] === 0) length++;
    if (length > best.length) best = { start, length };
  }
  return best;
}
