import type { Address } from '../address/address.ts';
import type { Cidr } from '../address/cidr.ts';
import type { SubnetId, VpcId } from '../id.ts';
import type { Operation } from '../operation.ts';
import type { Listed, OneOf, Page, Search } from '../paging.ts';
import type { TagPair } from '../tag/tag.ts';
import type { Subnet, Vpc } from './vpc.ts';

/** What a VPC has in it, counted. */
export interface VpcContents {
  readonly vpcId: VpcId;
  readonly tags: readonly TagPair[];
  readonly routeTables: number;
  readonly subnets: number;
}

/** `check` says what `run` would, and changes nothing. */
interface SecondaryBlocks {
  readonly id: VpcId;
  readonly cidrs: readonly Cidr[];
  readonly mode: 'run' | 'check';
}

export interface VpcOperations {
  'list-vpcs': Operation<
    {
      readonly id?: OneOf<VpcId>;
      readonly name?: OneOf<string>;
      readonly description?: OneOf<string>;
      /** The primary block; null for VPCs without one. */
      readonly cidr?: OneOf<Cidr | null>;
      readonly enterpriseProjectId?: string;
      readonly search?: Search;
      readonly page: Page;
    },
    Listed<Vpc>
  >;
  /** Of those of these VPCs that are the caller's, in the order asked. */
  'list-vpc-contents': Operation<{ readonly vpcIds: readonly VpcId[] }, Listed<VpcContents>>;
  'show-vpc': Operation<{ readonly id: VpcId }, Vpc>;
  'create-vpc': Operation<
    {
      readonly name: string;
      readonly description: string;
      readonly cidr: Cidr | null;
      readonly enterpriseProjectId: string;
      readonly enableSharedSnat: boolean;
      readonly tags?: readonly TagPair[];
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
  'add-secondary-blocks': Operation<SecondaryBlocks, Vpc>;
  'remove-secondary-blocks': Operation<SecondaryBlocks, Vpc>;
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
