import {
  holdsAddress,
  sameAddress,
  type AclMatch,
  type Address,
  type Direction,
  type FilterMatch,
  type RouterPort,
  type SubnetId,
} from '@isthmus/core';
import type { RouterView } from './kernel.ts';
import { protocolOf, type Packet } from './packet.ts';

/**
 * Whether the security groups of `port` let the first packet of a flow through. Groups only ever allow: one rule of
 * one group is enough, and none is a no. Without port security (`groupIds` null) everything passes.
 */
export function groupsAllow(router: RouterView, port: RouterPort, direction: Direction, packet: Packet): boolean {
  if (port.groupIds === null) return true;
  const remote = direction === 'ingress' ? packet.source : packet.destination;
  return port.groupIds.some((id) => router.groups.get(id)?.[direction].some((match) => matches(router, match, remote, packet)));
}

function matches(router: RouterView, match: FilterMatch, remote: Address, packet: Packet): boolean {
  if (match.family !== packet.source.family) return false;
  if (match.protocol !== null && match.protocol !== protocolOf(packet)) return false;
  return matchesPayload(match, packet) && isRemote(router, match.remote, remote);
}

/** Ports are a range of destination ports; of ICMP they are one type and one code. */
function matchesPayload({ protocol, portMin, portMax }: FilterMatch, { payload }: Packet): boolean {
  if (portMin === null && portMax === null) return true;
  // A port without a protocol says nothing that can be judged: what cannot be judged is not allowed.
  if (protocol === null) return false;
  if (payload.kind === 'icmp') return (portMin ?? payload.type) === payload.type && (portMax ?? payload.code) === payload.code;
  return payload.destinationPort >= (portMin ?? 0) && payload.destinationPort <= (portMax ?? 65_535);
}

function isRemote(router: RouterView, named: FilterMatch['remote'], remote: Address): boolean {
  if (named === null) return true;
  if ('cidr' in named) return holdsAddress(named.cidr, remote);
  return router.groups.get(named.groupId)?.members.some((member) => sameAddress(member, remote)) ?? false;
}

/**
 * Whether the network ACL of a subnet lets this packet through: the first match decides, and no match is a no. It
 * keeps no state: a reply is judged like any other packet.
 */
export function aclAllows(router: RouterView, subnetId: SubnetId, direction: Direction, packet: Packet): boolean {
  const acl = router.acls.get(subnetId);
  if (acl === undefined) return true;
  return acl[direction].find((match) => aclMatches(match, packet))?.action === 'allow';
}

function aclMatches({ family, protocol, source, destination, sourcePorts, destinationPorts }: AclMatch, packet: Packet): boolean {
  const { payload } = packet;
  return (
    family === packet.source.family &&
    (protocol === null || protocol === protocolOf(packet)) &&
    (source === null || holdsAddress(source, packet.source)) &&
    (destination === null || holdsAddress(destination, packet.destination)) &&
    inRange(sourcePorts, payload.kind === 'icmp' ? null : payload.sourcePort) &&
    inRange(destinationPorts, payload.kind === 'icmp' ? null : payload.destinationPort)
  );
}

const inRange = (range: readonly [number, number] | null, port: number | null): boolean =>
  range === null || (port !== null && port >= range[0] && port <= range[1]);
