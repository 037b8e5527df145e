import {
  err,
  idOf,
  ok,
  type Acl,
  type AclId,
  type AclPolicy,
  type AclPolicyId,
  type AclRuleId,
  type Direction,
  type Problem,
  type Result,
} from '@isthmus/core';
import { linkOf } from '../acl-contents.ts';
import { given } from '../given.ts';
import { forProject, write, type Answer, type Desk, type Handler, type ProjectCaller } from '../handler.ts';
import type { Writer } from '../ledger.ts';
import { touchedByPolicies } from '../touched-by-acl.ts';
import { placed } from './acl-policy.ts';
import { addAclRule, changeAclRule } from './acl-rule.ts';
import { changeAcl, contents, ownAcl } from './acl.ts';

const directions = ['ingress', 'egress'] as const satisfies readonly Direction[];

export const addAclRules: Handler<'add-acl-rules'> = forProject((desk, caller, { id, after, ...added }) =>
  changeRules(desk, caller, id, async (tx, policyOf) => {
    for (const direction of directions) {
      if (added[direction].length === 0) continue;
      const policy = await policyOf(direction);
      const ruleIds: AclRuleId[] = [];
      for (const terms of added[direction]) {
        const rule = await addAclRule(desk, tx, caller, terms);
        if (!rule.ok) return rule;
        ruleIds.push(rule.value.id);
      }
      const order = placed(policy.ruleIds, ruleIds, given({ after }));
      if (!order.ok) return order;
      await tx.aclPolicies.update(policy.id, { ruleIds: order.value, updatedAt: desk.clock.now() });
    }
    return ok(undefined);
  }),
);

/** A rule that was made for this list alone is gone with its place in it. */
export const removeAclRules: Handler<'remove-acl-rules'> = forProject((desk, caller, { id, ...removed }) =>
  changeRules(desk, caller, id, async (tx, policyOf) => {
    for (const direction of directions) {
      if (removed[direction].length === 0) continue;
      const policy = await policyOf(direction);
      const missing = removed[direction].find((ruleId) => !policy.ruleIds.includes(ruleId));
      if (missing !== undefined) return err({ kind: 'not-found', resource: 'firewall_rule', id: missing });
      const ruleIds = policy.ruleIds.filter((ruleId) => !removed[direction].includes(ruleId));
      await tx.aclPolicies.update(policy.id, { ruleIds, updatedAt: desk.clock.now() });
      if (policy.madeFor === null) continue;
      for (const ruleId of new Set(removed[direction]))
        if ((await tx.aclPolicies.count({ ruleId })) === 0) await tx.aclRules.delete(ruleId);
    }
    return ok(undefined);
  }),
);

export const changeAclRules: Handler<'change-acl-rules'> = forProject((desk, caller, { id, ...changes }) =>
  changeRules(desk, caller, id, async (tx, policyOf) => {
    for (const direction of directions) {
      if (changes[direction].length === 0) continue;
      const policy = await policyOf(direction);
      for (const { id: ruleId, ...change } of changes[direction]) {
        if (!policy.ruleIds.includes(ruleId)) return err({ kind: 'not-found', resource: 'firewall_rule', id: ruleId });
        const changed = await changeAclRule(desk, tx, caller, ruleId, change);
        if (!changed.ok) return changed;
      }
    }
    return ok(undefined);
  }),
);

/** One change of an ACL's rules. The policy of a direction is made for the ACL when there is none yet. */
async function changeRules(
  desk: Desk,
  caller: ProjectCaller,
  id: AclId,
  work: (tx: Writer, policyOf: (direction: Direction) => Promise<AclPolicy>) => Promise<Result<void, Problem>>,
): Answer<'show-acl'> {
  return write(desk, caller, async (tx) => {
    const found = await ownAcl(tx, caller, id);
    if (!found.ok) return found;
    const used = new Set<AclPolicyId>();
    const done = await work(tx, async (direction) => {
      const policy = await policyIn(desk, tx, found.value, direction);
      used.add(policy.id);
      return policy;
    });
    if (!done.ok) return done;
    const acl = await changeAcl(tx, id, { updatedAt: desk.clock.now() });
    tx.record({
      kind: 'firewall.rules-changed',
      resourceKind: 'firewall',
      resourceId: id,
      projectIds: [acl.projectId],
      vpcIds: await touchedByPolicies(tx, [...used]),
      detail: { name: acl.name },
    });
    return ok(await contents(tx, acl));
  });
}

async function policyIn(desk: Desk, tx: Writer, acl: Acl, direction: Direction): Promise<AclPolicy> {
  const linked = acl[linkOf[direction]];
  const known = linked === null ? undefined : await tx.aclPolicies.get(linked);
  if (known !== undefined) return known;
  const now = desk.clock.now();
  const policy: AclPolicy = {
    id: idOf<AclPolicyId>(desk.ids.uuid()),
    projectId: acl.projectId,
    name: `${acl.name}-${direction}`,
    description: '',
    audited: false,
    ruleIds: [],
    madeFor: acl.id,
    createdAt: now,
    updatedAt: now,
  };
  await tx.aclPolicies.insert(policy);
  await changeAcl(tx, acl.id, { [linkOf[direction]]: policy.id });
  return policy;
}
