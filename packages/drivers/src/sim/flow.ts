import { sameAddress, type RouterPort, type VpcId } from '@isthmus/core';
import { groupsAllow } from './filter.ts';
import type { RouterView } from './kernel.ts';
import type { Packet } from './packet.ts';

/** A flow, and what each router that it has passed remembers of it. */
export interface Flow {
  readonly opening: Packet;
  readonly routers: Map<VpcId, Memory>;
  /** Whether it has been answered. A router that does not know it then has forgotten it, or watched no flows. */
  underWay: boolean;
}

interface Memory {
  /** Under what admission it was let in; null where it came in at no port with groups. */
  readonly admission: string | null;
  /** In which directions it has passed network ACLs; in none, it is of before there was one. */
  readonly passedAcls: ReadonlySet<Way>;
}

type Way = 'there' | 'back';

export const flowOf = (opening: Packet): Flow => ({ opening, routers: new Map(), underWay: false });

const isThere = (packet: Packet, { opening }: Flow): boolean => sameAddress(packet.source, opening.source);
const wayOf = (packet: Packet, flow: Flow): Way => (isThere(packet, flow) ? 'there' : 'back');

/** Whether the router's network ACLs are nothing to a flow: it has passed here both ways, or was known before there was one. */
export function isBeyondAcls(router: RouterView, { routers }: Flow): boolean {
  const passed = routers.get(router.vpcId)?.passedAcls;
  return passed !== undefined && passed.size !== 1;
}

/**
 * Whether the groups of the port that a packet comes from let it out. Of a flow that the router knows they ask no more,
 * but a port that the flow came in at still has to admit it.
 */
export function letsOut(router: RouterView, port: RouterPort, packet: Packet, flow: Flow): boolean {
  if (!flow.routers.has(router.vpcId)) return groupsAllow(router, port, 'egress', packet);
  return isThere(packet, flow) || admits(router, port, flow);
}

/** Whether the groups of the port that a packet goes to let it in: the flow that came in there, as long as they would again. */
export function letsIn(router: RouterView, port: RouterPort, packet: Packet, flow: Flow): boolean {
  if (!flow.routers.has(router.vpcId)) return groupsAllow(router, port, 'ingress', packet);
  return !isThere(packet, flow) || admits(router, port, flow);
}

/** Judged once, and again when what decides has changed. */
const admits = (router: RouterView, port: RouterPort, flow: Flow): boolean =>
  flow.routers.get(router.vpcId)?.admission === admissionAt(router, port) || groupsAllow(router, port, 'ingress', flow.opening);

const admissionAt = (router: RouterView, port: RouterPort): string | null => port.groupIds && router.admissionOf(port.groupIds);

/**
 * A packet has passed `router`, with `ends` at its ports. A router without a filter watches no flows, and none makes one
 * out of a packet in the middle of a connection: the first to speak would make a connection in one out.
 */
export function remember(
  router: RouterView,
  packet: Packet,
  flow: Flow,
  ends: { readonly from?: RouterPort; readonly to?: RouterPort },
): void {
  const known = flow.routers.get(router.vpcId);
  const opens = !flow.underWay && isThere(packet, flow);
  if (!watches(router) || (known === undefined && !opens)) return;
  const entrance = isThere(packet, flow) ? ends.to : ends.from;
  const passed = known?.passedAcls ?? new Set();
  const judged = router.acls.size > 0 && !isBeyondAcls(router, flow);
  flow.routers.set(router.vpcId, {
    admission: entrance === undefined ? (known?.admission ?? null) : admissionAt(router, entrance),
    passedAcls: judged ? new Set([...passed, wayOf(packet, flow)]) : passed,
  });
}

const watches = ({ ports, acls }: RouterView): boolean => acls.size > 0 || ports.some(({ groupIds }) => groupIds !== null);
