import { formatAddress } from '../address/address.ts';
import { formatCidr } from '../address/cidr.ts';
import type { SecurityGroupId } from '../id.ts';
import type { FilterMatch, Router } from './router.ts';

/**
 * What decides who may come in at a port of these groups, as text: their rules, the ports that are in them and the
 * members of the groups that the rules name. Equal texts let in the same; a flow that was let in under one text is
 * judged again under another. The order of groups, rules, ports and members says nothing.
 */
export function admissionsOf({ groups, ports }: Pick<Router, 'groups' | 'ports'>): (groupIds: readonly SecurityGroupId[]) => string {
  const pairs = ports.flatMap(({ id, groupIds }) => (groupIds ?? []).map((groupId) => ({ id, groupId })));
  const portsOf = Map.groupBy(pairs, ({ groupId }) => groupId);
  const members = new Map(groups.map((group) => [group.id, group.members.map(formatAddress).toSorted().join(' ')]));
  const texts = new Map(
    groups.map(({ id, ingress }) => {
      const inside = (portsOf.get(id) ?? []).map((port) => port.id).toSorted();
      return [id, [id, ...inside, ...ingress.map((match) => matchText(match, members)).toSorted()].join('\n')];
    }),
  );
  return (groupIds) =>
    groupIds
      .toSorted()
      .map((id) => texts.get(id) ?? '')
      .join('\n\n');
}

function matchText({ family, protocol, portMin, portMax, remote }: FilterMatch, members: ReadonlyMap<SecurityGroupId, string>): string {
  const from = remote === null ? '' : 'cidr' in remote ? formatCidr(remote.cidr) : `${remote.groupId} ${members.get(remote.groupId)}`;
  return [family, protocol, portMin, portMax, from].join(' ');
}
