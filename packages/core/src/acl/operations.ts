import type { AclId, AclPolicyId, AclRuleId, SubnetId } from '../id.ts';
import type { Operation } from '../operation.ts';
import type { Listed, OneOf, Page, Search } from '../paging.ts';
import type { Direction } from '../security/group.ts';
import type { TagPair } from '../tag/tag.ts';
import type { Acl, AclPolicy, AclRule, TaggedAcl } from './acl.ts';
import type { AclTerms } from './rule.ts';

export type NewAclRule = AclTerms & Pick<AclRule, 'name' | 'description' | 'enabled'>;
export type AclRuleChange = Partial<NewAclRule>;
type AclFields = Pick<Acl, 'name' | 'description' | 'adminStateUp'>;
type PolicyLinks = Pick<Acl, 'ingressPolicyId' | 'egressPolicyId'>;
type PolicyFields = Pick<AclPolicy, 'name' | 'description' | 'audited' | 'ruleIds'>;

/** A network ACL is one model with two faces: see `Acl`. Subnets are the project's own. */
export interface AclOperations {
  'list-acls': Operation<
    {
      readonly id?: OneOf<AclId>;
      readonly name?: OneOf<string>;
      readonly adminStateUp?: boolean;
      readonly enterpriseProjectId?: OneOf<string>;
      readonly search?: Search;
      readonly page: Page;
    },
    Listed<TaggedAcl>
  >;
  'show-acl': Operation<{ readonly id: AclId }, TaggedAcl>;
  'create-acl': Operation<
    AclFields &
      PolicyLinks & { readonly enterpriseProjectId: string; readonly subnetIds: readonly SubnetId[]; readonly tags: readonly TagPair[] },
    TaggedAcl
  >;
  /** With `subnetIds`, those and no others. */
  'update-acl': Operation<{ readonly id: AclId; readonly subnetIds?: readonly SubnetId[] } & Partial<AclFields & PolicyLinks>, TaggedAcl>;
  /** Not while it filters a subnet. */
  'delete-acl': Operation<{ readonly id: AclId }, null>;
  /** A subnet that another ACL filters is refused. */
  'associate-acl-subnets': Operation<{ readonly id: AclId; readonly subnetIds: readonly SubnetId[] }, TaggedAcl>;
  'disassociate-acl-subnets': Operation<{ readonly id: AclId; readonly subnetIds: readonly SubnetId[] }, TaggedAcl>;
  /** In the order given, behind the rule that is named; without one, before all others. */
  'add-acl-rules': Operation<
    { readonly id: AclId; readonly after?: AclRuleId } & Readonly<Record<Direction, readonly NewAclRule[]>>,
    TaggedAcl
  >;
  'remove-acl-rules': Operation<{ readonly id: AclId } & Readonly<Record<Direction, readonly AclRuleId[]>>, TaggedAcl>;
  'change-acl-rules': Operation<
    { readonly id: AclId } & Readonly<Record<Direction, readonly (AclRuleChange & { readonly id: AclRuleId })[]>>,
    TaggedAcl
  >;

  'list-acl-policies': Operation<{ readonly id?: AclPolicyId; readonly name?: string; readonly page: Page }, Listed<AclPolicy>>;
  'show-acl-policy': Operation<{ readonly id: AclPolicyId }, AclPolicy>;
  'create-acl-policy': Operation<PolicyFields, AclPolicy>;
  'update-acl-policy': Operation<{ readonly id: AclPolicyId } & Partial<PolicyFields>, AclPolicy>;
  'delete-acl-policy': Operation<{ readonly id: AclPolicyId }, null>;
  /** Before one rule or behind another; without either, before all. */
  'insert-acl-rule': Operation<
    { readonly id: AclPolicyId; readonly ruleId: AclRuleId; readonly before?: AclRuleId; readonly after?: AclRuleId },
    AclPolicy
  >;
  'remove-acl-rule': Operation<{ readonly id: AclPolicyId; readonly ruleId: AclRuleId }, AclPolicy>;

  'list-acl-rules': Operation<{ readonly id?: AclRuleId; readonly name?: string; readonly page: Page }, Listed<AclRule>>;
  'show-acl-rule': Operation<{ readonly id: AclRuleId }, AclRule>;
  'create-acl-rule': Operation<NewAclRule, AclRule>;
  'update-acl-rule': Operation<{ readonly id: AclRuleId } & AclRuleChange, AclRule>;
  'delete-acl-rule': Operation<{ readonly id: AclRuleId }, null>;
}
