import { createHash } from 'node:crypto';
import { formatAddress, formatCidr, lastOf, type Cidr, type PeeringId, type Router, type RouterTable } from '@isthmus/core';
import { aclLines } from './acls.ts';
import { groupLines } from './groups.ts';
import { elements } from './matches.ts';
import { peeringDevice, portDevice } from './names.ts';
import type { Filters, NftFamily } from './objects.ts';
import { conntrackSettings } from './sysctls.ts';

/** A run of addresses, first and last included, and the peering that packets to them leave by. */
export interface Span {
  readonly first: bigint;
  readonly last: bigint;
  readonly peeringId: PeeringId;
}

/**
 * Which IPv6 addresses a subnet's table reaches by which peering, without overlaps: the longest prefix has been
 * decided, and what is local (subnets, and the VPC's unallocated space) is left out.
 * fd02::/48 by X and fd02:0:0:1::/64 by Y give X two spans with Y's block between them.
 */
export function spansOf(table: RouterTable, local: readonly Cidr[]): readonly Span[] {
  const entries = [
    ...local.map((cidr) => ({ cidr, peeringId: null })),
    ...table.routes.map(({ destination, peeringId }) => ({ cidr: destination, peeringId })),
  ].filter(({ cidr }) => cidr.family === 6);
  const edges = new Set(entries.flatMap(({ cidr }) => [cidr.first, lastOf(cidr) + 1n]));
  const cuts = [...edges].toSorted((a, b) => (a < b ? -1 : 1));
  const longestFirst = entries.toSorted(
    (a, b) => b.cidr.length - a.cidr.length || Number(b.peeringId !== null) - Number(a.peeringId !== null),
  );
  const spans: Span[] = [];
  for (const [index, first] of cuts.slice(0, -1).entries()) {
    const last = cuts[index + 1]! - 1n;
    const peeringId = longestFirst.find(({ cidr }) => cidr.first <= first && lastOf(cidr) >= last)?.peeringId ?? null;
    if (peeringId === null) continue;
    const before = spans.at(-1);
    const joined = before !== undefined && before.peeringId === peeringId && before.last === first - 1n;
    spans.splice(joined ? -1 : spans.length, joined ? 1 : 0, { first: joined ? before.first : first, last, peeringId });
  }
  return spans;
}

/**
 * The ruleset of a router. It is loaded when the router is made, so that in IPv4 a peering or a route needs no `nft`.
 * - Network ACLs at the border of a subnet, then security groups at the port.
 * - A router never speaks to a peer: its gateways would answer strangers, and its ICMP errors would name them.
 * - IPv4 needs no more: strict `rp_filter` drops every source that this side would not answer by the same way.
 *   IPv6 has none, so here are the same two conditions. IPv4 packets do not pass this table.
 */
export function filtersOf(router: Router): Filters {
  const hasV6 = router.subnets.some(({ cidrV6 }) => cidrV6 !== null);
  const tracking = [...aclLines(router), ...groupLines(router)];
  const inet = [...silence, ...tracking];
  const ip6 = hasV6 ? returnsV6(router) : [];
  const conntrack = tracking.length > 0 ? conntrackSettings : {};
  const hash = createHash('sha256')
    .update([...inet, 'ip6', ...ip6, ...Object.entries(conntrack).map(([key, value]) => `${key}=${value}`)].join('\n'))
    .digest('hex')
    .slice(0, 16);
  return { inet, ip6, conntrack, hash };
}

/** Whether they are no more than every router has. */
export const isSilenceAlone = ({ inet, ip6 }: Filters): boolean => ip6.length === 0 && inet.every((line) => silence.includes(line));

const silence = [
  'chain input { type filter hook input priority filter; policy accept; iifname "p-*" drop; }',
  'chain output { type filter hook output priority filter; policy accept; oifname "p-*" drop; }',
];

/** What is loaded carries its own hash and the generation it makes: any later edit, by whoever, moves the generation. */
export const markOf = (filters: Filters, generation: number): string => `${filters.hash} ${generation}`;

/**
 * The whole of it as one file for `nft -f`: all or nothing. `present` are the families that have a table of ours, which
 * goes first; deleting one that is not there would cost the kernel a pause for nothing.
 */
export function rulesetOf(filters: Filters | null, generation: number, present: readonly NftFamily[]): string {
  const table = (family: NftFamily, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [`table ${family} isthmus {`, ...lines.map((line) => `  ${line}`), '}'];
  return [
    ...present.map((family) => `delete table ${family} isthmus`),
    ...(filters === null ? [] : table('inet', [`comment "${markOf(filters, generation)}"`, ...filters.inet])),
    ...(filters === null ? [] : table('ip6', filters.ip6)),
    '',
  ].join('\n');
}

function returnsV6(router: Router): string[] {
  const local = router.subnets.flatMap(({ cidrV6 }) => (cidrV6 === null ? [] : [cidrV6]));
  const blocks = router.blocks.filter(({ family }) => family === 6);
  const tables = new Map(router.tables.map((table) => [table.id, table]));
  const ports = router.ports.flatMap(({ id, addresses }) =>
    addresses.filter(({ family }) => family === 6).map((address) => `"${portDevice(id)}" . ${formatAddress(address)}`),
  );
  const returns = router.subnets.flatMap(({ cidrV6, tableId }) => {
    const table = tables.get(tableId);
    if (cidrV6 === null || table === undefined) return [];
    return spansOf(table, [...local, ...blocks]).map(
      ({ first, last, peeringId }) => `"${peeringDevice(peeringId)}" . ${formatCidr(cidrV6)} . ${rangeText(first, last)}`,
    );
  });
  return [
    `set ports { type ifname . ipv6_addr; ${elements(ports)}}`,
    `set returns { type ifname . ipv6_addr . ipv6_addr; flags interval; ${elements(returns)}}`,
    'chain forward { type filter hook forward priority filter - 10; policy drop; iifname . ip6 saddr @ports accept; iifname . ip6 daddr . ip6 saddr @returns accept; }',
  ];
}

function rangeText(first: bigint, last: bigint): string {
  const text = (value: bigint): string => formatAddress({ family: 6, value });
  return first === last ? text(first) : `${text(first)}-${text(last)}`;
}
