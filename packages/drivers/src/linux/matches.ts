import { formatCidr, type Cidr, type Family } from '@isthmus/core';

/** The parts of rules that security groups and network ACLs have in common, as nftables says them. */
export const protocolNumber = { icmp: 1, tcp: 6, udp: 17, icmpV6: 58 } as const;
const isIcmp = (protocol: number): boolean => protocol === protocolNumber.icmp || protocol === protocolNumber.icmpV6;

const familyWord: Readonly<Record<Family, string>> = { 4: 'ip', 6: 'ip6' };

export const ofFamily = (family: Family): string => `meta nfproto ipv${family}`;
export const ofProtocol = (protocol: number | null): readonly string[] => (protocol === null ? [] : [`meta l4proto ${protocol}`]);
export const inBlock = (side: 'saddr' | 'daddr', cidr: Cidr): string => `${familyWord[cidr.family]} ${side} ${formatCidr(cidr)}`;
export const inSet = (side: 'saddr' | 'daddr', family: Family, set: string): string => `${familyWord[family]} ${side} @${set}`;

/**
 * Ports of a protocol that has them, or type and code of ICMP; no match where nothing is asked. Null where the rule
 * says what cannot be judged, such as a port of no protocol: it then matches nothing.
 */
export function ofPayload(protocol: number | null, min: number | null, max: number | null): readonly string[] | null {
  if (min === null && max === null) return [];
  if (protocol === null) return null;
  if (!isIcmp(protocol)) return [range('dport', min ?? 0, max ?? 65_535)];
  const word = protocol === protocolNumber.icmp ? 'icmp' : 'icmpv6';
  return [...(min === null ? [] : [`${word} type ${min}`]), ...(max === null ? [] : [`${word} code ${max}`])];
}

export const range = (side: 'sport' | 'dport', min: number, max: number): string => `th ${side} ${min}-${max}`;

/** How IPv6 finds who has an address on the link; IPv4 asks outside of IP. No filter is about it. */
export const neighbours = 'icmpv6 type { nd-router-solicit, nd-neighbor-solicit, nd-neighbor-advert }';

/** A map or set with its elements; an empty one is legal and matches nothing. */
export const elements = (of: readonly string[]): string => (of.length === 0 ? '' : `elements = { ${of.toSorted().join(', ')} } `);
