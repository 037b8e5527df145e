import type { AclId, AclRuleId, SubnetId, VpcId } from '../id.ts';
import type { Direction } from '../security/group.ts';
import type { AclMatch } from '../topology/router.ts';
import type { WorldAcl, WorldAclRule } from './world.ts';

/** A change of a network ACL's rules, of the subnets that it filters, or of whether it filters at all. */
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
  /** The rule where it stands, saying this and nothing else from now on. One that is disabled stays so. */
  | {
      readonly type: 'update-acl-rule';
      readonly aclId: AclId;
      readonly direction: Direction;
      readonly ruleId: AclRuleId;
      readonly match: AclMatch;
    }
  | { readonly type: 'enable-acl' | 'disable-acl'; readonly aclId: AclId }
  | { readonly type: 'associate-acl' | 'disassociate-acl'; readonly aclId: AclId; readonly vpcId: VpcId; readonly subnetId: SubnetId };

/** The ACL after one change. */
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
    case 'update-acl-rule':
      return { ...acl, [change.direction]: acl[change.direction].map((rule) => (rule.id === change.ruleId ? saying(rule, change) : rule)) };
    case 'enable-acl':
      return { ...acl, state: 'up' };
    case 'disable-acl':
      return { ...acl, state: 'down' };
    case 'associate-acl':
      return { ...acl, subnets: [...without(acl, change), { id: change.subnetId, vpcId: change.vpcId }] };
    case 'disassociate-acl':
      return { ...acl, subnets: without(acl, change) };
  }
}

/** A disabled rule matches nothing, whatever it says. */
const saying = (rule: WorldAclRule, { match }: { readonly match: AclMatch }): WorldAclRule => ({
  ...rule,
  matches: rule.matches.length === 0 ? [] : [match],
});

const without = ({ subnets }: WorldAcl, { subnetId }: { readonly subnetId: WorldAcl['subnets'][number]['id'] }): WorldAcl['subnets'] =>
  subnets.filter(({ id }) => id !== subnetId);
