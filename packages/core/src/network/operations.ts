import type { Address, Family } from '../address/address.ts';
import type { Cidr } from '../address/cidr.ts';
import type { NeutronSubnetId, PortId, SubnetId, VpcId } from '../id.ts';
import type { Operation, Several } from '../operation.ts';
import type { Listed, Page } from '../paging.ts';
import type { AddressUse } from '../port/use.ts';
import type { NeutronSubnet } from '../vpc/neutron-subnet.ts';
import type { AddressPool, Network, Subnet } from '../vpc/vpc.ts';

/** A network and what is on it; null where nothing is yet. */
export interface NetworkWithSubnet {
  readonly network: Network;
  readonly subnet: Subnet | null;
}

/** How much of a network's space is used, by family; no family where nothing is on it yet. */
export interface NetworkUse {
  readonly network: Network;
  readonly uses: readonly AddressUse[];
}

/** A family of addresses on a network. IPv6 is allocated from the VPC's own space and cannot be chosen. */
export type NewNeutronSubnet = {
  readonly networkId: SubnetId;
  readonly name: string;
} & (
  | {
      readonly family: 4;
      readonly description?: string;
      readonly cidr: Cidr;
      /** Null for none; without a word, the first address of the block. */
      readonly gateway?: Address | null;
      /** Without any, the whole block. */
      readonly allocationPools?: readonly AddressPool[];
      readonly dhcpEnabled: boolean;
      readonly dnsServers: readonly string[];
    }
  | { readonly family: 6 }
);

/** What v2.0 makes one at a time, and a v1 subnet all at once. */
export interface NetworkOperations {
  'list-networks': Operation<{ readonly id?: SubnetId; readonly name?: string; readonly page: Page }, Listed<NetworkWithSubnet>>;
  'show-network': Operation<{ readonly id: SubnetId }, NetworkWithSubnet>;
  'create-network': Operation<{ readonly name: string; readonly portSecurityEnabled: boolean }, NetworkWithSubnet>;
  'create-networks': Several<NetworkOperations['create-network']>;
  'update-network': Operation<{ readonly id: SubnetId; readonly name?: string; readonly portSecurityEnabled?: boolean }, NetworkWithSubnet>;
  /** Takes its subnet with it, where that is in no VPC. */
  'delete-network': Operation<{ readonly id: SubnetId }, null>;

  'show-address-use': Operation<{ readonly id: SubnetId }, NetworkUse>;
  'list-address-uses': Operation<{ readonly id?: SubnetId; readonly name?: string; readonly page: Page }, Listed<NetworkUse>>;

  'list-neutron-subnets': Operation<
    {
      readonly id?: NeutronSubnetId;
      readonly name?: string;
      readonly networkId?: SubnetId;
      readonly family?: Family;
      readonly cidr?: string;
      readonly gateway?: string;
      readonly dhcpEnabled?: boolean;
      readonly page: Page;
    },
    Listed<NeutronSubnet>
  >;
  'show-neutron-subnet': Operation<{ readonly id: NeutronSubnetId }, NeutronSubnet>;
  'create-neutron-subnet': Operation<NewNeutronSubnet, NeutronSubnet>;
  'create-neutron-subnets': Several<NetworkOperations['create-neutron-subnet']>;
  'update-neutron-subnet': Operation<
    {
      readonly id: NeutronSubnetId;
      readonly name?: string;
      readonly description?: string;
      readonly allocationPools?: readonly AddressPool[];
      readonly dhcpEnabled?: boolean;
      readonly dnsServers?: readonly string[];
    },
    NeutronSubnet
  >;
  'delete-neutron-subnet': Operation<{ readonly id: NeutronSubnetId }, null>;

  /**
   * Joins a subnet to a VPC, named by itself or by a port at its gateway, which the router then has. Joining what is there
   * already is no mistake.
   */
  'join-subnet': Operation<{ readonly vpcId: VpcId; readonly id?: NeutronSubnetId; readonly portId?: PortId }, NeutronSubnet>;
  /** Takes a subnet out of a VPC, named by itself or by the router's port on it, which goes. Answers the subnet as it was. */
  'part-subnet': Operation<{ readonly vpcId: VpcId; readonly id?: NeutronSubnetId; readonly portId?: PortId }, NeutronSubnet>;
}
