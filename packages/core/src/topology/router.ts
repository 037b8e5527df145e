import type { Address } from '../address/address.ts';
import type { Cidr } from '../address/cidr.ts';
import type { InstanceId, PeeringId, PortId, RouteTableId, SecurityGroupId, SubnetId, VpcId } from '../id.ts';
import type { PeeringSide } from '../peering/side.ts';

/**
 * What one VPC must be in the data plane: a router with its subnets, its instances' ports, its ACTIVE peerings and
 * its route tables. It is the whole input of a driver; a driver knows nothing of accounts, statuses or clocks.
 */
export interface Router {
  readonly vpcId: VpcId;
  /** Primary and secondary blocks. Space in them that no subnet uses must not leak into a wider route. */
  readonly blocks: readonly Cidr[];
  readonly subnets: readonly RouterSubnet[];
  readonly ports: readonly RouterPort[];
  /** ACTIVE ones alone. */
  readonly peerings: readonly RouterPeering[];
  readonly tables: readonly RouterTable[];
  /** Every group that a port of this router is in or that such a group's rules name. */
  readonly groups: readonly RouterGroup[];
}

export interface RouterSubnet {
  readonly id: SubnetId;
  readonly cidr: Cidr;
  readonly gateway: Address;
  readonly cidrV6: Cidr | null;
  readonly gatewayV6: Address | null;
  readonly tableId: RouteTableId;
  /** Null without a network ACL: everything passes. */
  readonly acl: RouterAcl | null;
}

/** The port of an instance. */
export interface RouterPort {
  readonly id: PortId;
  readonly instanceId: InstanceId;
  readonly subnetId: SubnetId;
  readonly mac: string;
  /** Its own, of each family at most one, and behind them those that it has by a pair: it sends with its own. */
  readonly addresses: readonly Address[];
  /** Null with port security off: nothing is filtered. An empty list lets nothing in or out. */
  readonly groupIds: readonly SecurityGroupId[] | null;
}

export interface RouterPeering {
  readonly id: PeeringId;
  readonly side: PeeringSide;
  readonly peerVpcId: VpcId;
}

/** Only routes that can carry: next hop an ACTIVE peering of this router, and not hidden by a local subnet. */
export interface RouterTable {
  readonly id: RouteTableId;
  readonly routes: readonly RouterRoute[];
}

export interface RouterRoute {
  readonly destination: Cidr;
  readonly peeringId: PeeringId;
}

export interface RouterGroup {
  readonly id: SecurityGroupId;
  readonly ingress: readonly FilterMatch[];
  readonly egress: readonly FilterMatch[];
  /**
   * Addresses of the group's ports in this VPC and in those of its project that an ACTIVE peering joins to it: a member
   * anywhere else cannot send here, and who has its address in another network is not it. Empty where no rule of this
   * router names the group as a remote.
   */
  readonly members: readonly Address[];
}

/** What a packet must look like to match; absent parts match everything. */
export interface FilterMatch {
  readonly family: 4 | 6;
  /** IP protocol number, or null for any. */
  readonly protocol: number | null;
  /** Destination ports, or ICMP type and code for ICMP. */
  readonly portMin: number | null;
  readonly portMax: number | null;
  readonly remote: { readonly cidr: Cidr } | { readonly groupId: SecurityGroupId } | null;
}

/** A stateless filter of a subnet: first match wins, then deny. */
export interface RouterAcl {
  readonly ingress: readonly AclMatch[];
  readonly egress: readonly AclMatch[];
}

export interface AclMatch {
  readonly action: 'allow' | 'deny';
  readonly family: 4 | 6;
  readonly protocol: number | null;
  readonly source: Cidr | null;
  readonly destination: Cidr | null;
  readonly sourcePorts: readonly [number, number] | null;
  readonly destinationPorts: readonly [number, number] | null;
}
