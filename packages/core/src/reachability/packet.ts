import type { Address, Family } from '../address/address.ts';
import type { InstanceId, VpcId } from '../id.ts';

export const flowProtocols = ['icmp', 'tcp', 'udp'] as const;
/** `icmp` is an echo request and its reply, of the family's own ICMP. */
export type FlowProtocol = (typeof flowProtocols)[number];

/** IP protocol numbers. */
export const protocolNumber: Readonly<Record<FlowProtocol, Readonly<Record<Family, number>>>> = {
  icmp: { 4: 1, 6: 58 },
  tcp: { 4: 6, 6: 6 },
  udp: { 4: 17, 6: 17 },
};

/** Ports, both ends included. */
export type PortSpan = readonly [number, number];
export const everyPort: PortSpan = [0, 65535];
/** Where clients send from, as Linux chooses it. A stateless filter must let all of it through, or some connections fail. */
export const clientPorts: PortSpan = [32768, 60999];

/** May `source` talk to `destination`? */
export interface Question {
  /** With `instanceId`, that instance sends with this source address, be it its own or not. */
  readonly source: { readonly vpcId: VpcId; readonly address: Address; readonly instanceId?: InstanceId };
  /** `vpcId` is the VPC that the asker means; without it, whichever the routes lead to. */
  readonly destination: { readonly address: Address; readonly vpcId?: VpcId };
  readonly protocol: FlowProtocol;
  /** Null for ICMP. */
  readonly port: number | null;
}

/** One direction of a flow as a filter sees it: of ports it is a span, as the client's port is not known. */
export interface Packet {
  readonly family: Family;
  readonly source: Address;
  readonly destination: Address;
  /** IP protocol number. */
  readonly protocol: number;
  /** Null for ICMP. */
  readonly sourcePorts: PortSpan | null;
  readonly destinationPorts: PortSpan | null;
  /** Null but for ICMP. */
  readonly icmp: { readonly type: number; readonly code: number } | null;
}

const echo: Readonly<Record<Family, { readonly request: number; readonly reply: number }>> = {
  4: { request: 8, reply: 0 },
  6: { request: 128, reply: 129 },
};

/** The first packet of a flow. */
export function requestPacket(source: Address, destination: Address, protocol: FlowProtocol, port: number | null): Packet {
  const family = destination.family;
  const icmp = protocol === 'icmp';
  return {
    family,
    source,
    destination,
    protocol: protocolNumber[protocol][family],
    sourcePorts: icmp ? null : clientPorts,
    destinationPorts: icmp ? null : [port ?? 0, port ?? 65535],
    icmp: icmp ? { type: echo[family].request, code: 0 } : null,
  };
}

/** The packet that answers it. */
export const replyPacket = (request: Packet): Packet => ({
  ...request,
  source: request.destination,
  destination: request.source,
  sourcePorts: request.destinationPorts,
  destinationPorts: request.sourcePorts,
  icmp: request.icmp && { type: echo[request.family].reply, code: 0 },
});

/** A flow in a sentence: `icmp`, `tcp/443`. */
export function flowWord({ protocol, destinationPorts: ports }: Packet): string {
  const name = flowProtocols.find((candidate) => Object.values(protocolNumber[candidate]).includes(protocol)) ?? String(protocol);
  if (ports === null) return name;
  return ports[0] === ports[1] ? `${name}/${ports[0]}` : `${name}/${ports[0]}-${ports[1]}`;
}
