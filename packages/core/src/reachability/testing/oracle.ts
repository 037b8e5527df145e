import { sameAddress, type Address } from '../../address/address.ts';
import { holdsAddress } from '../../address/cidr.ts';
import type { FilterMatch, RouterSubnet } from '../../topology/router.ts';
import type { FlowProtocol } from '../packet.ts';
import type { World, WorldPort, WorldVpc } from '../world.ts';

/**
 * The rules of the domain a second time, as plainly as they can be written: one packet with one port at each end,
 * followed through scans of plain lists. It shares no code with the walk, so that the two can disagree.
 */
interface Shot {
  readonly source: Address;
  readonly destination: Address;
  readonly protocol: number;
  readonly sourcePort: number | null;
  readonly destinationPort: number | null;
  readonly type: number | null;
}

interface Landed {
  readonly vpc: WorldVpc;
  readonly port: WorldPort;
}

/** The client's ports that stand for all of them: the ends of Linux's range, and one between. */
const clientPorts = [32768, 41000, 60999];

/** Whether a ping or a connection from `port` to `destination` works, and ends at the instance of `expected`. */
export function talks(
  world: World,
  from: Landed & { readonly source: Address },
  to: { readonly destination: Address; readonly protocol: FlowProtocol; readonly port: number | null },
  expected: WorldPort,
): boolean {
  const v4 = to.destination.family === 4;
  const base = { source: from.source, destination: to.destination };
  const shots: Shot[] =
    to.protocol === 'icmp'
      ? [{ ...base, protocol: v4 ? 1 : 58, sourcePort: null, destinationPort: null, type: v4 ? 8 : 128 }]
      : clientPorts.map((sourcePort) => ({
          ...base,
          protocol: to.protocol === 'tcp' ? 6 : 17,
          sourcePort,
          destinationPort: to.port,
          type: null,
        }));
  return shots.every((shot) => {
    const landed = fly(world, from, shot, 'new');
    if (landed === null || landed.port !== expected) return false;
    if (landed.port === from.port) return true;
    const answer = {
      ...shot,
      source: shot.destination,
      destination: shot.source,
      sourcePort: shot.destinationPort,
      destinationPort: shot.sourcePort,
      type: shot.type === null ? null : shot.type === 8 ? 0 : 129,
    };
    return fly(world, landed, answer, 'established')?.port === from.port;
  });
}

function fly(world: World, { vpc, port }: Landed, shot: Shot, flow: 'new' | 'established'): Landed | null {
  if (port.status !== 'ACTIVE' || !port.addresses.some((own) => sameAddress(own, shot.source))) return null;
  if (port.addresses.some((own) => sameAddress(own, shot.destination))) return { vpc, port };
  if (flow === 'new' && !groupsSay(vpc, port, 'egress', shot)) return null;
  const home = vpc.subnets.find(({ id }) => id === port.subnetId)!;
  const local = vpc.subnets.find((subnet) => inSubnet(subnet, shot.destination));
  if (local === home) return land(vpc, shot, flow);
  if (!aclSays(home, 'egress', shot)) return null;
  if (local !== undefined) return aclSays(local, 'ingress', shot) ? land(vpc, shot, flow) : null;
  const over = longest(world, vpc, home, shot.destination);
  if (over === null) return null;
  const peering = world.peering(over)!;
  const other = world.vpc(peering.requester.vpcId === vpc.id ? peering.accepter.vpcId : peering.requester.vpcId)!;
  const there = other.subnets.find((subnet) => inSubnet(subnet, shot.destination));
  if (there === undefined) return null;
  if (other.subnets.some((subnet) => inSubnet(subnet, shot.source))) return null;
  if (longest(world, other, there, shot.source) !== over) return null;
  return aclSays(there, 'ingress', shot) ? land(other, shot, flow) : null;
}

function land(vpc: WorldVpc, shot: Shot, flow: 'new' | 'established'): Landed | null {
  const port = vpc.ports.find(({ addresses }) => addresses.some((own) => sameAddress(own, shot.destination)));
  if (port === undefined || port.status !== 'ACTIVE') return null;
  return flow === 'established' || groupsSay(vpc, port, 'ingress', shot) ? { vpc, port } : null;
}

function longest(world: World, vpc: WorldVpc, subnet: RouterSubnet, address: Address) {
  const rows = vpc.tables
    .find(({ id }) => id === subnet.tableId)!
    .routes.filter(({ peeringId }) => peeringId !== null && world.peering(peeringId)?.status === 'ACTIVE')
    .map(({ destination, peeringId }) => ({ destination, peeringId, rank: destination.length * 2 + 1 }));
  const blocks = vpc.blocks.map((destination) => ({ destination, peeringId: null, rank: destination.length * 2 }));
  const fitting = [...rows, ...blocks].filter(({ destination }) => holdsAddress(destination, address));
  fitting.sort((a, b) => b.rank - a.rank);
  return fitting[0]?.peeringId ?? null;
}

const inSubnet = (subnet: RouterSubnet, address: Address): boolean =>
  holdsAddress(subnet.cidr, address) || (subnet.cidrV6 !== null && holdsAddress(subnet.cidrV6, address));

function groupsSay(vpc: WorldVpc, port: WorldPort, direction: 'ingress' | 'egress', shot: Shot): boolean {
  if (port.groupIds === null) return true;
  const far = direction === 'ingress' ? shot.source : shot.destination;
  return vpc.groups
    .filter(({ id }) => port.groupIds!.includes(id))
    .flatMap((group) => group[direction])
    .some((rule) => ruleFits(rule, shot) && remoteFits(vpc, rule, far));
}

function ruleFits(rule: FilterMatch, shot: Shot): boolean {
  if (rule.family !== shot.source.family) return false;
  if (rule.protocol !== null && rule.protocol !== shot.protocol) return false;
  if (rule.portMin === null && rule.portMax === null) return true;
  if (rule.protocol === null) return false;
  if (shot.type !== null) return (rule.portMin === null || rule.portMin === shot.type) && (rule.portMax === null || rule.portMax === 0);
  return shot.destinationPort! >= (rule.portMin ?? 0) && shot.destinationPort! <= (rule.portMax ?? 65535);
}

function remoteFits(vpc: WorldVpc, { remote }: FilterMatch, far: Address): boolean {
  if (remote === null) return true;
  if ('cidr' in remote) return holdsAddress(remote.cidr, far);
  return vpc.groups.some(({ id, members }) => id === remote.groupId && members.some((member) => sameAddress(member, far)));
}

function aclSays({ acl }: RouterSubnet, direction: 'ingress' | 'egress', shot: Shot): boolean {
  if (acl === null) return true;
  for (const rule of acl[direction]) {
    if (rule.family !== shot.source.family || (rule.protocol !== null && rule.protocol !== shot.protocol)) continue;
    if (rule.source !== null && !holdsAddress(rule.source, shot.source)) continue;
    if (rule.destination !== null && !holdsAddress(rule.destination, shot.destination)) continue;
    if (!portFits(rule.sourcePorts, shot.sourcePort) || !portFits(rule.destinationPorts, shot.destinationPort)) continue;
    return rule.action === 'allow';
  }
  return false;
}

const portFits = (span: readonly [number, number] | null, port: number | null): boolean =>
  span === null || (port !== null && port >= span[0] && port <= span[1]);
