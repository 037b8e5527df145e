import { defaultGroup, type ProjectId, type SecurityGroupId } from '@isthmus/core';
import type { Desk } from './handler.ts';
import type { Writer } from './ledger.ts';

/** The project's default group. It is made with the project; a project from before that gets it with its first need. */
export async function defaultGroupId(
  { clock, ids }: Pick<Desk, 'clock' | 'ids'>,
  tx: Writer,
  projectId: ProjectId,
): Promise<SecurityGroupId> {
  const [known] = (await tx.securityGroups.list({ projectId, isDefault: true }, { limit: 1 })).items;
  if (known !== undefined) return known.id;
  const { group, rules } = defaultGroup(projectId, clock.now(), ids);
  await tx.securityGroups.insert(group);
  for (const rule of rules) await tx.securityGroupRules.insert(rule);
  return group.id;
}
