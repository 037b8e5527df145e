import {
  checkRule,
  defaultGroupName,
  err,
  idOf,
  ok,
  rulesAtBirth,
  sameTerms,
  type Input,
  type Problem,
  type Result,
  type SecurityGroup,
  type SecurityGroupId,
  type SecurityGroupRule,
  type SecurityGroupRuleId,
  type SecurityGroupWithRules,
  type VpcId,
} from '@isthmus/core';
import { all } from '../all.ts';
import { allOrNone } from '../all-or-none.ts';
import { given } from '../given.ts';
import { forProject, read, write, type Desk, type Handler, type ProjectCaller } from '../handler.ts';
import type { Reader, Writer } from '../ledger.ts';
import { checkQuota, checkRoomFor } from '../quota.ts';
import { touchedByRules } from '../touched.ts';

export const listSecurityGroups: Handler<'list-security-groups'> = forProject(async (desk, caller, { page, ...filter }) => {
  const { read: reader } = desk.ledger;
  const { items, more } = await reader.securityGroups.list(given({ ...filter, projectId: caller.project.id }), page);
  const rules = await all(reader.securityGroupRules, { securityGroupId: items.map(({ id }) => id) });
  const byGroup = Map.groupBy(rules, (rule) => rule.securityGroupId);
  return read({ items: items.map((group) => ({ group, rules: byGroup.get(group.id) ?? [] })), more });
});

export const showSecurityGroup: Handler<'show-security-group'> = forProject(async (desk, caller, { id }) => {
  const group = await ownGroup(desk.ledger.read, caller, id);
  return group.ok ? read(await withRules(desk.ledger.read, group.value)) : group;
});

export const createSecurityGroup: Handler<'create-security-group'> = forProject((desk, caller, input) =>
  write(desk, caller, (tx) => insertGroup(desk, caller, tx, input)),
);

export const createSecurityGroups: Handler<'create-security-groups'> = forProject((desk, caller, { items }) =>
  write(desk, caller, (tx) => allOrNone(items, (input) => insertGroup(desk, caller, tx, input))),
);

async function insertGroup(
  desk: Desk,
  caller: ProjectCaller,
  tx: Writer,
  { birthRules, ...fields }: Input<'create-security-group'>,
): Promise<Result<SecurityGroupWithRules, Problem>> {
  if (fields.name === defaultGroupName) return defaultNameTaken;
  const quota = await checkQuota(tx, 'securityGroup', quarterOf(caller));
  if (!quota.ok) return quota;
  const now = desk.clock.now();
  const group: SecurityGroup = {
    ...fields,
    id: idOf<SecurityGroupId>(desk.ids.uuid()),
    projectId: caller.project.id,
    isDefault: false,
    createdAt: now,
    updatedAt: now,
  };
  const rules = rulesAtBirth(group, birthRules, desk.ids);
  const room = await checkRoomFor(tx, 'securityGroupRule', quarterOf(caller), rules.length);
  if (!room.ok) return room;
  await tx.securityGroups.insert(group);
  for (const rule of rules) await tx.securityGroupRules.insert(rule);
  record(tx, 'security_group.created', group, [], { name: group.name });
  // In the order in which every read has them.
  return ok(await withRules(tx, group));
}

const defaultNameTaken = err({ kind: 'already-exists', resource: 'security_group', field: 'name', value: defaultGroupName } as const);

export const updateSecurityGroup: Handler<'update-security-group'> = forProject((desk, caller, { id, ...change }) =>
  write(desk, caller, async (tx) => {
    const found = await ownGroup(tx, caller, id);
    if (!found.ok) return found;
    if (found.value.isDefault && change.name !== undefined && change.name !== found.value.name)
      return err({ kind: 'immutable', resource: 'security_group', id, reason: 'the default group keeps its name' });
    if (change.name === defaultGroupName && change.name !== found.value.name) return defaultNameTaken;
    const changed = await tx.securityGroups.update(id, given({ ...change, updatedAt: desk.clock.now() }));
    if (!changed.ok || changed.value === undefined) throw new Error(`security group ${id} could not be changed`);
    record(tx, 'security_group.updated', found.value, [], given(change));
    return ok(await withRules(tx, changed.value));
  }),
);

export const deleteSecurityGroup: Handler<'delete-security-group'> = forProject((desk, caller, { id }) =>
  write(desk, caller, async (tx) => {
    const found = await ownGroup(tx, caller, id);
    if (!found.ok) return found;
    if (found.value.isDefault)
      return err({ kind: 'immutable', resource: 'security_group', id, reason: 'the default group cannot be deleted' });
    const ports = (await tx.ports.list({ securityGroupId: id }, { limit: 100 })).items;
    if (ports.length > 0) return err({ kind: 'in-use', resource: 'security_group', id, by: 'port', byIds: ports.map((port) => port.id) });
    const touched = new Set<VpcId>();
    for (const rule of await all(tx.securityGroupRules, { remoteGroupId: id })) {
      for (const vpcId of await touchedByRules(tx, rule.securityGroupId)) touched.add(vpcId);
      await tx.securityGroupRules.delete(rule.id);
    }
    for (const rule of await all(tx.securityGroupRules, { securityGroupId: id })) await tx.securityGroupRules.delete(rule.id);
    await tx.securityGroups.delete(id);
    record(tx, 'security_group.deleted', found.value, [...touched], { name: found.value.name });
    return ok(null);
  }),
);

export const listSecurityGroupRules: Handler<'list-security-group-rules'> = forProject(async (desk, caller, { page, ...filter }) =>
  read(await desk.ledger.read.securityGroupRules.list(given({ ...filter, projectId: caller.project.id }), page)),
);

export const showSecurityGroupRule: Handler<'show-security-group-rule'> = forProject(async (desk, caller, { id }) => {
  const rule = await ownRule(desk.ledger.read, caller, id);
  return rule.ok ? read(rule.value) : rule;
});

export const createSecurityGroupRules: Handler<'create-security-group-rules'> = forProject((desk, caller, { securityGroupId, rules }) =>
  write(desk, caller, async (tx) => {
    const group = await ownGroup(tx, caller, securityGroupId);
    if (!group.ok) return group;
    const room = await checkRoomFor(tx, 'securityGroupRule', quarterOf(caller), rules.length);
    if (!room.ok) return room;
    const present = [...(await all(tx.securityGroupRules, { securityGroupId }))];
    const made = await allOrNone(rules, async (terms) => {
      const good = checkRule(terms);
      if (!good.ok) return good;
      const remote = terms.remoteGroupId === null ? group : await ownGroup(tx, caller, terms.remoteGroupId);
      if (!remote.ok) return remote;
      const same = present.find((other) => sameTerms(other, terms));
      if (same !== undefined) return err({ kind: 'already-exists', resource: 'security_group_rule', field: 'id', value: same.id });
      const rule: SecurityGroupRule = {
        ...terms,
        id: idOf<SecurityGroupRuleId>(desk.ids.uuid()),
        securityGroupId,
        projectId: caller.project.id,
        createdAt: desk.clock.now(),
      };
      await tx.securityGroupRules.insert(rule);
      present.push(rule);
      return ok(rule);
    });
    if (!made.ok) return made;
    const touched = await touchedByRules(tx, securityGroupId);
    for (const rule of made.value) recordRule(tx, 'security_group_rule.created', rule, touched);
    return made;
  }),
);

export const deleteSecurityGroupRule: Handler<'delete-security-group-rule'> = forProject((desk, caller, { id }) =>
  write(desk, caller, async (tx) => {
    const found = await ownRule(tx, caller, id);
    if (!found.ok) return found;
    await tx.securityGroupRules.delete(id);
    recordRule(tx, 'security_group_rule.deleted', found.value, await touchedByRules(tx, found.value.securityGroupId));
    return ok(null);
  }),
);

const withRules = async (reader: Reader, group: SecurityGroup): Promise<SecurityGroupWithRules> => ({
  group,
  rules: await all(reader.securityGroupRules, { securityGroupId: group.id }),
});

/** The caller's group. A rule can name no other as its remote either: what is someone else's is not found. */
export async function ownGroup(reader: Reader, caller: ProjectCaller, id: SecurityGroupId): Promise<Result<SecurityGroup, Problem>> {
  const group = await reader.securityGroups.get(id);
  return group !== undefined && group.projectId === caller.project.id
    ? ok(group)
    : err({ kind: 'not-found', resource: 'security_group', id });
}

async function ownRule(reader: Reader, caller: ProjectCaller, id: SecurityGroupRuleId): Promise<Result<SecurityGroupRule, Problem>> {
  const rule = await reader.securityGroupRules.get(id);
  return rule !== undefined && rule.projectId === caller.project.id
    ? ok(rule)
    : err({ kind: 'not-found', resource: 'security_group_rule', id });
}

const quarterOf = ({ domainId, project }: ProjectCaller) => ({ domainId, region: project.region });

type Detail = Readonly<Record<string, unknown>>;

const record = (tx: Writer, kind: string, { id, name, projectId }: SecurityGroup, vpcIds: readonly VpcId[], detail: Detail): void =>
  tx.record({ kind, resourceKind: 'security_group', resourceId: id, projectIds: [projectId], vpcIds, detail: { name, ...detail } });

const recordRule = (tx: Writer, kind: string, rule: SecurityGroupRule, vpcIds: readonly VpcId[]): void =>
  tx.record({
    kind,
    resourceKind: 'security_group_rule',
    resourceId: rule.id,
    projectIds: [rule.projectId],
    vpcIds,
    detail: { securityGroupId: rule.securityGroupId, direction: rule.direction },
  });
