import type { Address } from '../address/address.ts';
import type { Cidr } from '../address/cidr.ts';
import type { SubnetId, VpcId } from '../id.ts';
import type { Operation } from '../operation.ts';
import type { Listed, Page } from '../paging.ts';
import type { Subnet, Vpc } from './vpc.ts';

export interface VpcOperations {
  'list-vpcs': Operation<{ readonly id?: VpcId; readonly name?: string; readonly page: Page }, Listed<Vpc>>;
  'show-vpc': Operation<{ readonly id: VpcId }, Vpc>;
  'create-vpc': Operation<
    {
      readonly name: string;
      readonly description: string;
      readonly cidr: Cidr | null;
      readonly enterpriseProjectId: string;
      readonly enableSharedSnat: boolean;
    },
    Vpc
  >;
  /** Absent fields stay as they are. */
  'update-vpc': Operation<
    {
      readonly id: VpcId;
      readonly name?: string;
      readonly description?: string;
      readonly cidr?: Cidr;
      readonly enableSharedSnat?: boolean;
    },
    Vpc
  >;
  'delete-vpc': Operation<{ readonly id: VpcId }, null>;

  'list-subnets': Operation<{ readonly vpcId?: VpcId; readonly page: Page }, Listed<Subnet>>;
  'show-subnet': Operation<{ readonly id: SubnetId }, Subnet>;
  'create-subnet': Operation<
    {
      readonly vpcId: VpcId;
      readonly name: string;
      readonly description: string;
      readonly cidr: Cidr;
      readonly gateway: Address;
      readonly ipv6Enabled: boolean;
      readonly dhcpEnabled: boolean;
      readonly dnsServers: readonly string[];
      readonly extraDhcpOptions: Subnet['extraDhcpOptions'];
      readonly availabilityZone: string;
    },
    Subnet
  >;
  'update-subnet': Operation<
    {
      readonly id: SubnetId;
      readonly vpcId: VpcId;
      readonly name?: string;
      readonly description?: string;
      /** IPv6 can be turned on, never off. */
      readonly ipv6Enabled?: boolean;
      readonly dhcpEnabled?: boolean;
      readonly dnsServers?: readonly string[];
      readonly extraDhcpOptions?: Subnet['extraDhcpOptions'];
    },
    Subnet
  >;
  'delete-subnet': Operation<{ readonly id: SubnetId; readonly vpcId: VpcId }, null>;
}
