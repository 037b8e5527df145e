import { createHash } from 'node:crypto';
import {
  formatAddress,
  type Direction,
  type Family,
  type FilterMatch,
  type Router,
  type RouterGroup,
  type SecurityGroupId,
} from '@isthmus/core';
import { elements, inBlock, inSet, neighbours, ofFamily, ofPayload, ofProtocol } from './matches.ts';
import { portDevice } from './names.ts';

/**
 * Security groups: stateful, at the port, in both directions, inside a subnet too. Ports with the same list of groups
 * share a chain and find it by one map, so a packet costs the same with ten ports and with ten thousand. A port
 * without port security is in no map. Empty where no port is filtered: then not even conntrack is woken.
 */
export function groupLines(router: Router): readonly string[] {
  const guarded = router.ports.flatMap(({ id, groupIds }) =>
    groupIds === null ? [] : [{ device: portDevice(id), groupIds: groupIds.toSorted() }],
  );
  if (guarded.length === 0) return [];
  const groups = new Map(router.groups.map((group) => [group.id, group]));
  const lists = new Map(guarded.map(({ groupIds }) => [listName(groupIds), groupIds]));
  const map = (direction: Direction): string =>
    `map ${direction} { type ifname : verdict; ${elements(guarded.map(({ device, groupIds }) => `"${device}" : jump ${direction}_${listName(groupIds)}`))}}`;
  return [
    ...router.groups.flatMap((group) => [4, 6].map((family) => memberSet(group, family as Family))),
    ...[...lists].flatMap(([name, ids]) => [listChain('ingress', name, ids, groups), listChain('egress', name, ids, groups)]),
    map('ingress'),
    map('egress'),
    'chain forward { type filter hook forward priority filter; policy accept; ct state established,related accept; iifname vmap @egress; oifname vmap @ingress; }',
    // A gateway is the router itself: what is sent to it leaves the port like everything else.
    `chain toRouter { type filter hook input priority filter + 1; policy accept; ${neighbours} accept; ct state established,related accept; iifname vmap @egress; }`,
  ];
}

const listName = (ids: readonly SecurityGroupId[]): string => createHash('sha256').update(ids.join(' ')).digest('hex').slice(0, 16);
const setName = (id: SecurityGroupId, family: Family): string => `members${family}_${id.replaceAll('-', '')}`;

const memberSet = ({ id, members }: RouterGroup, family: Family): string =>
  `set ${setName(id, family)} { type ipv${family}_addr; ${elements([...new Set(members.filter((member) => member.family === family).map(formatAddress))])}}`;

/** Any rule of any group of the list lets the packet back to where it came from; the end of the list drops it. */
function listChain(
  direction: Direction,
  name: string,
  ids: readonly SecurityGroupId[],
  groups: ReadonlyMap<SecurityGroupId, RouterGroup>,
): string {
  const known = new Set(groups.keys());
  const rules = ids.flatMap((id) => groups.get(id)?.[direction] ?? []).flatMap((match) => ruleOf(direction, match, known) ?? []);
  return `chain ${direction}_${name} { ${[...new Set(rules)].map((rule) => `${rule}; `).join('')}drop; }`;
}

/** Null for a rule that can match nothing. */
function ruleOf(
  direction: Direction,
  { family, protocol, portMin, portMax, remote }: FilterMatch,
  known: ReadonlySet<SecurityGroupId>,
): string | null {
  const side = direction === 'ingress' ? 'saddr' : 'daddr';
  const payload = ofPayload(protocol, portMin, portMax);
  if (payload === null) return null;
  if (remote !== null && ('cidr' in remote ? remote.cidr.family !== family : !known.has(remote.groupId))) return null;
  const from =
    remote === null ? [] : ['cidr' in remote ? inBlock(side, remote.cidr) : inSet(side, family, setName(remote.groupId, family))];
  return [ofFamily(family), ...from, ...ofProtocol(protocol), ...payload, 'return'].join(' ');
}
