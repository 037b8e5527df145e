import type { Cidr } from '../address/cidr.ts';
import type { PortId, SecurityGroupId, SecurityGroupRuleId, VpcId } from '../id.ts';
import type { Operation, Several } from '../operation.ts';
import type { Listed, OneOf, Page, Search } from '../paging.ts';
import type { Port } from '../port/port.ts';
import type { BirthRules } from './default-group.ts';
import type { Direction, EtherType, SecurityGroup, SecurityGroupRule } from './group.ts';
import type { RuleTerms } from './rule.ts';

export interface SecurityGroupWithRules {
  readonly group: SecurityGroup;
  readonly rules: readonly SecurityGroupRule[];
}

export interface SecurityGroupOperations {
  'list-security-groups': Operation<
    {
      readonly id?: OneOf<SecurityGroupId>;
      readonly name?: OneOf<string>;
      readonly description?: OneOf<string>;
      readonly vpcId?: VpcId;
      readonly enterpriseProjectId?: string;
      readonly search?: Search;
      readonly page: Page;
    },
    Listed<SecurityGroupWithRules>
  >;
  'show-security-group': Operation<{ readonly id: SecurityGroupId }, SecurityGroupWithRules>;
  'create-security-group': Operation<
    {
      readonly name: string;
      readonly description: string;
      readonly vpcId: VpcId | null;
      readonly enterpriseProjectId: string;
      readonly birthRules: BirthRules;
    },
    SecurityGroupWithRules
  >;
  'create-security-groups': Several<SecurityGroupOperations['create-security-group']>;
  'update-security-group': Operation<
    { readonly id: SecurityGroupId; readonly name?: string; readonly description?: string },
    SecurityGroupWithRules
  >;
  /** Rules of other groups that name it go with it. */
  'delete-security-group': Operation<{ readonly id: SecurityGroupId }, null>;

  'list-security-group-rules': Operation<
    {
      readonly id?: OneOf<SecurityGroupRuleId>;
      readonly securityGroupId?: OneOf<SecurityGroupId>;
      readonly remoteGroupId?: OneOf<SecurityGroupId>;
      readonly remotePrefix?: Cidr;
      readonly direction?: Direction;
      readonly etherType?: OneOf<EtherType>;
      /** Null for rules of all protocols. */
      readonly protocol?: OneOf<string | null>;
      readonly description?: OneOf<string>;
      readonly page: Page;
    },
    Listed<SecurityGroupRule>
  >;
  'show-security-group-rule': Operation<{ readonly id: SecurityGroupRuleId }, SecurityGroupRule>;
  /** All of one group, and all or none. */
  'create-security-group-rules': Operation<
    { readonly securityGroupId: SecurityGroupId; readonly rules: readonly (RuleTerms & { readonly description: string })[] },
    readonly SecurityGroupRule[]
  >;
  'delete-security-group-rule': Operation<{ readonly id: SecurityGroupRuleId }, null>;

  /** Adding what is there and removing what is not is no mistake; a port may be in no group at all. */
  'update-port-security-groups': Operation<
    { readonly id: PortId; readonly change: 'add' | 'remove' | 'set'; readonly securityGroupIds: readonly SecurityGroupId[] },
    Port
  >;
}
