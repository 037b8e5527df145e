import type { Address } from '../address/address.ts';
import { holdsAddress } from '../address/cidr.ts';
import type { SecurityGroupId } from '../id.ts';
import type { Direction } from '../security/group.ts';
import type { AclMatch, FilterMatch, RouterAcl } from '../topology/router.ts';
import { groupOf, isMember } from './lookup.ts';
import type { Packet, PortSpan } from './packet.ts';
import type { WorldVpc } from './world.ts';

/** What a port's security groups say. `remote-group`: a rule fits but for its remote group, which the far end is not in. */
export type GroupVerdict = 'pass' | 'no-rule' | 'remote-group';

/** Security groups are an allow-list: one rule of one group is enough. Without port security nothing is filtered. */
export function judgeGroups(
  vpc: WorldVpc,
  groupIds: readonly SecurityGroupId[] | null,
  direction: Direction,
  packet: Packet,
): GroupVerdict {
  if (groupIds === null) return 'pass';
  const remote = direction === 'ingress' ? packet.source : packet.destination;
  let verdict: GroupVerdict = 'no-rule';
  for (const id of groupIds) {
    for (const match of groupOf(vpc, id)?.[direction] ?? []) {
      if (!fits(match, packet)) continue;
      if (fitsRemote(vpc, match, remote)) return 'pass';
      if (match.remote !== null && 'groupId' in match.remote) verdict = 'remote-group';
    }
  }
  return verdict;
}

function fits({ family, protocol, portMin, portMax }: FilterMatch, packet: Packet): boolean {
  if (family !== packet.family || (protocol !== null && protocol !== packet.protocol)) return false;
  if (portMin === null && portMax === null) return true;
  // A port without a protocol cannot be judged, and what cannot be judged is not allowed.
  if (protocol === null) return false;
  if (packet.icmp !== null) return (portMin ?? packet.icmp.type) === packet.icmp.type && (portMax ?? packet.icmp.code) === packet.icmp.code;
  return packet.destinationPorts === null || within(packet.destinationPorts, [portMin ?? 0, portMax ?? 65535]);
}

function fitsRemote(vpc: WorldVpc, { remote }: FilterMatch, address: Address): boolean {
  if (remote === null) return true;
  if ('cidr' in remote) return holdsAddress(remote.cidr, address);
  const group = groupOf(vpc, remote.groupId);
  return group !== undefined && isMember(group, address);
}

/**
 * Whether a network ACL lets the whole packet span through: stateless, first match wins, then deny. A rule that
 * covers only part of the span decides for that part, and the rest goes on to the next rule.
 */
export const aclPasses = (acl: RouterAcl | null, direction: Direction, packet: Packet): boolean =>
  acl === null || passesFrom(acl[direction], 0, packet);

function passesFrom(rules: readonly AclMatch[], start: number, packet: Packet): boolean {
  for (let index = start; index < rules.length; index++) {
    const rule = rules[index]!;
    if (!coversAddresses(rule, packet)) continue;
    const sources = cut(packet.sourcePorts, rule.sourcePorts);
    const destinations = cut(packet.destinationPorts, rule.destinationPorts);
    if (sources.inside === undefined || destinations.inside === undefined) continue;
    if (rule.action === 'deny') return false;
    const rest = index + 1;
    return (
      sources.outside.every((sourcePorts) => passesFrom(rules, rest, { ...packet, sourcePorts })) &&
      destinations.outside.every((destinationPorts) =>
        passesFrom(rules, rest, { ...packet, sourcePorts: sources.inside ?? null, destinationPorts }),
      )
    );
  }
  return false;
}

const coversAddresses = (rule: AclMatch, packet: Packet): boolean =>
  rule.family === packet.family &&
  (rule.protocol === null || rule.protocol === packet.protocol) &&
  (rule.source === null || holdsAddress(rule.source, packet.source)) &&
  (rule.destination === null || holdsAddress(rule.destination, packet.destination));

/** The part of a span inside a rule's ports and the parts outside. `inside` is undefined where they do not meet. */
function cut(
  ports: PortSpan | null,
  rule: PortSpan | null,
): { readonly inside: PortSpan | null | undefined; readonly outside: readonly PortSpan[] } {
  if (rule === null) return { inside: ports, outside: [] };
  if (ports === null) return { inside: undefined, outside: [] };
  const inside: PortSpan = [Math.max(ports[0], rule[0]), Math.min(ports[1], rule[1])];
  if (inside[0] > inside[1]) return { inside: undefined, outside: [] };
  const around: readonly PortSpan[] = [
    [ports[0], inside[0] - 1],
    [inside[1] + 1, ports[1]],
  ];
  return { inside, outside: around.filter(([low, high]) => low <= high) };
}

const within = (inner: PortSpan, outer: PortSpan): boolean => inner[0] >= outer[0] && inner[1] <= outer[1];
