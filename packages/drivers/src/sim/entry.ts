import {
  formatAddress,
  formatCidr,
  type Address,
  type Cidr,
  type FilterMatch,
  type PeeringId,
  type PeeringSide,
  type Router,
  type RouterAcl,
  type RouterGroup,
  type RouterPort,
  type RouteTableId,
  type SubnetId,
  type VpcId,
} from '@isthmus/core';

/**
 * One thing that is programmed into a simulated router, at the grain at which a kernel holds things: each can be set,
 * read back and removed alone, by us or by somebody's hand.
 */
export type Entry =
  | { readonly kind: 'router' }
  /** Space of the VPC's own that no subnet uses is unreachable. */
  | { readonly kind: 'block'; readonly cidr: Cidr }
  /** A subnet's segment, and the route table that its instances look things up in. */
  | { readonly kind: 'segment'; readonly subnetId: SubnetId; readonly tableId: RouteTableId }
  /** One range of a segment, with the gateway's address in it: a row of table `local`. */
  | { readonly kind: 'local'; readonly subnetId: SubnetId; readonly cidr: Cidr; readonly gateway: Address | null }
  /** This router's half of a peering. Without the other half, in the other router, it leads nowhere. */
  | { readonly kind: 'half'; readonly peeringId: PeeringId; readonly side: PeeringSide; readonly peerVpcId: VpcId }
  | { readonly kind: 'group'; readonly group: RouterGroup }
  | { readonly kind: 'acl'; readonly subnetId: SubnetId; readonly acl: RouterAcl }
  | { readonly kind: 'port'; readonly port: RouterPort }
  | { readonly kind: 'route'; readonly tableId: RouteTableId; readonly destination: Cidr; readonly peeringId: PeeringId };

export type EntryKind = Entry['kind'];
export type EntryOf<Kind extends EntryKind> = Extract<Entry, { kind: Kind }>;

/** An entry under its key, with its whole content as text: equal texts, equal entries. */
export interface Row {
  readonly key: string;
  readonly content: string;
  readonly entry: Entry;
}

/** In which order entries are set; they are removed in the opposite one, so that what carries packets goes first. */
export const settingOrder: Readonly<Record<EntryKind, number>> = {
  router: 0,
  block: 1,
  segment: 2,
  local: 3,
  half: 4,
  group: 5,
  acl: 6,
  port: 7,
  route: 8,
};

/** Everything that `router` wants programmed. */
export function rowsOf(router: Router): readonly Row[] {
  const entries: Entry[] = [{ kind: 'router' }, ...router.blocks.map((cidr): Entry => ({ kind: 'block', cidr }))];
  for (const { id, cidr, gateway, cidrV6, gatewayV6, tableId, acl } of router.subnets) {
    entries.push({ kind: 'segment', subnetId: id, tableId }, { kind: 'local', subnetId: id, cidr, gateway });
    if (cidrV6 !== null) entries.push({ kind: 'local', subnetId: id, cidr: cidrV6, gateway: gatewayV6 });
    if (acl !== null) entries.push({ kind: 'acl', subnetId: id, acl });
  }
  for (const { id, side, peerVpcId } of router.peerings) entries.push({ kind: 'half', peeringId: id, side, peerVpcId });
  for (const group of router.groups) entries.push({ kind: 'group', group: ordered(group) });
  for (const port of router.ports) entries.push({ kind: 'port', port });
  for (const { id, routes } of router.tables)
    for (const { destination, peeringId } of routes) entries.push({ kind: 'route', tableId: id, destination, peeringId });
  return entries.map((entry) => ({ key: keyOf(entry), content: contentOf(entry), entry }));
}

/** What an entry is found by within its router. */
export function keyOf(entry: Entry): string {
  switch (entry.kind) {
    case 'router':
      return 'router';
    case 'block':
      return `block ${formatCidr(entry.cidr)}`;
    case 'segment':
      return `segment ${entry.subnetId}`;
    case 'local':
      return `local ${entry.subnetId} ${entry.cidr.family}`;
    case 'half':
      return `half ${entry.peeringId}`;
    case 'group':
      return `group ${entry.group.id}`;
    case 'acl':
      return `acl ${entry.subnetId}`;
    case 'port':
      return `port ${entry.port.id}`;
    case 'route':
      return `route ${entry.tableId} ${formatCidr(entry.destination)}`;
  }
}

/** A group is a set of rules and a set of members: listed in another order it is the same group. */
function ordered(group: RouterGroup): RouterGroup {
  const rules = (matches: readonly FilterMatch[]): FilterMatch[] => matches.toSorted(byText(contentOf));
  return { ...group, ingress: rules(group.ingress), egress: rules(group.egress), members: group.members.toSorted(byText(formatAddress)) };
}

const byText =
  <T>(textOf: (value: T) => string) =>
  (a: T, b: T): number =>
    textOf(a) < textOf(b) ? -1 : 1;

const contentOf = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? part.toString(16) : part));
