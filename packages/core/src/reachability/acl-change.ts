import type { AclId, AclRuleId, SubnetId, VpcId } from '../id.ts';
import type { Direction } from '../security/group.ts';
import type { AclMatch } from '../topology/router.ts';
import type { WorldAcl, WorldAclRule } from './world.ts';

/** A change of a network ACL's rules, or of the subnets that it filters. */
export type AclChange =
  /** Behind the rule that is named, or before all others; in every subnet that the ACL filters. */
  | {
      readonly type: 'insert-acl-rule';
      readonly aclId: AclId;
      readonly direction: Direction;
      readonly match: AclMatch;
      readonly after: AclRuleId | null;
    }
  | { readonly type: 'remove-acl-rule'; readonly aclId: AclId; readonly direction: Direction; readonly ruleId: AclRuleId }
  | { readonly type: 'associate-acl' | 'disassociate-acl'; readonly aclId: AclId; readonly vpcId: VpcId; readonly subnetId: SubnetId };

/** The ACL after one change of its rules or of what it filters. */
export function changedAcl(acl: WorldAcl, change: AclChange): WorldAcl {
  switch (change.type) {
    case 'insert-acl-rule': {
      const rules = acl[change.direction];
      const at = change.after === null ? 0 : rules.findIndex(({ id }) => id === change.after) + 1;
      const added: WorldAclRule = { id: null, matches: [change.match] };
      return { ...acl, [change.direction]: rules.toSpliced(at, 0, added) };
    }
    case 'remove-acl-rule':
      return { ...acl, [change.direction]: acl[change.direction].filter(({ id }) => id !== change.ruleId) };
    case 'associate-acl':
      return { ...acl, subnets: [...without(acl, change), { id: change.subnetId, vpcId: change.vpcId }] };
    case 'disassociate-acl':
      return { ...acl, subnets: without(acl, change) };
  }
}

const without = ({ subnets }: WorldAcl, { subnetId }: { readonly subnetId: WorldAcl['subnets'][number]['id'] }): WorldAcl['subnets'] =>
  subnets.filter(({ id }) => id !== subnetId);
