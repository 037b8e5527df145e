import type { AclPolicyId, Change, Direction } from '@isthmus/core';
import { linkOf } from './acl-contents.ts';
import { all } from './all.ts';
import type { Reader } from './ledger.ts';

/**
 * A change of a rule as what it is in every ACL. With v2.0 one policy is linked to several ACLs, and one rule is in
 * several policies: whoever changes it for one of them changes it for all.
 */
export async function whereverShared(reader: Reader, change: Change): Promise<readonly Change[]> {
  switch (change.type) {
    case 'insert-acl-rule':
    case 'remove-acl-rule': {
      const policyId = (await reader.acls.get(change.aclId))?.[linkOf[change.direction]] ?? null;
      return policyId === null ? [change] : inEachOf(reader, change, [policyId]);
    }
    case 'update-acl-rule': {
      const policies = await all(reader.aclPolicies, { ruleId: change.ruleId });
      return inEachOf(
        reader,
        change,
        policies.map(({ id }) => id),
      );
    }
    default:
      return [change];
  }
}

async function inEachOf<One extends Change & { readonly direction: Direction }>(
  reader: Reader,
  change: One,
  policyIds: readonly AclPolicyId[],
): Promise<readonly One[]> {
  const [ingress, egress] = [await all(reader.acls, { ingressPolicyId: policyIds }), await all(reader.acls, { egressPolicyId: policyIds })];
  return [
    ...ingress.map(({ id: aclId }): One => ({ ...change, aclId, direction: 'ingress' })),
    ...egress.map(({ id: aclId }): One => ({ ...change, aclId, direction: 'egress' })),
  ];
}
