import type { EtherType } from './group.ts';

/** IP protocols by the names that clients write (IANA numbers; the names are those of Neutron). */
const numbers: Readonly<Record<string, number>> = {
  hopopt: 0,
  icmp: 1,
  igmp: 2,
  ipip: 4,
  tcp: 6,
  egp: 8,
  udp: 17,
  dccp: 33,
  'ipv6-encap': 41,
  'ipv6-route': 43,
  'ipv6-frag': 44,
  rsvp: 46,
  gre: 47,
  esp: 50,
  ah: 51,
  'ipv6-icmp': 58,
  icmpv6: 58,
  'ipv6-nonxt': 59,
  'ipv6-opts': 60,
  ospf: 89,
  vrrp: 112,
  pgm: 113,
  sctp: 132,
  udplite: 136,
};
const icmp = 1;
const icmpV6 = 58;
/** Those whose packets have port numbers. */
const withPorts: readonly number[] = [6, 17, 33, 132, 136];

/**
 * The number that packets of this protocol carry, or undefined for a word that names none. ICMP is another protocol in
 * IPv6, and clients write `icmp` for either: `icmp` in IPv6 is 58.
 */
export function protocolNumberOf(protocol: string, etherType: EtherType): number | undefined {
  const number = Object.hasOwn(numbers, protocol) ? numbers[protocol] : undefined;
  const named = number ?? (/^(0|[1-9]\d{0,2})$/.test(protocol) && Number(protocol) <= 255 ? Number(protocol) : undefined);
  return named === icmp && etherType === 'IPv6' ? icmpV6 : named;
}

/** Those that only packets of IPv6 carry: its headers and its ICMP. IPv6 itself, 41, goes through tunnels of IPv4. */
const ofIpv6: readonly number[] = [43, 44, icmpV6, 59, 60];
export const isOfIpv6 = (number: number): boolean => ofIpv6.includes(number);

export const isIcmp = (number: number): boolean => number === icmp || number === icmpV6;
export const hasPorts = (number: number): boolean => withPorts.includes(number);
