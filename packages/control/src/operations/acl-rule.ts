import { checkAclRule, err, idOf, ok, type AclRule, type AclRuleId, type NewAclRule, type Problem, type Result } from '@isthmus/core';
import { all } from '../all.ts';
import { given } from '../given.ts';
import { forProject, read, write, type Desk, type Handler, type ProjectCaller } from '../handler.ts';
import type { Reader, Writer } from '../ledger.ts';
import { touchedByPolicies } from '../touched-by-acl.ts';

export const listAclRules: Handler<'list-acl-rules'> = forProject(async (desk, caller, { page, ...filter }) =>
  read(await desk.ledger.read.aclRules.list(given({ ...filter, projectId: caller.project.id }), page)),
);

export const showAclRule: Handler<'show-acl-rule'> = forProject(async (desk, caller, { id }) => {
  const rule = await ownAclRule(desk.ledger.read, caller, id);
  return rule.ok ? read(rule.value) : rule;
});

export const createAclRule: Handler<'create-acl-rule'> = forProject((desk, caller, terms) =>
  write(desk, caller, async (tx) => {
    const rule = await addAclRule(desk, tx, caller, terms);
    if (rule.ok) await record(tx, 'firewall_rule.created', rule.value);
    return rule;
  }),
);

export const updateAclRule: Handler<'update-acl-rule'> = forProject((desk, caller, { id, ...change }) =>
  write(desk, caller, async (tx) => {
    const changed = await changeAclRule(desk, tx, caller, id, change);
    if (changed.ok) await record(tx, 'firewall_rule.updated', changed.value);
    return changed;
  }),
);

export const deleteAclRule: Handler<'delete-acl-rule'> = forProject((desk, caller, { id }) =>
  write(desk, caller, async (tx) => {
    const found = await ownAclRule(tx, caller, id);
    if (!found.ok) return found;
    const users = (await all(tx.aclPolicies, { ruleId: id })).map((policy) => policy.id);
    if (users.length > 0) return err({ kind: 'in-use', resource: 'firewall_rule', id, by: 'firewall_policy', byIds: users });
    await tx.aclRules.delete(id);
    await record(tx, 'firewall_rule.deleted', found.value);
    return ok(null);
  }),
);

export async function addAclRule(desk: Desk, tx: Writer, caller: ProjectCaller, terms: NewAclRule): Promise<Result<AclRule, Problem>> {
  const good = checkAclRule(terms);
  if (!good.ok) return good;
  const now = desk.clock.now();
  const rule: AclRule = { ...terms, id: idOf<AclRuleId>(desk.ids.uuid()), projectId: caller.project.id, createdAt: now, updatedAt: now };
  await tx.aclRules.insert(rule);
  return ok(rule);
}

export async function changeAclRule(
  desk: Desk,
  tx: Writer,
  caller: ProjectCaller,
  id: AclRuleId,
  change: Partial<NewAclRule>,
): Promise<Result<AclRule, Problem>> {
  const found = await ownAclRule(tx, caller, id);
  if (!found.ok) return found;
  const wanted = given(change);
  const good = checkAclRule({ ...found.value, ...wanted });
  if (!good.ok) return good;
  const changed = await tx.aclRules.update(id, { ...wanted, updatedAt: desk.clock.now() });
  if (!changed.ok || changed.value === undefined) throw new Error(`ACL rule ${id} could not be changed`);
  return ok(changed.value);
}

export async function ownAclRule(reader: Reader, caller: ProjectCaller, id: AclRuleId): Promise<Result<AclRule, Problem>> {
  const rule = await reader.aclRules.get(id);
  return rule !== undefined && rule.projectId === caller.project.id ? ok(rule) : err({ kind: 'not-found', resource: 'firewall_rule', id });
}

async function record(tx: Writer, kind: string, { id, projectId, name }: AclRule): Promise<void> {
  const policies = await all(tx.aclPolicies, { ruleId: id });
  const vpcIds = await touchedByPolicies(
    tx,
    policies.map((policy) => policy.id),
  );
  tx.record({ kind, resourceKind: 'firewall_rule', resourceId: id, projectIds: [projectId], vpcIds, detail: { name } });
}
