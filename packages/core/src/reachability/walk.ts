import { formatAddress } from '../address/address.ts';
import { formatCidr, holdsAddress } from '../address/cidr.ts';
import type { ProjectId, VpcId } from '../id.ts';
import { carriesTraffic } from '../peering/lifecycle.ts';
import type { Direction } from '../security/group.ts';
import type { Blocker, FlowEnd, Place } from './blocker.ts';
import type { Change } from './change.ts';
import { choose, isLive, subnetOf, tableOf } from './lookup.ts';
import { replyPacket, requestPacket, type Packet, type Question } from './packet.ts';
import { isSystemAddress } from './reserved.ts';
import { routeBlockers } from './routing.ts';
import { absence, aclBlockers, blocker, groupBlockers, isGateway, portPlace, receiverOf, senderOf, sending, type Side } from './side.ts';
import { likelyTarget } from './target.ts';
import { peeringBetween, rangesOfVpc, type World, type WorldPeering } from './world.ts';

/** Whether a flow works, and every reason why not. For the eyes of the owner of everything: others read `asSeenBy`. */
export interface Answer {
  /** Both legs are free of blockers. */
  readonly reachable: boolean;
  /** From source to destination. That an end is not there at all is said here alone. */
  readonly forward: Leg;
  /** The answer back, sent by whoever has the destination address. */
  readonly return: Leg;
  readonly source: End;
  /** Null where no VPC could be meant; `projectId` null where nothing is known of the VPC. */
  readonly destination: { readonly vpcId: VpcId; readonly projectId: ProjectId | null } | null;
  /** Whether the two ends are one VPC, or joined by an ACTIVE peering. */
  readonly joined: 'same-vpc' | 'peered' | 'apart';
}

interface End {
  readonly vpcId: VpcId;
  readonly projectId: ProjectId;
}

/** `hops` as far as a packet gets, the place that stops it included; `blockers` also beyond that. */
export interface Leg {
  readonly hops: readonly Hop[];
  readonly blockers: readonly Blocker[];
}

export interface Hop {
  readonly end: FlowEnd;
  readonly at: Place;
}

interface Step {
  readonly hop: Hop;
  readonly blockers: readonly Blocker[];
}

/** Null where the source VPC is not in the world. Work does not grow with the world, only with the two VPCs' peerings. */
export function walk(world: World, question: Question): Answer | null {
  const vpc = world.vpc(question.source.vpcId);
  if (vpc === undefined) return null;
  const { address, vpcId: meant } = question.destination;
  const near = senderOf(vpc, question);
  const local = subnetOf(vpc, address);
  if (meant === undefined ? local !== undefined : meant === vpc.id) return within(near, question);
  const target = meant ?? likelyTarget(world, vpc, near.subnet, address);
  return target === null ? nowhere(world, near, question) : across(world, near, target, question);
}

/** Inside one VPC: local subnets, no routes. Inside one subnet no ACL either, and what a host sends to any of its own addresses does not leave it. */
function within(near: Side, question: Question): Answer {
  const far = receiverOf(near.vpc, question.destination.address);
  const request = requestPacket(near.address, far.address, question.protocol, question.port);
  const itself = near.port !== undefined && near.port === far.port;
  const edge = near.subnet?.id !== far.subnet?.id;
  const arrival = absence(far, question);
  const gateway = isGateway(far) && question.protocol === 'icmp';
  const forward: Step[] = [
    portStep(near, sending(near)),
    ...(itself ? [] : [groupStep(near, 'egress', request)]),
    ...(edge ? [aclStep(near, 'egress', request, 'acl-egress')] : []),
    vpcStep(far, gateway ? [] : arrival),
    ...(edge && !gateway ? [aclStep(far, 'ingress', request, 'acl-ingress')] : []),
    ...(itself || gateway ? [] : [groupStep(far, 'ingress', request)]),
  ];
  const back: Step[] = gateway
    ? [vpcStep(near, [])]
    : [
        portStep(far, []),
        ...(edge ? [aclStep(far, 'egress', replyPacket(request), 'acl-return-egress')] : []),
        ...(edge ? [aclStep(near, 'ingress', replyPacket(request), 'acl-return-ingress')] : []),
        portStep(near, []),
      ];
  return answer(near, { vpcId: far.vpc.id, projectId: far.vpc.projectId }, 'same-vpc', forward, back);
}

/** To another VPC. Goes on behind every blocker, as long as there is something to judge. */
function across(world: World, near: Side, target: VpcId, question: Question): Answer {
  const peering = peeringBetween(world, near.vpc.id, target);
  const vpc = world.vpc(target);
  const far = vpc && receiverOf(vpc, question.destination.address);
  const request = requestPacket(near.address, question.destination.address, question.protocol, question.port);
  const reply = replyPacket(request);
  const between = peeringStep(near, target, peering, question);
  const out = sourceRouting(world, near, peering, question);
  const lost = far === undefined || peering === undefined ? undefined : notTransitive(world, near, far, peering);
  const away: Step[] = [
    portStep(near, sending(near)),
    groupStep(near, 'egress', request),
    aclStep(near, 'egress', request, 'acl-egress'),
    { hop: tableHop(near), blockers: [...out, ...(lost ?? [])] },
    between,
  ];
  const home: Step[] = [
    between,
    { hop: tableHop(near), blockers: out },
    aclStep(near, 'ingress', reply, 'acl-return-ingress'),
    portStep(near, []),
  ];
  if (far === undefined) {
    const unknown: Step = { hop: { end: 'destination', at: { noun: 'vpc', id: target } }, blockers: [] };
    return answer(near, { vpcId: target, projectId: null }, joinedBy(peering), away, [unknown, ...home]);
  }
  const back = far.subnet && peering ? routeBlockers(world, { ...far, subnet: far.subnet, peering }, near.address) : [];
  const routed = { hop: tableHop(far), blockers: back };
  const forward = [
    ...away,
    routed,
    vpcStep(far, lost === undefined ? absence(far, question) : []),
    aclStep(far, 'ingress', request, 'acl-ingress'),
    groupStep(far, 'ingress', request),
  ];
  const answering = [portStep(far, []), aclStep(far, 'egress', reply, 'acl-return-egress'), routed, ...home];
  return answer(near, { vpcId: far.vpc.id, projectId: far.vpc.projectId }, joinedBy(peering), forward, answering);
}

/** No VPC that could be meant: the address is this VPC's own and unused, or no peering leads to it. */
function nowhere(world: World, near: Side, question: Question): Answer {
  const { address } = question.destination;
  const request = requestPacket(near.address, address, question.protocol, question.port);
  const own = world.blocks(near.vpc.id).some((block) => holdsAddress(block, address));
  const far = receiverOf(near.vpc, address);
  const words = { vpc: near.vpc.id, address: formatAddress(address) };
  const blockers =
    own || isSystemAddress(address) ? absence(far, question) : [blocker(near, 'no-peering', { noun: 'vpc', id: near.vpc.id }, words)];
  const steps = [
    portStep(near, sending(near)),
    groupStep(near, 'egress', request),
    aclStep(near, 'egress', request, 'acl-egress'),
    { hop: tableHop(near), blockers },
  ];
  return answer(near, own ? { vpcId: near.vpc.id, projectId: near.vpc.projectId } : null, own ? 'same-vpc' : 'apart', steps, []);
}

function answer(
  near: Side,
  destination: Answer['destination'],
  joined: Answer['joined'],
  forward: readonly Step[],
  back: readonly Step[],
): Answer {
  const there = legOf(forward);
  const home = legOf(back);
  return {
    reachable: there.blockers.length === 0 && home.blockers.length === 0,
    forward: there,
    return: home,
    source: { vpcId: near.vpc.id, projectId: near.vpc.projectId },
    destination,
    joined,
  };
}

/** Hops up to the first step with a blocker; of several at one place, one. */
function legOf(steps: readonly Step[]): Leg {
  const stop = steps.findIndex(({ blockers }) => blockers.length > 0);
  const passed = stop < 0 ? steps : steps.slice(0, stop + 1);
  const hops = passed
    .map(({ hop }) => hop)
    .filter((hop, index, all) => hop.at.id !== all[index - 1]?.at.id || hop.end !== all[index - 1]?.end);
  return { hops, blockers: steps.flatMap(({ blockers }) => blockers) };
}

const joinedBy = (peering: WorldPeering | undefined): Answer['joined'] =>
  peering !== undefined && carriesTraffic[peering.status] ? 'peered' : 'apart';

const portStep = (side: Side, blockers: readonly Blocker[]): Step => ({ hop: { end: side.end, at: portPlace(side) }, blockers });
const vpcStep = (side: Side, blockers: readonly Blocker[]): Step => ({
  hop: { end: side.end, at: { noun: 'vpc', id: side.vpc.id } },
  blockers,
});
const tableHop = ({ end, vpc, subnet }: Side): Hop => ({
  end,
  at: subnet === undefined ? { noun: 'vpc', id: vpc.id } : { noun: 'route_table', id: subnet.tableId },
});

/** A route over this peering for an address that the VPC there cannot hold: it leads there and no further. */
function notTransitive(world: World, near: Side, far: Side, peering: WorldPeering): readonly Blocker[] | undefined {
  const table = near.subnet && tableOf(near.vpc, near.subnet.tableId);
  if (table === undefined || far.subnet !== undefined) return undefined;
  if (rangesOfVpc(world, far.vpc.id).some((range) => holdsAddress(range, far.address))) return undefined;
  const choice = choose(near.vpc, table, far.address, (route) => isLive(world, near.vpc, route));
  if (choice.kind !== 'route' || choice.route.peeringId !== peering.id) return undefined;
  const words = { route: formatCidr(choice.route.destination), address: formatAddress(far.address), peering: peering.id };
  return [blocker(near, 'not-transitive', { noun: 'route_table', id: table.id }, words)];
}

function sourceRouting(
  world: World,
  near: Side,
  peering: WorldPeering | undefined,
  { destination: { address } }: Question,
): readonly Blocker[] {
  if (near.subnet === undefined) return [];
  if (peering !== undefined) return routeBlockers(world, { ...near, subnet: near.subnet, peering }, address);
  const table = tableOf(near.vpc, near.subnet.tableId);
  const choice = table && choose(near.vpc, table, address, (route) => isLive(world, near.vpc, route));
  if (table === undefined || choice?.kind !== 'route') return [];
  const words = { route: formatCidr(choice.route.destination), address: formatAddress(address), peering: choice.route.peeringId ?? '' };
  return [blocker(near, 'not-transitive', { noun: 'route_table', id: table.id }, words)];
}

function peeringStep(near: Side, target: VpcId, peering: WorldPeering | undefined, { destination: { address } }: Question): Step {
  if (peering === undefined) {
    const at: Place = { noun: 'vpc', id: near.vpc.id };
    const fix: Change = { type: 'request-peering', requester: near.vpc.id, accepter: target };
    const words = { vpc: near.vpc.id, address: formatAddress(address) };
    return { hop: { end: 'source', at }, blockers: [blocker(near, 'no-peering', at, words, fix)] };
  }
  const at: Place = { noun: 'peering', id: peering.id };
  const hop: Hop = { end: 'source', at };
  if (carriesTraffic[peering.status]) return { hop, blockers: [] };
  const words = { peering: peering.id };
  if (peering.status === 'PENDING_ACCEPTANCE') {
    const waiting = peering.accepter.vpcId === near.vpc.id ? 'source' : 'destination';
    const fix: Change = { type: 'accept-peering', peeringId: peering.id };
    return { hop, blockers: [{ ...blocker(near, 'peering-pending', at, words, fix), end: waiting, owner: peering.accepter.projectId }] };
  }
  const kind = peering.status === 'REJECTED' ? 'peering-rejected' : 'peering-expired';
  return { hop, blockers: [blocker(near, kind, at, words, { type: 'delete-peering', peeringId: peering.id })] };
}

const groupStep = (side: Side, direction: Direction, packet: Packet): Step => portStep(side, groupBlockers(side, direction, packet));

function aclStep(side: Side, direction: Direction, packet: Packet, kind: Parameters<typeof aclBlockers>[3]): Step {
  const at: Place = side.subnet === undefined ? { noun: 'vpc', id: side.vpc.id } : { noun: 'subnet', id: side.subnet.id };
  return { hop: { end: side.end, at }, blockers: aclBlockers(side, direction, packet, kind) };
}
