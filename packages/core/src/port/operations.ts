import type { Address } from '../address/address.ts';
import type { NeutronSubnetId, PortId, SecurityGroupId, SubnetId } from '../id.ts';
import type { Operation, Several } from '../operation.ts';
import type { Listed, Page } from '../paging.ts';
import type { Subnet } from '../vpc/vpc.ts';
import type { DhcpOptionChange } from './dhcp-option.ts';
import type { Port } from './port.ts';

/** A port with the subnet that its addresses are of; null for a port on a network without one. */
export interface PortWithSubnet {
  readonly port: Port;
  readonly subnet: Subnet | null;
}

/** An address that is asked for: itself, or any free one of the subnet. */
export interface FixedIp {
  readonly neutronSubnetId?: NeutronSubnetId;
  readonly address?: Address;
}

/** What the ports that are meant have in common. An empty list of groups means any. */
export interface PortFilter {
  readonly id?: readonly PortId[];
  readonly name?: string;
  readonly networkId?: SubnetId;
  readonly macAddress?: string;
  readonly deviceId?: string;
  readonly deviceOwner?: string;
  readonly status?: PortStatus;
  readonly securityGroupIds?: readonly SecurityGroupId[];
  readonly address?: Address;
  readonly neutronSubnetId?: NeutronSubnetId;
}

export type PortStatus = 'ACTIVE' | 'DOWN';
/** A port that something is attached to is ACTIVE. */
export const statusOfPort = ({ deviceId, deviceOwner }: Pick<Port, 'deviceId' | 'deviceOwner'>): PortStatus =>
  deviceId !== '' || deviceOwner !== '' ? 'ACTIVE' : 'DOWN';

/** The one word that a client may say of what a port is for: an address that several servers share. */
export const virtualIpOwner = 'neutron:VIP_PORT';

/** A private IP is a port that was made for its address alone; what one API calls a port the other calls a private IP. */
export interface PortOperations {
  'list-ports': Operation<PortFilter & { readonly page: Page }, Listed<PortWithSubnet>>;
  'show-port': Operation<{ readonly id: PortId }, PortWithSubnet>;
  'create-port': Operation<
    {
      readonly networkId: SubnetId;
      readonly name: string;
      readonly deviceOwner: '' | typeof virtualIpOwner;
      /** Without one, a free address of each family. */
      readonly fixedIps?: readonly FixedIp[];
      /** Without a list, the project's default group, where the port has filters at all. */
      readonly securityGroupIds?: readonly SecurityGroupId[];
      /** Without a word, as the network says. */
      readonly portSecurityEnabled?: boolean;
      readonly allowedAddressPairs: Port['allowedAddressPairs'];
      readonly extraDhcpOptions: readonly DhcpOptionChange[];
    },
    PortWithSubnet
  >;
  'create-ports': Several<PortOperations['create-port']>;
  'update-port': Operation<
    {
      readonly id: PortId;
      readonly name?: string;
      /** The whole list that the port has from now on; an address it has already stays where it is asked for, or where any is. */
      readonly fixedIps?: readonly FixedIp[];
      readonly securityGroupIds?: readonly SecurityGroupId[];
      readonly portSecurityEnabled?: boolean;
      readonly allowedAddressPairs?: Port['allowedAddressPairs'];
      /** Those it names; the others stay. */
      readonly extraDhcpOptions?: readonly DhcpOptionChange[];
    },
    PortWithSubnet
  >;
  'delete-port': Operation<{ readonly id: PortId }, null>;

  'list-private-ips': Operation<{ readonly subnetId: SubnetId; readonly page: Page }, Listed<Port>>;
  'show-private-ip': Operation<{ readonly id: PortId }, Port>;
  /** All or none. */
  'create-private-ips': Operation<
    { readonly items: readonly { readonly subnetId: SubnetId; readonly address?: Address }[] },
    readonly Port[]
  >;
  'delete-private-ip': Operation<{ readonly id: PortId }, null>;
}
