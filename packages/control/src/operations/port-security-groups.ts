import { err, ok, type SecurityGroupId } from '@isthmus/core';
import { forProject, write, type Handler } from '../handler.ts';
import { touchedByMembership } from '../touched.ts';
import { ownGroup } from './security-group.ts';

/** Changes which groups a port is in. Whoever filters by one of the groups that it came into or left is told. */
export const updatePortSecurityGroups: Handler<'update-port-security-groups'> = forProject(
  (desk, caller, { id, change, securityGroupIds: named }) =>
    write(desk, caller, async (tx) => {
      const port = await tx.ports.get(id);
      if (port === undefined || port.projectId !== caller.project.id) return err({ kind: 'not-found', resource: 'port', id });
      for (const groupId of named) {
        const group = await ownGroup(tx, caller, groupId);
        if (!group.ok) return group;
      }
      const before = port.securityGroupIds;
      const after = changes[change](before, named);
      const moved = [...before.filter((one) => !after.includes(one)), ...after.filter((one) => !before.includes(one))];
      if (moved.length === 0) return ok(port);
      const changed = await tx.ports.update(id, { securityGroupIds: after, updatedAt: desk.clock.now() });
      if (!changed.ok || changed.value === undefined) throw new Error(`port ${id} could not be changed`);
      tx.record({
        kind: 'port.security-groups-changed',
        resourceKind: 'port',
        resourceId: id,
        projectIds: [port.projectId],
        vpcIds: await touchedByMembership(tx, port, moved),
        detail: { securityGroupIds: after },
      });
      return ok(changed.value);
    }),
);

type Ids = readonly SecurityGroupId[];
const changes: Readonly<Record<'add' | 'remove' | 'set', (before: Ids, named: Ids) => Ids>> = {
  add: (before, named) => [...new Set([...before, ...named])],
  remove: (before, named) => before.filter((id) => !named.includes(id)),
  set: (_before, named) => [...new Set(named)],
};
