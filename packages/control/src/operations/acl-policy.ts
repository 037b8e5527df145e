import { err, idOf, ok, type AclPolicy, type AclPolicyId, type AclRuleId, type Problem, type Result } from '@isthmus/core';
import { all } from '../all.ts';
import { given } from '../given.ts';
import { forProject, read, write, type Handler, type ProjectCaller } from '../handler.ts';
import type { Reader, Writer } from '../ledger.ts';
import { touchedByPolicies } from '../touched-by-acl.ts';
import { ownAclRule } from './acl-rule.ts';

export const listAclPolicies: Handler<'list-acl-policies'> = forProject(async (desk, caller, { page, ...filter }) =>
  read(await desk.ledger.read.aclPolicies.list(given({ ...filter, projectId: caller.project.id }), page)),
);

export const showAclPolicy: Handler<'show-acl-policy'> = forProject(async (desk, caller, { id }) => {
  const policy = await ownAclPolicy(desk.ledger.read, caller, id);
  return policy.ok ? read(policy.value) : policy;
});

export const createAclPolicy: Handler<'create-acl-policy'> = forProject((desk, caller, fields) =>
  write(desk, caller, async (tx) => {
    const rules = await checkRules(tx, caller, fields.ruleIds);
    if (!rules.ok) return rules;
    const now = desk.clock.now();
    const policy: AclPolicy = {
      ...fields,
      id: idOf<AclPolicyId>(desk.ids.uuid()),
      projectId: caller.project.id,
      madeFor: null,
      createdAt: now,
      updatedAt: now,
    };
    await tx.aclPolicies.insert(policy);
    await record(tx, 'firewall_policy.created', policy, { name: policy.name });
    return ok(policy);
  }),
);

export const updateAclPolicy: Handler<'update-acl-policy'> = forProject((desk, caller, { id, ...change }) =>
  write(desk, caller, async (tx) => {
    const found = await ownAclPolicy(tx, caller, id);
    if (!found.ok) return found;
    const rules = await checkRules(tx, caller, change.ruleIds ?? []);
    if (!rules.ok) return rules;
    const changed = await tx.aclPolicies.update(id, given({ ...change, updatedAt: desk.clock.now() }));
    if (!changed.ok || changed.value === undefined) throw new Error(`policy ${id} could not be changed`);
    await record(tx, 'firewall_policy.updated', changed.value, given(change));
    return ok(changed.value);
  }),
);

export const deleteAclPolicy: Handler<'delete-acl-policy'> = forProject((desk, caller, { id }) =>
  write(desk, caller, async (tx) => {
    const found = await ownAclPolicy(tx, caller, id);
    if (!found.ok) return found;
    const users = await aclsWith(tx, [id]);
    if (users.length > 0) return err({ kind: 'in-use', resource: 'firewall_policy', id, by: 'firewall', byIds: users });
    await tx.aclPolicies.delete(id);
    await record(tx, 'firewall_policy.deleted', found.value, { name: found.value.name });
    return ok(null);
  }),
);

export const insertAclRule: Handler<'insert-acl-rule'> = forProject((desk, caller, { id, ruleId, before, after }) =>
  reorder(desk, caller, id, async (tx, { ruleIds }) => {
    const rule = await ownAclRule(tx, caller, ruleId);
    if (!rule.ok) return rule;
    if (ruleIds.includes(ruleId)) return err({ kind: 'already-exists', resource: 'firewall_rule', field: 'id', value: ruleId });
    return placed(ruleIds, [ruleId], given({ before, after }));
  }),
);

export const removeAclRule: Handler<'remove-acl-rule'> = forProject((desk, caller, { id, ruleId }) =>
  reorder(desk, caller, id, async (_tx, { ruleIds }) =>
    ruleIds.includes(ruleId)
      ? ok(ruleIds.filter((one) => one !== ruleId))
      : err({ kind: 'not-found', resource: 'firewall_rule', id: ruleId }),
  ),
);

/** The list with `added` before one of its rules, behind another, or at its beginning. */
export function placed(
  ruleIds: readonly AclRuleId[],
  added: readonly AclRuleId[],
  { before, after }: { readonly before?: AclRuleId; readonly after?: AclRuleId },
): Result<readonly AclRuleId[], Problem> {
  const anchor = after ?? before;
  if (anchor === undefined) return ok([...added, ...ruleIds]);
  const at = ruleIds.indexOf(anchor);
  if (at < 0) return err({ kind: 'not-found', resource: 'firewall_rule', id: anchor });
  return ok(ruleIds.toSpliced(after === undefined ? at : at + 1, 0, ...added));
}

type Reordered = Promise<Result<readonly AclRuleId[], Problem>>;
const reorder = (
  desk: Parameters<typeof write>[0],
  caller: ProjectCaller,
  id: AclPolicyId,
  order: (tx: Writer, policy: AclPolicy) => Reordered,
) =>
  write(desk, caller, async (tx) => {
    const found = await ownAclPolicy(tx, caller, id);
    if (!found.ok) return found;
    const ruleIds = await order(tx, found.value);
    if (!ruleIds.ok) return ruleIds;
    const changed = await tx.aclPolicies.update(id, { ruleIds: ruleIds.value, updatedAt: desk.clock.now() });
    if (!changed.ok || changed.value === undefined) throw new Error(`policy ${id} could not be changed`);
    await record(tx, 'firewall_policy.updated', changed.value, { ruleIds: ruleIds.value });
    return ok(changed.value);
  });

async function checkRules(tx: Reader, caller: ProjectCaller, ruleIds: readonly AclRuleId[]): Promise<Result<void, Problem>> {
  for (const [index, id] of ruleIds.entries()) {
    const rule = await ownAclRule(tx, caller, id);
    if (!rule.ok) return rule;
    if (ruleIds.indexOf(id) !== index) return err({ kind: 'already-exists', resource: 'firewall_rule', field: 'id', value: id });
  }
  return ok(undefined);
}

/** Ids of the ACLs that these policies are of. */
export async function aclsWith(reader: Reader, policyIds: readonly AclPolicyId[]): Promise<readonly string[]> {
  const [ingress, egress] = [await all(reader.acls, { ingressPolicyId: policyIds }), await all(reader.acls, { egressPolicyId: policyIds })];
  return [...new Set([...ingress, ...egress].map(({ id }) => id))];
}

export async function ownAclPolicy(reader: Reader, caller: ProjectCaller, id: AclPolicyId): Promise<Result<AclPolicy, Problem>> {
  const policy = await reader.aclPolicies.get(id);
  return policy !== undefined && policy.projectId === caller.project.id
    ? ok(policy)
    : err({ kind: 'not-found', resource: 'firewall_policy', id });
}

async function record(tx: Writer, kind: string, { id, projectId }: AclPolicy, detail: Readonly<Record<string, unknown>>): Promise<void> {
  const vpcIds = await touchedByPolicies(tx, [id]);
  tx.record({ kind, resourceKind: 'firewall_policy', resourceId: id, projectIds: [projectId], vpcIds, detail });
}
