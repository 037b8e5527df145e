import { checkProjectName, err, idOf, isAdministrator, ok, type Principal, type Project, type ProjectId } from '@isthmus/core';
import { all } from '../all.ts';
import { given } from '../given.ts';
import { defaultGroupId } from '../default-group.ts';
import { forAccount, read, write, type Handler } from '../handler.ts';
import type { Writer } from '../ledger.ts';
import { endTokens } from './user.ts';

export const listProjects: Handler<'list-projects'> = forAccount(async (desk, caller, { name, domainId, parentId, enabled }) => {
  if (domainId !== undefined && domainId !== caller.domainId) return read({ items: [], more: false });
  const projects = await all(desk.ledger.read.projects, given({ domainId: caller.domainId, name }));
  const items = projects.filter(
    (project) =>
      (enabled === undefined || project.enabled === enabled) &&
      (parentId === undefined || (project.parentId ?? project.domainId) === parentId),
  );
  return read({ items, more: false });
});

export const showProject: Handler<'show-project'> = forAccount(async (desk, caller, { id }) => {
  const project = await desk.ledger.read.projects.get(id);
  if (project === undefined || (project.domainId !== caller.domainId && !isAdministrator(caller)))
    return err({ kind: 'not-found', resource: 'project', id });
  return read(project);
});

/** The default project of the region that a name begins with, or else the first, of whose region the refusal of the name tells. */
async function regionProject(tx: Writer, caller: Principal, name: string): Promise<Project | undefined> {
  const roots = (await all(tx.projects, { domainId: caller.domainId })).filter(({ parentId }) => parentId === null);
  return roots.find(({ region }) => name.startsWith(`${region}_`)) ?? roots[0];
}

export const createProject: Handler<'create-project'> = forAccount((desk, caller, { name, parentId, description }) =>
  write(desk, caller, async (tx) => {
    const parent = await (parentId === undefined ? regionProject(tx, caller, name) : tx.projects.get(parentId));
    if (parent === undefined || parent.domainId !== caller.domainId || parent.parentId !== null)
      return err({ kind: 'not-found', resource: 'project', id: parentId ?? name });
    const named = checkProjectName(name, parent.region);
    if (!named.ok) return named;
    const taken = err({ kind: 'already-exists', resource: 'project', field: 'name', value: name } as const);
    if ((await tx.projects.count({ domainId: parent.domainId, name })) > 0) return taken;
    const project: Project = {
      id: idOf<ProjectId>(desk.ids.hex()),
      domainId: parent.domainId,
      name,
      region: parent.region,
      parentId: parent.id,
      description,
      enabled: true,
      createdAt: desk.clock.now(),
    };
    if (!(await tx.projects.insert(project)).ok) return taken;
    await defaultGroupId(desk, tx, project.id);
    tx.record({
      kind: 'project.created',
      resourceKind: 'project',
      resourceId: project.id,
      projectIds: [project.id],
      vpcIds: [],
      detail: { name },
    });
    return ok(project);
  }),
);

/** A project that is disabled ends its tokens; what is in it stays, and keeps its packets. */
export const updateProject: Handler<'update-project'> = forAccount(async (desk, caller, { id, ...change }) => {
  const done = await write(desk, caller, async (tx) => {
    const project = await tx.projects.get(id);
    if (project === undefined || project.domainId !== caller.domainId) return err({ kind: 'not-found', resource: 'project', id });
    const name = change.name ?? project.name;
    if (name !== project.name && project.parentId === null)
      return err({ kind: 'immutable', resource: 'project', id, reason: 'the default project of a region keeps its name' });
    const named = name === project.name ? ok(undefined) : checkProjectName(name, project.region);
    if (!named.ok) return named;
    const changed = await tx.projects.update(id, given(change) as Partial<Project>);
    if (!changed.ok) return err({ kind: 'already-exists', resource: 'project', field: 'name', value: name });
    if (changed.value === undefined) return err({ kind: 'not-found', resource: 'project', id });
    const { enabled } = changed.value;
    if (!enabled) await endTokens(tx, { projectId: id });
    tx.record({
      kind: 'project.updated',
      resourceKind: 'project',
      resourceId: id,
      projectIds: [id],
      vpcIds: [],
      detail: { name, enabled },
    });
    return ok(changed.value);
  });
  desk.sessions.forget({ projectId: id });
  return done;
});

/** Sub-projects alone, and only empty ones: what other accounts are peered with does not vanish as a side effect. */
export const deleteProject: Handler<'delete-project'> = forAccount(async (desk, caller, { id }) => {
  const done = await write(desk, caller, async (tx) => {
    const project = await tx.projects.get(id);
    if (project === undefined || project.domainId !== caller.domainId) return err({ kind: 'not-found', resource: 'project', id });
    if (project.parentId === null)
      return err({ kind: 'immutable', resource: 'project', id, reason: 'the default project of a region cannot be deleted' });
    const vpcs = await tx.vpcs.list({ projectId: id }, { limit: 100 });
    if (vpcs.items.length > 0) return err({ kind: 'in-use', resource: 'project', id, by: 'vpc', byIds: vpcs.items.map((vpc) => vpc.id) });
    for (const group of await all(tx.securityGroups, { projectId: id })) {
      for (const rule of await all(tx.securityGroupRules, { securityGroupId: group.id })) await tx.securityGroupRules.delete(rule.id);
      await tx.securityGroups.delete(group.id);
    }
    for (const acl of await all(tx.acls, { projectId: id })) await tx.acls.delete(acl.id);
    for (const policy of await all(tx.aclPolicies, { projectId: id })) await tx.aclPolicies.delete(policy.id);
    for (const rule of await all(tx.aclRules, { projectId: id })) await tx.aclRules.delete(rule.id);
    await endTokens(tx, { projectId: id });
    await tx.projects.delete(id);
    tx.record({
      kind: 'project.deleted',
      resourceKind: 'project',
      resourceId: id,
      projectIds: [id],
      vpcIds: [],
      detail: { name: project.name },
    });
    return ok(null);
  });
  desk.sessions.forget({ projectId: id });
  return done;
});
