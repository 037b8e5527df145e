import type { Acl, AclContents, AclPolicyId, AclRule, AclRuleId, Direction, Subnet } from '@isthmus/core';
import { all } from './all.ts';
import type { Reader } from './ledger.ts';

/** Where an ACL names its policy of a direction. */
export const linkOf = { ingress: 'ingressPolicyId', egress: 'egressPolicyId' } as const satisfies Readonly<Record<Direction, keyof Acl>>;

/** These ACLs with their subnets and rules, with one query a noun. */
export async function contentsOf(reader: Reader, acls: readonly Acl[]): Promise<readonly AclContents[]> {
  const aclId = acls.map(({ id }) => id);
  const associations = await all(reader.aclAssociations, { aclId });
  const subnets = new Map((await all(reader.subnets, { id: associations.map(({ id }) => id) })).map((subnet) => [subnet.id, subnet]));
  const linked = acls.flatMap(({ ingressPolicyId, egressPolicyId }) => [ingressPolicyId, egressPolicyId]);
  const policies = new Map(
    (await all(reader.aclPolicies, { id: linked.filter((id) => id !== null) })).map((policy) => [policy.id, policy]),
  );
  const wanted = new Set([...policies.values()].flatMap(({ ruleIds }) => ruleIds));
  const rules = new Map((await all(reader.aclRules, { id: [...wanted] })).map((rule) => [rule.id, rule]));
  const known = (id: AclRuleId): readonly AclRule[] => [rules.get(id)].filter((rule) => rule !== undefined);
  const rulesOf = (id: AclPolicyId | null): readonly AclRule[] => (id === null ? [] : (policies.get(id)?.ruleIds ?? []).flatMap(known));
  return acls.map((acl) => ({
    acl,
    subnets: associations
      .filter((association) => association.aclId === acl.id)
      .flatMap(({ id }) => [subnets.get(id)].filter((subnet) => subnet !== undefined))
      .map(({ id, neutronId, routerPort }) => ({ id, neutronId, routerPort })),
    ingress: rulesOf(acl.ingressPolicyId),
    egress: rulesOf(acl.egressPolicyId),
  }));
}

/** The ACLs of these subnets, to be asked for some of them. */
export async function aclsOf(
  reader: Reader,
  subnets: readonly Subnet[],
): Promise<(subnets: readonly Pick<Subnet, 'id'>[]) => readonly AclContents[]> {
  const associations = await all(reader.aclAssociations, { id: subnets.map(({ id }) => id) });
  if (associations.length === 0) return () => [];
  const acls = await contentsOf(reader, await all(reader.acls, { id: [...new Set(associations.map(({ aclId }) => aclId))] }));
  return (some) => acls.filter((one) => one.subnets.some(({ id }) => some.some((subnet) => subnet.id === id)));
}
