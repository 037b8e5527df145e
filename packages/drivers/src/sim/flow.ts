import { sameAddress, type RouterPort, type VpcId } from '@isthmus/core';
import { groupsAllow } from './filter.ts';
import type { RouterView } from './kernel.ts';
import type { Packet } from './packet.ts';

/**
 * A flow as routers remember it: the packet that opened it, and for each router that let it through under what
 * admission; null where it came in at no port with groups.
 */
export interface Flow {
  readonly opening: Packet;
  readonly admitted: Map<VpcId, string | null>;
}

export const flowOf = (opening: Packet): Flow => ({ opening, admitted: new Map() });

/**
 * Whether the groups of the port that a packet comes from let it out. Of a flow that a router knows they ask no more,
 * but a port that the flow came in at still has to admit it.
 */
export function letsOut(router: RouterView, port: RouterPort, packet: Packet, flow: Flow): boolean {
  if (!flow.admitted.has(router.vpcId)) {
    if (!groupsAllow(router, port, 'egress', packet)) return false;
    flow.admitted.set(router.vpcId, null);
    return true;
  }
  return sameAddress(packet.source, flow.opening.source) || admits(router, port, flow);
}

/** Whether the groups of the port that a packet goes to let it in: the flow that came in there, as long as they would again. */
export const letsIn = (router: RouterView, port: RouterPort, packet: Packet, flow: Flow): boolean =>
  !sameAddress(packet.source, flow.opening.source) || admits(router, port, flow);

/** Judged once, and again when what decides has changed. */
function admits(router: RouterView, port: RouterPort, flow: Flow): boolean {
  const admission = port.groupIds && router.admissionOf(port.groupIds);
  if (flow.admitted.has(router.vpcId) && flow.admitted.get(router.vpcId) === admission) return true;
  if (!groupsAllow(router, port, 'ingress', flow.opening)) return false;
  flow.admitted.set(router.vpcId, admission);
  return true;
}
