import { createHash } from 'node:crypto';
import {
  isUuid,
  type Branded,
  type InstanceId,
  type PeeringId,
  type PeeringSide,
  type PortId,
  type RouteTableId,
  type VpcId,
} from '@isthmus/core';

/** Six lowercase hex digits. It scopes every name, so installations on one host never see each other's things. */
export type Installation = Branded<'Installation'>;
/** The name of a network namespace of ours, a file in `/run/netns`. */
export type Netns = Branded<'Netns'>;

/** What `ip route`, `ip rule` and the neighbour table call our entries by: `proto 99`. */
export const protocol = 99;
/** The next hop of every peering, on a link without addresses. */
export const peerNextHop = { 4: '169.254.0.1', 6: 'fe80::1' } as const;
export const instanceDevice = 'eth0';

export const isInstallation = (text: string): text is Installation => /^[0-9a-f]{6}$/.test(text);

export const routerNetns = (installation: Installation, vpcId: VpcId): Netns => `ist-${installation}-vpc-${vpcId}` as Netns;
export const instanceNetns = (installation: Installation, instanceId: InstanceId): Netns =>
  `ist-${installation}-ins-${instanceId}` as Netns;

export type NetnsOwner =
  | { readonly installation: Installation; readonly kind: 'vpc'; readonly id: VpcId }
  | { readonly installation: Installation; readonly kind: 'ins'; readonly id: InstanceId };

/** Whose namespace this is, from its name alone; null where it is none of ours. */
export function ownerOf(name: string): NetnsOwner | null {
  const match = /^ist-([0-9a-f]{6})-(vpc|ins)-(.+)$/.exec(name);
  return match !== null && isUuid(match[3]!) ? ({ installation: match[1], kind: match[2], id: match[3] } as NetnsOwner) : null;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Device names come from ids and are never used again: an `ip rule` outlives its device and would attach to the next
 * one of that name. 2 + 12 characters; the kernel allows 15.
 */
export const portDevice = (portId: PortId): string => `i-${digest(portId).toString('hex', 0, 6)}`;
export const peeringDevice = (peeringId: PeeringId): string => `p-${digest(peeringId).toString('hex', 0, 6)}`;
/** Whether a device in a namespace of ours has a name that only we give. */
export const isOurDevice = (dev: string): boolean => /^[ip]-[0-9a-f]{12}$/.test(dev);
export const isPeeringDevice = (dev: string): boolean => dev.startsWith('p-') && isOurDevice(dev);

/** Locally administered unicast. */
const derivedMac = (text: string): string => `02:${digest(text).toString('hex', 0, 5).match(/../g)!.join(':')}`;
export const peeringMac = (peeringId: PeeringId, side: PeeringSide): string => derivedMac(`${peeringId} ${side}`);
/** The router's end of a port. */
export const gatewayMac = (portId: PortId): string => derivedMac(portId);

/** Full ids on the link itself (`ip link` shows them), for people and for finding an instance from its router. */
export const portAlias = (installation: Installation, portId: PortId, instanceId: InstanceId): string =>
  `isthmus ${installation} port ${portId} instance ${instanceId}`;
export const peeringAlias = (installation: Installation, peeringId: PeeringId, peerVpcId: VpcId): string =>
  `isthmus ${installation} peering ${peeringId} to vpc ${peerVpcId}`;
/** The instance that a port's alias names, or null. */
export const instanceOfAlias = (alias: string): InstanceId | null =>
  (/^isthmus [0-9a-f]{6} port \S+ instance (\S+)$/.exec(alias)?.[1] as InstanceId | undefined) ?? null;

/** Below are the kernel's own tables and what people use by hand. */
const firstTable = 100_000;

/**
 * A kernel table number (u32) for each route table of one router. Two that would collide are told apart in the
 * order of their ids.
 */
export function tableNumbers(ids: readonly RouteTableId[]): ReadonlyMap<RouteTableId, number> {
  const numbers = new Map<RouteTableId, number>();
  const taken = new Set<number>();
  for (const id of ids.toSorted()) {
    let number = firstTable + (digest(id).readUInt32BE(0) % (0xffff_ffff - firstTable));
    while (taken.has(number)) number = number === 0xffff_fffe ? firstTable : number + 1;
    taken.add(number);
    numbers.set(id, number);
  }
  return numbers;
}
