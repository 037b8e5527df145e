import type { ProjectId } from '../id.ts';
import type { Change } from './change.ts';

/** The two ends of a flow, as the question names them. */
export type FlowEnd = 'source' | 'destination';

/** Where a blocker or a hop is. */
export interface Place {
  readonly noun: 'vpc' | 'subnet' | 'route_table' | 'peering' | 'port' | 'address';
  readonly id: string;
}

/** One thing that stops a packet, with everything known about it; what a side may read of it is `asSeenBy`'s. */
export interface Blocker {
  readonly kind: BlockerKind;
  /** The end whose owner can mend it. */
  readonly end: FlowEnd;
  readonly owner: ProjectId;
  readonly at: Place | null;
  /** One sentence. */
  readonly summary: string;
  /** The smallest request that mends this; null where none does. */
  readonly fix: Change | null;
}

interface BlockerKindRow {
  /** The item of the published checklist "VPCs connected by a peering cannot communicate", or the chapter with the rule. */
  readonly item: string;
  /** One sentence for who may know all; words in braces are filled in. */
  readonly summary: string;
  /** The kind that the other owner reads instead, by the end that it is at. */
  readonly across: Readonly<Record<FlowEnd, OtherSideKind>>;
}

/** All that one owner ever learns of the other's side, and in which words. */
export const otherSideWords = {
  'no-peering': 'There is no peering between the two VPCs.',
  'peering-pending': 'The peering waits for the other side to accept it.',
  'peering-rejected': 'The peering request was rejected.',
  'peering-expired': 'The peering request expired.',
  overlapping: 'The address ranges of the two VPCs overlap, and local addresses win.',
  'no-route': 'The other side has no route to the destination over this peering.',
  'no-return-route': 'The other side has no return route over this peering.',
  'source-absent': 'Nothing of the other side sends from this address.',
  'destination-absent': 'Nothing of the other side answers at this address.',
  'security-group-ingress': "The other side's security group does not let it in.",
  'security-group-egress': "The other side's security group does not let it out.",
  acl: "The other side's network ACL does not let it through.",
} as const;
export type OtherSideKind = keyof typeof otherSideWords;

const both = <Kind extends OtherSideKind>(kind: Kind): Readonly<Record<FlowEnd, Kind>> => ({ source: kind, destination: kind });
const routing = { source: 'no-route', destination: 'no-return-route' } as const;
const absence = { source: 'source-absent', destination: 'destination-absent' } as const;

/** Every cause that the walk can name. Documentation, answers and what the other owner reads come from this table. */
export const blockerTable = {
  'no-peering': {
    item: '2: one peering for each pair of VPCs',
    summary: 'VPC {vpc} has no peering with a VPC that holds {address}.',
    across: both('no-peering'),
  },
  'peering-pending': {
    item: '4: nothing flows before it is accepted',
    summary: 'Peering {peering} waits for its accepter.',
    across: both('peering-pending'),
  },
  'peering-rejected': {
    item: '4: a rejected request is not established',
    summary: 'Peering {peering} was rejected; delete it before asking again.',
    across: both('peering-rejected'),
  },
  'peering-expired': {
    item: '4: nothing flows before it is accepted',
    summary: 'Peering {peering} expired before it was accepted; delete it before asking again.',
    across: both('peering-expired'),
  },
  'not-transitive': {
    item: '1: every pair of VPCs needs its own peering',
    summary: 'Route {route} sends {address} over peering {peering}, but the VPC there does not hold it and passes nothing on.',
    across: routing,
  },
  'overlapping-all': {
    item: '10.1a: all subnets overlap',
    summary: 'Every subnet of one VPC overlaps the other VPC, so local addresses always win: replan.',
    across: both('overlapping'),
  },
  'overlapping-some': {
    item: '10.1b: some subnets overlap',
    summary: 'The two VPCs overlap where {address} lies; only subnets that do not overlap can be connected.',
    across: both('overlapping'),
  },
  'route-shadowed': {
    item: '7: local beats custom',
    summary: 'Route {route} in table {table} loses to local subnet {subnet} for {address}.',
    across: routing,
  },
  'no-route': {
    item: '10.2a: no route added',
    summary: 'Route table {table}, which subnet {subnet} uses, has no route to {address}.',
    across: routing,
  },
  'no-return-route': {
    item: '10.2a: no route added, on the other side',
    summary: 'Route table {table}, which subnet {subnet} uses, has no route back to {address}.',
    across: routing,
  },
  'route-in-other-table': {
    item: '6: the table that the subnet is associated with',
    summary: 'A route to {address} is in table {other}, but subnet {subnet} uses table {table}.',
    across: routing,
  },
  'wrong-destination': {
    item: '10.2b: wrong destination',
    summary: 'Table {table} has routes over peering {peering}, but none of them covers {address}.',
    across: routing,
  },
  'longest-prefix-elsewhere': {
    item: '7: longest prefix wins',
    summary: 'Table {table} sends {address} by the longer or only route {route} over peering {elsewhere}.',
    across: routing,
  },
  'route-too-wide': {
    item: '7: local beats custom',
    summary: "Route {route} in table {table} is wider than the VPC's own block {block}, which holds {address}.",
    across: routing,
  },
  'other-next-hop': {
    item: '10.2c: clashes with another next hop',
    summary: 'Route {route} in table {table} has a next hop that is not a peering and carries nothing here.',
    across: routing,
  },
  'source-foreign': {
    item: '10.3d: each address uses its own interface',
    summary: 'Nothing in VPC {vpc} owns the source address {address}; packets with it are dropped.',
    across: absence,
  },
  'address-unallocated': {
    item: '10.4: no address',
    summary: 'No subnet of VPC {vpc} holds {address}.',
    across: absence,
  },
  'no-instance': {
    item: '10.4: no address',
    summary: 'No instance in subnet {subnet} has address {address}.',
    across: absence,
  },
  'destination-is-gateway': {
    item: '10: a gateway answers only locally',
    summary: '{address} is a gateway: it answers the ping of its own VPC and nothing else.',
    across: absence,
  },
  'destination-reserved': {
    item: '9: reserved addresses',
    summary: '{address} is reserved and belongs to no instance.',
    across: absence,
  },
  'instance-not-active': {
    item: '10.4: instance failure',
    summary: 'Instance {instance} is not ACTIVE.',
    across: absence,
  },
  'security-group-egress': {
    item: '10.3a: security groups',
    summary: 'No egress rule of the groups of port {port} allows {flow} to {address}.',
    across: both('security-group-egress'),
  },
  'security-group-egress-remote': {
    item: '10.3a: security groups',
    summary: 'An egress rule of port {port} fits, but {address} is not in its remote group.',
    across: both('security-group-egress'),
  },
  'security-group-ingress': {
    item: '10.3a: security groups',
    summary: 'No ingress rule of the groups of port {port} allows {flow} from {address}.',
    across: both('security-group-ingress'),
  },
  'security-group-ingress-remote': {
    item: '10.3a: security groups',
    summary: 'An ingress rule of port {port} fits, but {address} is not in its remote group.',
    across: both('security-group-ingress'),
  },
  'acl-egress': {
    item: '10.3c: network ACL',
    summary: 'The network ACL of subnet {subnet} does not let {flow} out to {address}.',
    across: both('acl'),
  },
  'acl-ingress': {
    item: '10.3c: network ACL',
    summary: 'The network ACL of subnet {subnet} does not let {flow} in from {address}.',
    across: both('acl'),
  },
  'acl-return-egress': {
    item: '10.3c: network ACL, which keeps no state',
    summary: 'The network ACL of subnet {subnet} does not let the answer to {flow} out to {address}.',
    across: both('acl'),
  },
  'acl-return-ingress': {
    item: '10.3c: network ACL, which keeps no state',
    summary: 'The network ACL of subnet {subnet} does not let the answer to {flow} in from {address}.',
    across: both('acl'),
  },
} as const satisfies Readonly<Record<string, BlockerKindRow>>;

export type BlockerKind = keyof typeof blockerTable;
export const blockerKinds = Object.keys(blockerTable) as readonly BlockerKind[];

/** The sentence of a kind with its words filled in. A word without a value is a bug. */
export const summaryOf = (kind: BlockerKind, words: Readonly<Record<string, string>>): string =>
  blockerTable[kind].summary.replaceAll(/\{(\w+)\}/g, (_, word: string) => {
    const value = words[word];
    if (value === undefined) throw new Error(`blocker ${kind} says {${word}} and was given none`);
    return value;
  });
