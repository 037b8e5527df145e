import type { Address } from '../address/address.ts';
import type { Instant, PortId, ProjectId, SecurityGroupId, SubnetId, VpcId } from '../id.ts';

/** A Neutron port: an attachment point with addresses on one network. */
export interface Port {
  readonly id: PortId;
  readonly projectId: ProjectId;
  readonly subnetId: SubnetId;
  /** The VPC its network belongs to at this moment; null without one. */
  readonly vpcId: VpcId | null;
  readonly name: string;
  readonly macAddress: string;
  /** At most one IPv4 and one IPv6 address. */
  readonly addresses: readonly Address[];
  /** The id of what is attached (an instance), or empty. */
  readonly deviceId: string;
  readonly deviceOwner: string;
  readonly adminStateUp: boolean;
  readonly portSecurityEnabled: boolean;
  readonly securityGroupIds: readonly SecurityGroupId[];
  readonly allowedAddressPairs: readonly { readonly ipAddress: string; readonly macAddress: string | null }[];
  readonly extraDhcpOptions: readonly { readonly name: string; readonly value: string }[];
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}
