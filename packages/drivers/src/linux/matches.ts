import { formatCidr, type Cidr, type Family } from '@isthmus/core';

/** The parts of rules that security groups and network ACLs have in common, as nftables says them. */
export const protocolNumber = { icmp: 1, tcp: 6, udp: 17, icmpV6: 58 } as const;
const isIcmp = (protocol: number): boolean => protocol === protocolNumber.icmp || protocol === protocolNumber.icmpV6;

/** What a rule looks at: the packet at hand, or the packet that opened its flow, which conntrack remembers. */
export type Subject = 'packet' | 'opening';
const ofOpening = 'ct original';
/** An address of the packet, or the one that the flow came from. */
export type Side = 'saddr' | 'daddr' | 'opener';
const familyWord: Readonly<Record<Family, string>> = { 4: 'ip', 6: 'ip6' };

const addressAt = (side: Side, family: Family): string =>
  side === 'opener' ? `${ofOpening} ${familyWord[family]} saddr` : `${familyWord[family]} ${side}`;

export const ofFamily = (family: Family): string => `meta nfproto ipv${family}`;
export const ofProtocol = (protocol: number | null, subject: Subject = 'packet'): readonly string[] =>
  protocol === null ? [] : [`${subject === 'packet' ? 'meta l4proto' : `${ofOpening} protocol`} ${protocol}`];
export const inBlock = (side: Side, cidr: Cidr): string => `${addressAt(side, cidr.family)} ${formatCidr(cidr)}`;
export const inSet = (side: Side, family: Family, set: string): string => `${addressAt(side, family)} @${set}`;

/**
 * Ports of a protocol that has them, or type and code of ICMP; no match where nothing is asked. Null where the rule
 * says what cannot be judged, such as a port of no protocol: it then matches nothing.
 */
export function ofPayload(
  protocol: number | null,
  min: number | null,
  max: number | null,
  subject: Subject = 'packet',
): readonly string[] | null {
  if (min === null && max === null) return [];
  if (protocol === null) return null;
  if (subject === 'opening') return ofOpeningPayload(protocol, min, max);
  if (!isIcmp(protocol)) return [range('dport', min ?? 0, max ?? 65_535)];
  const word = protocol === protocolNumber.icmp ? 'icmp' : 'icmpv6';
  return [...(min === null ? [] : [`${word} type ${min}`]), ...(max === null ? [] : [`${word} code ${max}`])];
}

/** Conntrack keeps ICMP's type and code where others have the port: type 8, code 0 is 2048. */
function ofOpeningPayload(protocol: number, min: number | null, max: number | null): readonly string[] | null {
  const ports = (first: number, last: number): string => `${ofOpening} proto-dst ${first}-${last}`;
  if (!isIcmp(protocol)) return [ports(min ?? 0, max ?? 65_535)];
  return min === null ? null : [ports(min * 256 + (max ?? 0), min * 256 + (max ?? 255))];
}

export const range = (side: 'sport' | 'dport', min: number, max: number): string => `th ${side} ${min}-${max}`;

/** How IPv6 finds who has an address on the link; IPv4 asks outside of IP. No filter is about it. */
export const neighbours = 'icmpv6 type { nd-router-solicit, nd-neighbor-solicit, nd-neighbor-advert }';

/** A map or set with its elements; an empty one is legal and matches nothing. */
export const elements = (of: readonly string[]): string => (of.length === 0 ? '' : `elements = { ${of.toSorted().join(', ')} } `);
