import { formatAddress, sameAddress, type Address } from '../address/address.ts';
import { hostBlock } from '../address/cidr.ts';
import type { Direction } from '../security/group.ts';
import { summaryOf, type Blocker, type BlockerKind, type FlowEnd, type Place } from './blocker.ts';
import type { Change } from './change.ts';
import { aclPasses, judgeGroups } from './filter.ts';
import { gatewayOf, isReserved, portOf, subnetOf } from './lookup.ts';
import { flowWord, type Packet, type Question } from './packet.ts';
import { isSystemAddress } from './reserved.ts';
import type { WorldPort, WorldSubnet, WorldVpc } from './world.ts';

/** One end of the flow: as much of it as there is. */
export interface Side {
  readonly end: FlowEnd;
  readonly vpc: WorldVpc;
  readonly subnet: WorldSubnet | undefined;
  readonly port: WorldPort | undefined;
  readonly address: Address;
}

export function senderOf(vpc: WorldVpc, { source }: Question): Side {
  const { instanceId, address } = source;
  const port = instanceId === undefined ? portOf(vpc, address) : vpc.ports.find((candidate) => candidate.instanceId === instanceId);
  const subnet = port === undefined ? subnetOf(vpc, address) : vpc.subnets.find(({ id }) => id === port.subnetId);
  return { end: 'source', vpc, subnet, port, address };
}

export const receiverOf = (vpc: WorldVpc, address: Address): Side => ({
  end: 'destination',
  vpc,
  subnet: subnetOf(vpc, address),
  port: portOf(vpc, address),
  address,
});

export const blocker = (
  side: Side,
  kind: BlockerKind,
  at: Place,
  words: Readonly<Record<string, string>>,
  fix: Change | null = null,
): Blocker => ({
  kind,
  end: side.end,
  owner: side.vpc.projectId,
  at,
  summary: summaryOf(kind, words),
  fix,
});

export const portPlace = ({ port, address }: Side): Place =>
  port === undefined ? { noun: 'address', id: formatAddress(address) } : { noun: 'port', id: port.id };
/** What keeps the sender from sending at all. Its source must be an address of its own: nobody speaks for another. */
export function sending(near: Side): readonly Blocker[] {
  const words = { vpc: near.vpc.id, address: formatAddress(near.address), instance: near.port?.instanceId ?? '' };
  if (near.port === undefined || !near.port.addresses.some((own) => sameAddress(own, near.address)))
    return [blocker(near, 'source-foreign', portPlace(near), words)];
  return near.port.status === 'ACTIVE' ? [] : [blocker(near, 'instance-not-active', portPlace(near), words)];
}

export const isGateway = ({ vpc, address }: Side): boolean =>
  vpc.subnets.some((subnet) => {
    const gateway = gatewayOf(subnet, address.family);
    return gateway !== null && sameAddress(gateway, address);
  });

/** What keeps the destination from being there. */
export function absence(far: Side, { destination: { address } }: Question): readonly Blocker[] {
  const { vpc, subnet, port } = far;
  const at: Place = { noun: 'address', id: formatAddress(address) };
  const words = { vpc: vpc.id, subnet: subnet?.id ?? '', address: at.id, instance: port?.instanceId ?? '' };
  if (isGateway(far)) return [blocker(far, 'destination-is-gateway', at, words)];
  if (port !== undefined && subnet !== undefined)
    return port.status === 'ACTIVE' ? [] : [blocker(far, 'instance-not-active', portPlace(far), words)];
  if (isSystemAddress(address) || (subnet !== undefined && isReserved(subnet, address)))
    return [blocker(far, 'destination-reserved', at, words)];
  return [blocker(far, subnet === undefined ? 'address-unallocated' : 'no-instance', at, words)];
}

/** Why a port's security groups do not let the first packet of a flow through; later ones, either way, pass with it. */
export function groupBlockers(side: Side, direction: Direction, packet: Packet): readonly Blocker[] {
  const { vpc, port } = side;
  if (port === undefined) return [];
  const verdict = judgeGroups(vpc, port.groupIds, direction, packet);
  if (verdict === 'pass') return [];
  const remote = direction === 'ingress' ? packet.source : packet.destination;
  const words = { port: port.id, flow: flowWord(packet), address: formatAddress(remote) };
  const group = port.groupIds?.[0];
  const [portMin, portMax] = packet.icmp === null ? (packet.destinationPorts ?? [null, null]) : [packet.icmp.type, packet.icmp.code];
  const match = { family: packet.family, protocol: packet.protocol, portMin, portMax, remote: { cidr: hostBlock(remote) } };
  const fix: Change | null = group === undefined ? null : { type: 'create-security-group-rule', securityGroupId: group, direction, match };
  return [blocker(side, `security-group-${direction}${verdict === 'remote-group' ? '-remote' : ''}`, portPlace(side), words, fix)];
}

type AclKind = Extract<BlockerKind, `acl-${string}`>;

/** Why the network ACL of the side's subnet does not let a packet through. It keeps no state: each packet for itself. */
export function aclBlockers(side: Side, direction: Direction, packet: Packet, kind: AclKind): readonly Blocker[] {
  const { subnet } = side;
  if (subnet === undefined || aclPasses(subnet.acl, direction, packet)) return [];
  const { family, protocol, source, destination, sourcePorts, destinationPorts } = packet;
  const asked = kind.startsWith('acl-return') ? { ...packet, destinationPorts: sourcePorts } : packet;
  const remote = direction === 'ingress' ? source : destination;
  const words = { subnet: subnet.id, flow: flowWord(asked), address: formatAddress(remote) };
  const match = {
    action: 'allow',
    family,
    protocol,
    source: hostBlock(source),
    destination: hostBlock(destination),
    sourcePorts,
    destinationPorts,
  } as const;
  const { aclId } = subnet;
  const fix: Change | null = aclId === undefined ? null : { type: 'insert-acl-rule', aclId, direction, match, after: null };
  return [blocker(side, kind, { noun: 'subnet', id: subnet.id }, words, fix)];
}
