import type { AclId, AclPolicyId, AclRuleId, Instant, ProjectId, SubnetId } from '../id.ts';
import type { TagPair } from '../tag/tag.ts';
import type { Subnet } from '../vpc/vpc.ts';

/**
 * A network ACL: the stateless filter of the subnets that it is associated with. What v3 calls a firewall and v2.0 a
 * firewall group is this one thing; its rules are in two policies, which v2.0 shows and v3 does not.
 */
export interface Acl {
  readonly id: AclId;
  readonly projectId: ProjectId;
  readonly name: string;
  readonly description: string;
  /** Down, it filters nothing. */
  readonly adminStateUp: boolean;
  readonly enterpriseProjectId: string;
  /** Null is a policy without rules. */
  readonly ingressPolicyId: AclPolicyId | null;
  readonly egressPolicyId: AclPolicyId | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** An ordered list of rules: the first that matches decides, and no match is a no. */
export interface AclPolicy {
  readonly id: AclPolicyId;
  readonly projectId: ProjectId;
  readonly name: string;
  readonly description: string;
  readonly audited: boolean;
  readonly ruleIds: readonly AclRuleId[];
  /** The ACL that it was made for, with which it goes; null for one that a v2.0 client made by itself. */
  readonly madeFor: AclId | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

export const aclActions = ['allow', 'deny'] as const;
export const aclProtocols = ['tcp', 'udp', 'icmp', 'icmpv6'] as const;

export interface AclRule {
  readonly id: AclRuleId;
  readonly projectId: ProjectId;
  readonly name: string;
  readonly description: string;
  readonly action: (typeof aclActions)[number];
  readonly family: 4 | 6;
  /** Null for all. */
  readonly protocol: (typeof aclProtocols)[number] | null;
  /** A block or an address, as it was written; null for all. */
  readonly source: string | null;
  readonly destination: string | null;
  /** First and last; empty for all. */
  readonly sourcePorts: readonly (readonly [number, number])[];
  readonly destinationPorts: readonly (readonly [number, number])[];
  readonly enabled: boolean;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** That a subnet is filtered by an ACL. Its id is the subnet's: a subnet has at most one. */
export interface AclAssociation {
  readonly id: SubnetId;
  readonly aclId: AclId;
  readonly projectId: ProjectId;
}

/** An ACL with everything it does. */
export interface AclContents {
  readonly acl: Acl;
  readonly subnets: readonly Pick<Subnet, 'id' | 'neutronId' | 'routerPort'>[];
  readonly ingress: readonly AclRule[];
  readonly egress: readonly AclRule[];
}

/** An ACL as its owner sees it: packets see no tag. */
export interface TaggedAcl extends AclContents {
  readonly tags: readonly TagPair[];
}

/** Published: a new one is inactive until a subnet is associated. */
export const aclIsActive = ({ acl, subnets }: AclContents): boolean => acl.adminStateUp && subnets.length > 0;
