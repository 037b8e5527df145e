import { err, idOf, ok, type Acl, type AclId, type Problem, type Result, type SubnetId, type TaggedAcl, type VpcId } from '@isthmus/core';
import { contentsOf } from '../acl-contents.ts';
import { all } from '../all.ts';
import { insertTags } from '../birth-tags.ts';
import { given } from '../given.ts';
import { forProject, read, write, type Handler, type ProjectCaller } from '../handler.ts';
import type { Reader, Writer } from '../ledger.ts';
import { checkQuota } from '../quota.ts';
import { touchedByAcls, vpcsOfSubnets } from '../touched-by-acl.ts';
import { ownAclPolicy } from './acl-policy.ts';
import { ownSubnet } from './subnet.ts';

export const listAcls: Handler<'list-acls'> = forProject(async (desk, caller, { page, ...filter }) => {
  const { items, more } = await desk.ledger.read.acls.list(given({ ...filter, projectId: caller.project.id }), page);
  return read({ items: await seen(desk.ledger.read, items), more });
});

export const showAcl: Handler<'show-acl'> = forProject(async (desk, caller, { id }) => {
  const acl = await ownAcl(desk.ledger.read, caller, id);
  return acl.ok ? read(await contents(desk.ledger.read, acl.value)) : acl;
});

export const createAcl: Handler<'create-acl'> = forProject((desk, caller, { subnetIds, tags, ...fields }) =>
  write(desk, caller, async (tx) => {
    const quota = await checkQuota(tx, 'firewall', { domainId: caller.domainId, region: caller.project.region });
    if (!quota.ok) return quota;
    const linked = await checkPolicies(tx, caller, fields);
    if (!linked.ok) return linked;
    const now = desk.clock.now();
    const acl: Acl = { ...fields, id: idOf<AclId>(desk.ids.uuid()), projectId: caller.project.id, createdAt: now, updatedAt: now };
    await tx.acls.insert(acl);
    const joined = await associate(tx, caller, acl.id, subnetIds);
    if (!joined.ok) return joined;
    const tagged = await insertTags(tx, { resourceKind: 'firewall', resourceId: acl.id, projectId: acl.projectId }, tags);
    if (!tagged.ok) return tagged;
    record(tx, 'firewall.created', acl, joined.value, { name: acl.name });
    return ok(await contents(tx, acl));
  }),
);

export const updateAcl: Handler<'update-acl'> = forProject((desk, caller, { id, subnetIds, ...change }) =>
  write(desk, caller, async (tx) => {
    const found = await ownAcl(tx, caller, id);
    if (!found.ok) return found;
    const linked = await checkPolicies(tx, caller, change);
    if (!linked.ok) return linked;
    const before = await all(tx.aclAssociations, { aclId: id });
    const touched = new Set(await touchedByAcls(tx, [id]));
    if (subnetIds !== undefined) {
      for (const { id: subnetId } of before) if (!subnetIds.includes(subnetId)) await tx.aclAssociations.delete(subnetId);
      const joined = await associate(tx, caller, id, subnetIds);
      if (!joined.ok) return joined;
      for (const vpcId of joined.value) touched.add(vpcId);
    }
    const acl = await changeAcl(tx, id, given({ ...change, updatedAt: desk.clock.now() }));
    record(tx, 'firewall.updated', acl, [...touched], given({ ...change, subnetIds }));
    return ok(await contents(tx, acl));
  }),
);

/** What was made for it goes with it: policies, and the rules that are in no other. */
export const deleteAcl: Handler<'delete-acl'> = forProject((desk, caller, { id }) =>
  write(desk, caller, async (tx) => {
    const found = await ownAcl(tx, caller, id);
    if (!found.ok) return found;
    const subnets = await all(tx.aclAssociations, { aclId: id });
    if (subnets.length > 0)
      return err({ kind: 'in-use', resource: 'firewall', id, by: 'subnet', byIds: subnets.map((association) => association.id) });
    await tx.acls.delete(id);
    for (const policy of await all(tx.aclPolicies, { madeFor: id })) {
      const shared = (await tx.acls.count({ ingressPolicyId: policy.id })) + (await tx.acls.count({ egressPolicyId: policy.id }));
      if (shared > 0) continue;
      await tx.aclPolicies.delete(policy.id);
      for (const ruleId of policy.ruleIds) if ((await tx.aclPolicies.count({ ruleId })) === 0) await tx.aclRules.delete(ruleId);
    }
    record(tx, 'firewall.deleted', found.value, [], { name: found.value.name });
    return ok(null);
  }),
);

export const associateAclSubnets: Handler<'associate-acl-subnets'> = forProject((desk, caller, { id, subnetIds }) =>
  write(desk, caller, async (tx) => {
    const found = await ownAcl(tx, caller, id);
    if (!found.ok) return found;
    const joined = await associate(tx, caller, id, subnetIds);
    if (!joined.ok) return joined;
    const acl = await changeAcl(tx, id, { updatedAt: desk.clock.now() });
    record(tx, 'firewall.associated', acl, joined.value, { subnetIds });
    return ok(await contents(tx, acl));
  }),
);

export const disassociateAclSubnets: Handler<'disassociate-acl-subnets'> = forProject((desk, caller, { id, subnetIds }) =>
  write(desk, caller, async (tx) => {
    const found = await ownAcl(tx, caller, id);
    if (!found.ok) return found;
    for (const subnetId of new Set(subnetIds)) {
      const association = await tx.aclAssociations.get(subnetId);
      if (association?.aclId !== id) return err({ kind: 'not-found', resource: 'subnet', id: subnetId });
      await tx.aclAssociations.delete(subnetId);
    }
    const acl = await changeAcl(tx, id, { updatedAt: desk.clock.now() });
    record(tx, 'firewall.disassociated', acl, await vpcsOfSubnets(tx, subnetIds), { subnetIds });
    return ok(await contents(tx, acl));
  }),
);

/** Answers the VPCs that filter otherwise from now on. Associating again is no mistake. */
async function associate(
  tx: Writer,
  caller: ProjectCaller,
  aclId: AclId,
  subnetIds: readonly SubnetId[],
): Promise<Result<readonly VpcId[], Problem>> {
  const added: SubnetId[] = [];
  for (const id of new Set(subnetIds)) {
    const subnet = await ownSubnet(tx, caller, id);
    if (!subnet.ok) return subnet;
    const association = await tx.aclAssociations.get(id);
    if (association?.aclId === aclId) continue;
    if (association !== undefined) return err({ kind: 'in-use', resource: 'subnet', id, by: 'firewall', byIds: [association.aclId] });
    await tx.aclAssociations.insert({ id, aclId, projectId: caller.project.id });
    added.push(id);
  }
  return ok(await vpcsOfSubnets(tx, added));
}

type Links = Partial<Pick<Acl, 'ingressPolicyId' | 'egressPolicyId'>>;
async function checkPolicies(
  tx: Reader,
  caller: ProjectCaller,
  { ingressPolicyId = null, egressPolicyId = null }: Links,
): Promise<Result<void, Problem>> {
  for (const id of [ingressPolicyId, egressPolicyId]) {
    const policy = id === null ? null : await ownAclPolicy(tx, caller, id);
    if (policy !== null && !policy.ok) return policy;
  }
  return ok(undefined);
}

async function seen(reader: Reader, acls: readonly Acl[]): Promise<readonly TaggedAcl[]> {
  const tags = Map.groupBy(await all(reader.tags, { resourceId: acls.map(({ id }) => id) }), ({ resourceId }) => resourceId);
  const found = await contentsOf(reader, acls);
  return found.map((one) => ({ ...one, tags: (tags.get(one.acl.id) ?? []).map(({ key, value }) => ({ key, value })) }));
}

export async function contents(reader: Reader, acl: Acl): Promise<TaggedAcl> {
  const [found] = await seen(reader, [acl]);
  if (found === undefined) throw new Error(`ACL ${acl.id} has no contents`);
  return found;
}

export async function changeAcl(tx: Writer, id: AclId, to: Partial<Acl>): Promise<Acl> {
  const changed = await tx.acls.update(id, to);
  if (!changed.ok || changed.value === undefined) throw new Error(`ACL ${id} could not be changed`);
  return changed.value;
}

export async function ownAcl(reader: Reader, caller: ProjectCaller, id: AclId): Promise<Result<Acl, Problem>> {
  const acl = await reader.acls.get(id);
  return acl !== undefined && acl.projectId === caller.project.id ? ok(acl) : err({ kind: 'not-found', resource: 'firewall', id });
}

const record = (
  tx: Writer,
  kind: string,
  { id, name, projectId }: Acl,
  vpcIds: readonly VpcId[],
  detail: Readonly<Record<string, unknown>>,
): void => tx.record({ kind, resourceKind: 'firewall', resourceId: id, projectIds: [projectId], vpcIds, detail: { name, ...detail } });
