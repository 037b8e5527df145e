import {
  chooseRoute,
  holdsAddress,
  sameAddress,
  type Address,
  type Direction,
  type Family,
  type PeeringId,
  type RouteChoice,
  type RouterPort,
  type SubnetId,
} from '@isthmus/core';
import type { EntryOf } from './entry.ts';
import { aclAllows } from './filter.ts';
import { isBeyondAcls, letsIn, letsOut, remember, type Flow } from './flow.ts';
import type { RouterView, SimKernel } from './kernel.ts';
import type { Packet } from './packet.ts';

/** What became of one packet, one way. */
export type Fate =
  /** At a port, or at the sender's own gateway (`port` null). */
  | { readonly kind: 'delivered'; readonly router: RouterView; readonly port: RouterPort | null }
  /** The sender's own router refused it and said so. */
  | { readonly kind: 'refused'; readonly because: 'no route' | 'no such host'; readonly by: Address | null }
  /** Its TTL ran out; `by` is null where the router that saw it keeps silent. */
  | { readonly kind: 'expired'; readonly by: Address | null }
  /** Dropped in silence. */
  | { readonly kind: 'lost'; readonly because: Loss };

export type Loss =
  | 'spoofed source'
  | 'egress groups'
  | 'egress ACL'
  | 'half a peering'
  /** What arrives over a peering may go to local subnets and nowhere else. */
  | 'not transitive'
  /** Nor may it talk to the peer's gateway, which does not tell strangers that it is there. */
  | 'gateway of the peer'
  /** The destination's subnet does not route the source back over the peering that the packet came over. */
  | 'no way back'
  | 'no such host behind the peering'
  | 'ingress ACL'
  | 'ingress groups';

type Local = EntryOf<'local'>;
const lost = (because: Loss): Fate => ({ kind: 'lost', because });

/** Sends `packet` from `port` of `router` and follows it to its end. */
export function walk(kernel: SimKernel, router: RouterView, port: RouterPort, packet: Packet, flow: Flow): Fate {
  if (!isOwn(port, packet.source)) return lost('spoofed source');
  if (isOwn(port, packet.destination)) return { kind: 'delivered', router, port };
  if (!letsOut(router, port, packet, flow)) return lost('egress groups');
  const stays = localsOf(router, port.subnetId).some(({ cidr }) => holdsAddress(cidr, packet.destination));
  if (!stays && !passesAcl(router, port.subnetId, 'egress', packet, flow)) return lost('egress ACL');
  const gateway = gatewayOf(router, port.subnetId, packet.source.family);
  const choice = lookUp(router, port.subnetId, packet.destination);
  if (choice.kind === 'none') return { kind: 'refused', because: 'no route', by: gateway };
  if (choice.kind === 'unallocated') return { kind: 'refused', because: 'no such host', by: gateway };
  if (choice.kind === 'local' && isGateway(choice.local, packet.destination)) return { kind: 'delivered', router, port: null };
  // Ports are routed, without a bridge: the router is a hop within a subnet too.
  if (packet.ttl <= 1) return { kind: 'expired', by: gateway };
  const forwarded = { ...packet, ttl: packet.ttl - 1 };
  if (choice.kind === 'custom') {
    remember(router, packet, flow, { from: port });
    return cross(kernel, router, choice.route.peeringId, forwarded, flow);
  }
  const to = hostAt(router, choice.local, packet.destination);
  if (to === undefined) return { kind: 'refused', because: 'no such host', by: gateway };
  return enter(router, to, forwarded, { flow, from: port, leftItsSubnet: !stays });
}

/** Out over this router's half of a peering and in over the other one. Either alone leads nowhere. */
function cross(kernel: SimKernel, from: RouterView, peeringId: PeeringId, packet: Packet, flow: Flow): Fate {
  const near = from.halves.get(peeringId);
  const to = near === undefined ? undefined : kernel.view(near.peerVpcId);
  const far = to?.halves.get(peeringId);
  if (near === undefined || to === undefined || far === undefined || far.peerVpcId !== from.vpcId || far.side === near.side)
    return lost('half a peering');
  return arrive(to, peeringId, packet, flow);
}

/** What `router` does with a packet that comes in over a peering. Whatever it refuses, it refuses in silence. */
export function arrive(router: RouterView, peeringId: PeeringId, packet: Packet, flow: Flow): Fate {
  const choice = chooseRoute(packet.destination, { locals: router.locals, blocks: [], routes: [] });
  if (choice.kind !== 'local') return lost('not transitive');
  const { local } = choice;
  const back = lookUp(router, local.subnetId, packet.source);
  if (back.kind !== 'custom' || back.route.peeringId !== peeringId) return lost('no way back');
  if (isAnyGateway(router, packet.destination)) return lost('gateway of the peer');
  if (packet.ttl <= 1) return { kind: 'expired', by: null };
  const to = hostAt(router, local, packet.destination);
  if (to === undefined) return lost('no such host behind the peering');
  return enter(router, to, { ...packet, ttl: packet.ttl - 1 }, { flow, leftItsSubnet: true });
}

interface Path {
  readonly flow: Flow;
  /** Absent over a peering. */
  readonly from?: RouterPort;
  readonly leftItsSubnet: boolean;
}

/** Into the subnet and into the port. The ACL stands at the subnet's edge: it does not see what never leaves it. */
function enter(router: RouterView, port: RouterPort, packet: Packet, path: Path): Fate {
  if (path.leftItsSubnet && !passesAcl(router, port.subnetId, 'ingress', packet, path.flow)) return lost('ingress ACL');
  if (!letsIn(router, port, packet, path.flow)) return lost('ingress groups');
  remember(router, packet, path.flow, { from: path.from, to: port });
  return { kind: 'delivered', router, port };
}

const passesAcl = (router: RouterView, subnetId: SubnetId, direction: Direction, packet: Packet, flow: Flow): boolean =>
  isBeyondAcls(router, flow) || aclAllows(router, subnetId, direction, packet);

/** The route from a subnet: the VPC's subnets, its own blocks, and the table that this subnet uses. */
function lookUp(router: RouterView, from: SubnetId, destination: Address): RouteChoice<Local, EntryOf<'route'>> {
  const tableId = router.tableOf.get(from);
  const routes = (tableId === undefined ? undefined : router.routes.get(tableId)) ?? [];
  return chooseRoute(destination, { locals: router.locals, blocks: router.blocks, routes });
}

const localsOf = (router: RouterView, subnetId: SubnetId): readonly Local[] => router.locals.filter((local) => local.subnetId === subnetId);

const gatewayOf = (router: RouterView, subnetId: SubnetId, family: Family): Address | null =>
  localsOf(router, subnetId).find(({ cidr }) => cidr.family === family)?.gateway ?? null;

const isOwn = ({ addresses }: RouterPort, address: Address): boolean => addresses.some((own) => sameAddress(own, address));

const isGateway = ({ gateway }: Local, address: Address): boolean => gateway !== null && sameAddress(gateway, address);
const isAnyGateway = (router: RouterView, address: Address): boolean => router.locals.some((local) => isGateway(local, address));

const hostAt = (router: RouterView, local: Local, address: Address): RouterPort | undefined =>
  router.ports.find((port) => port.subnetId === local.subnetId && isOwn(port, address));
