import { createHash } from 'node:crypto';
import {
  admissionsOf,
  formatAddress,
  type Direction,
  type Family,
  type FilterMatch,
  type Router,
  type RouterGroup,
  type SecurityGroupId,
} from '@isthmus/core';
import { elements, inBlock, inSet, neighbours, ofFamily, ofPayload, ofProtocol, type Side, type Subject } from './matches.ts';
import { setStamp, stamp, stampOf } from './marks.ts';
import { portDevice } from './names.ts';

/**
 * Security groups: stateful, at the port, in both directions, inside a subnet too. Ports with the same list of groups
 * share a chain and find it by one map, so a packet costs the same with ten ports and with ten thousand. A port
 * without port security is in no map. Empty where no port is filtered: then not even conntrack is woken.
 *
 * A flow that a list lets in carries the list's stamp as its mark. Other rules are another stamp, so from the load of a
 * ruleset on a flow of before is judged again, by the packet that opened it, in whichever direction its next packet
 * goes. Nothing is remembered and nothing flushed. A flow that goes in at no guarded port has nothing to be judged by,
 * and goes on. An ICMP error about a flow has none judged: any neighbour can send one.
 */
export function groupLines(router: Router): readonly string[] {
  const guarded = router.ports.flatMap(({ id, groupIds }) =>
    groupIds === null ? [] : [{ device: portDevice(id), groupIds: groupIds.toSorted() }],
  );
  if (guarded.length === 0) return [];
  const groups = new Map(router.groups.map((group) => [group.id, group]));
  const admissionOf = admissionsOf(router);
  const lists = [...new Map(guarded.map(({ groupIds }) => [listName(groupIds), groupIds]))].map(([name, ids]) => ({
    name,
    matches: (direction: Direction) => ids.flatMap((id) => groups.get(id)?.[direction] ?? []),
    stamp: stampOf(createHash('sha256').update(admissionOf(ids)).digest().readUInt32BE()),
  }));
  const map = (of: ChainKind): string =>
    `map ${of} { type ifname : verdict; ${elements(guarded.map(({ device, groupIds }) => `"${device}" : jump ${of}_${listName(groupIds)}`))}}`;
  /** Any rule of any group of the list lets the packet back to where it came from; the end of the list drops it. */
  const chain = (of: ChainKind, { name, matches }: (typeof lists)[number]): string => {
    const rules = new Set(matches(chains[of].direction).flatMap((match) => ruleOf(of, match, groups) ?? []));
    const verdict = chains[of].stamps ? `goto admit_${name}` : 'return';
    return `chain ${of}_${name} { ${[...rules].map((rule) => `${rule} ${verdict}; `).join('')}drop; }`;
  };
  return [
    ...router.groups.flatMap((group) => [4, 6].map((family) => memberSet(group, family as Family))),
    `set admitted { type mark; ${elements([...new Set(lists.map((list) => list.stamp))])}}`,
    // A chain of its own: a packet of no flow has no mark to set, and is admitted all the same.
    ...lists.map((list) => `chain admit_${list.name} { ${setStamp(list.stamp)}; }`),
    ...chainKinds.flatMap((of) => [...lists.map((list) => chain(of, list)), map(of)]),
    'chain known { ct direction original oifname vmap @again; ct direction reply iifname vmap @again; accept; }',
    `chain forward { type filter hook forward priority filter; policy accept; ct state established,related ${stamp} @admitted accept; ct state established goto known; ct state related ${stamp} == 0 accept; ct state related drop; iifname vmap @egress; oifname vmap @ingress; }`,
    // A gateway is the router itself: what is sent to it leaves the port like everything else.
    `chain toRouter { type filter hook input priority filter + 1; policy accept; ${neighbours} accept; ct state established,related accept; iifname vmap @egress; }`,
  ];
}

type ChainKind = 'ingress' | 'egress' | 'again';
const chainKinds = ['ingress', 'egress', 'again'] as const satisfies ChainKind[];

/** Which rules a chain has, what they look at, and whether who passes is let in under the list's stamp. */
const chains: Readonly<Record<ChainKind, { direction: Direction; subject: Subject; remote: Side; stamps: boolean }>> = {
  ingress: { direction: 'ingress', subject: 'packet', remote: 'saddr', stamps: true },
  egress: { direction: 'egress', subject: 'packet', remote: 'daddr', stamps: false },
  again: { direction: 'ingress', subject: 'opening', remote: 'opener', stamps: true },
};

const listName = (ids: readonly SecurityGroupId[]): string => createHash('sha256').update(ids.join(' ')).digest('hex').slice(0, 16);
const setName = (id: SecurityGroupId, family: Family): string => `members${family}_${id.replaceAll('-', '')}`;

const memberSet = ({ id, members }: RouterGroup, family: Family): string =>
  `set ${setName(id, family)} { type ipv${family}_addr; ${elements([...new Set(members.filter((member) => member.family === family).map(formatAddress))])}}`;

/** Null for a rule that can match nothing. */
function ruleOf(
  of: ChainKind,
  { family, protocol, portMin, portMax, remote }: FilterMatch,
  known: ReadonlyMap<SecurityGroupId, RouterGroup>,
): string | null {
  const { subject, remote: side } = chains[of];
  const payload = ofPayload(protocol, portMin, portMax, subject);
  if (payload === null) return null;
  if (remote !== null && ('cidr' in remote ? remote.cidr.family !== family : !known.has(remote.groupId))) return null;
  const from =
    remote === null ? [] : ['cidr' in remote ? inBlock(side, remote.cidr) : inSet(side, family, setName(remote.groupId, family))];
  return [ofFamily(family), ...from, ...ofProtocol(protocol, subject), ...payload].join(' ');
}
