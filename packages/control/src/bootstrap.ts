import { idOf, ok, must, type Domain, type DomainId, type Project } from '@isthmus/core';
import { all } from './all.ts';
import { writeSetting } from './in-force.ts';
import type { Writer } from './ledger.ts';
import { addRegionProject } from './operations/domain.ts';
import { addUser } from './operations/user.ts';
import { newPassword } from './secret.ts';
import type { World } from './world.ts';

/** The account that runs the installation. It has no projects, and so owns nothing. */
export const homeDomain = 'isthmus';
export const administratorName = 'administrator';

export interface FirstStart {
  /** Six hex digits that name this installation in the kernel, for as long as its ledger lives. */
  readonly installationId: string;
  /** Shown once, on the first start; null on every later one. */
  readonly administratorPassword: string | null;
}

const installationKey = 'installation-id';

/** Before there is a data plane: what it makes in the kernel is marked with the id that this answers. */
export async function bootstrap(world: Omit<World, 'dataPlane'>): Promise<FirstStart> {
  const known = await world.ledger.read.settings.get(installationKey);
  const password = known === undefined ? newPassword() : null;
  const passwordHash = password === null ? null : await world.passwords.hash(password);
  const done = await world.ledger.write(null, async (tx) => {
    await addMissingRegions(world, tx);
    if (passwordHash === null) return ok(null);
    await writeSetting(tx, installationKey, world.ids.hex().slice(0, 6));
    const domain: Domain = {
      id: idOf<DomainId>(world.ids.hex()),
      name: homeDomain,
      enabled: true,
      description: 'Runs the installation.',
      createdAt: world.clock.now(),
    };
    must(await tx.domains.insert(domain));
    const user = {
      domainId: domain.id,
      name: administratorName,
      email: '',
      description: '',
      roles: ['administrator'] as const,
      passwordHash,
    };
    must(await addUser(world, tx, user));
    return ok(null);
  });
  must(done);
  const setting = await world.ledger.read.settings.get(installationKey);
  if (setting === undefined) throw new Error('the installation has no id');
  return { installationId: setting.value, administratorPassword: password };
}

/** A region that was added to the configuration gets its default project in every account. */
async function addMissingRegions(world: Omit<World, 'dataPlane'>, tx: Writer): Promise<void> {
  for (const domain of await all(tx.domains, {})) {
    if (domain.name === homeDomain) continue;
    const have = new Set((await all<Project, { domainId: DomainId }>(tx.projects, { domainId: domain.id })).map(({ name }) => name));
    for (const region of world.regions) if (!have.has(region)) await addRegionProject(world, tx, domain.id, region);
  }
}
