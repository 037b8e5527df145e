import type { Address } from '../address/address.ts';
import type { Cidr } from '../address/cidr.ts';
import type { Port } from '../port/port.ts';
import type { Instant, NeutronSubnetId, ProjectId, RouteTableId, SubnetId, VpcId } from '../id.ts';

/** A private network of one project; on the v2.0 wire a router of the same id. */
export interface Vpc {
  readonly id: VpcId;
  readonly projectId: ProjectId;
  readonly name: string;
  readonly description: string;
  /** Null when none was given: on the v1 wire an empty string. */
  readonly cidr: Cidr | null;
  /** At most five. */
  readonly secondaryCidrs: readonly Cidr[];
  readonly enterpriseProjectId: string;
  readonly enableSharedSnat: boolean;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** The layer-2 segment that a subnet lives on. A v1 subnet makes both; the v2.0 wire makes them one at a time. */
export interface Network {
  readonly id: SubnetId;
  readonly projectId: ProjectId;
  readonly name: string;
  readonly adminStateUp: boolean;
  readonly portSecurityEnabled: boolean;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** Addresses of one family in a row, both ends included. */
export interface AddressPool {
  readonly first: Address;
  readonly last: Address;
}

/** One IPv4 range, and optionally one IPv6 range, on a network. `id` is the v1 subnet id, the network's own. */
export interface Subnet {
  readonly id: SubnetId;
  readonly neutronId: NeutronSubnetId;
  /** Null without IPv6. */
  readonly neutronIdV6: NeutronSubnetId | null;
  readonly projectId: ProjectId;
  /** Null while a v2.0 client has not yet added it to a router. */
  readonly vpcId: VpcId | null;
  /** Null exactly when `vpcId` is. */
  readonly routeTableId: RouteTableId | null;
  readonly name: string;
  readonly description: string;
  readonly cidr: Cidr;
  /** Null for none, which a subnet in a VPC always has. */
  readonly gateway: Address | null;
  /** Where the IPv4 addresses of ports that ask for none come from; null for the whole block. One that is asked for may lie outside. */
  readonly allocationPools: readonly AddressPool[] | null;
  /** The port that a client made for the router, from when the subnet is in a VPC; null where the router has its own. */
  readonly routerPort: Pick<Port, 'id' | 'name' | 'portSecurityEnabled'> | null;
  readonly cidrV6: Cidr | null;
  readonly gatewayV6: Address | null;
  readonly dhcpEnabled: boolean;
  /** In order; the first two are the v1 primary and secondary DNS. */
  readonly dnsServers: readonly string[];
  readonly extraDhcpOptions: readonly { readonly name: string; readonly value: string }[];
  readonly availabilityZone: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}
