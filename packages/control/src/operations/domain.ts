import { err, idOf, isAdministrator, ok, type Domain, type DomainId, type Project, type ProjectId, type Region } from '@isthmus/core';
import { all } from '../all.ts';
import { given } from '../given.ts';
import { defaultGroupId } from '../default-group.ts';
import { forAccount, forAnyone, read, write, type Desk, type Handler } from '../handler.ts';
import type { Writer } from '../ledger.ts';
import { addUser, checkPassword, publicUser } from './user.ts';

export const listRegions: Handler<'list-regions'> = forAnyone(async (desk) => read({ items: desk.regions, more: false }));

/** One's own account; all of them for the administrator. */
export const listDomains: Handler<'list-domains'> = forAccount(async (desk, caller, { name }) => {
  const domains = isAdministrator(caller)
    ? await all(desk.ledger.read.domains, given({ name }))
    : [await desk.ledger.read.domains.get(caller.domainId)].filter((domain) => domain !== undefined);
  return read({ items: domains.filter((domain) => name === undefined || domain.name === name), more: false });
});

export const createDomain: Handler<'create-domain'> = forAccount(async (desk, caller, { name, description, user }) => {
  const good = checkPassword(user.password);
  if (!good.ok) return good;
  const passwordHash = await desk.passwords.hash(user.password);
  return write(desk, caller, async (tx) => {
    const taken = err({ kind: 'already-exists', resource: 'domain', field: 'name', value: name } as const);
    if ((await tx.domains.count({ name })) > 0) return taken;
    const domain: Domain = { id: idOf<DomainId>(desk.ids.hex()), name, enabled: true, description, createdAt: desk.clock.now() };
    if (!(await tx.domains.insert(domain)).ok) return taken;
    tx.record({ kind: 'domain.created', resourceKind: 'domain', resourceId: domain.id, projectIds: [], vpcIds: [], detail: { name } });
    const projects: Project[] = [];
    for (const region of desk.regions) projects.push(await addRegionProject(desk, tx, domain.id, region));
    const first = await addUser(desk, tx, {
      domainId: domain.id,
      name: user.name,
      email: '',
      description: '',
      roles: ['te_admin'],
      passwordHash,
    });
    return first.ok ? ok({ domain, projects, user: publicUser(first.value) }) : first;
  });
});

/** The account's default project in a region, which has the region's name. */
export async function addRegionProject(
  { ids, clock }: Pick<Desk, 'ids' | 'clock'>,
  tx: Writer,
  domainId: DomainId,
  region: Region,
): Promise<Project> {
  const project: Project = {
    id: idOf<ProjectId>(ids.hex()),
    domainId,
    name: region,
    region,
    parentId: null,
    description: '',
    enabled: true,
    createdAt: clock.now(),
  };
  const added = await tx.projects.insert(project);
  if (!added.ok) throw new Error(`the project of region ${region} could not be made: ${added.problem.on}`);
  await defaultGroupId({ ids, clock }, tx, project.id);
  tx.record({
    kind: 'project.created',
    resourceKind: 'project',
    resourceId: project.id,
    projectIds: [project.id],
    vpcIds: [],
    detail: { name: project.name },
  });
  return project;
}
