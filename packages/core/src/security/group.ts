import type { Cidr } from '../address/cidr.ts';
import type { Instant, ProjectId, SecurityGroupId, SecurityGroupRuleId, VpcId } from '../id.ts';

/** A stateful allow-list at the instance's port. */
export interface SecurityGroup {
  readonly id: SecurityGroupId;
  readonly projectId: ProjectId;
  readonly name: string;
  readonly description: string;
  /** A hint that v1 clients send; it binds nothing. */
  readonly vpcId: VpcId | null;
  readonly enterpriseProjectId: string;
  /** Every project has exactly one, made with its first need; it cannot be deleted. */
  readonly isDefault: boolean;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

export type Direction = 'ingress' | 'egress';
export type EtherType = 'IPv4' | 'IPv6';

export interface SecurityGroupRule {
  readonly id: SecurityGroupRuleId;
  readonly securityGroupId: SecurityGroupId;
  readonly projectId: ProjectId;
  readonly direction: Direction;
  readonly etherType: EtherType;
  /** `icmp`, `tcp`, `udp`, a number 0-255 as text, or null for all. */
  readonly protocol: string | null;
  /** Port range, or ICMP type and code; null for all. */
  readonly portMin: number | null;
  readonly portMax: number | null;
  /** At most one of the two remotes; neither means everyone. */
  readonly remotePrefix: Cidr | null;
  readonly remoteGroupId: SecurityGroupId | null;
  readonly description: string;
  readonly createdAt: Instant;
}
