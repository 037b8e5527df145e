import type { Address, Family } from '@isthmus/core';

/** What of a packet routers and filters look at. */
export interface Packet {
  readonly source: Address;
  readonly destination: Address;
  /** How many routers may still forward it. */
  readonly ttl: number;
  readonly payload: Payload;
}

export type Payload =
  | { readonly kind: 'icmp'; readonly type: number; readonly code: number }
  | { readonly kind: 'tcp' | 'udp'; readonly sourcePort: number; readonly destinationPort: number };

/** IANA protocol numbers; ICMP has one per family. */
export const protocolOf = ({ payload, source }: Packet): number => ({ icmp: source.family === 4 ? 1 : 58, tcp: 6, udp: 17 })[payload.kind];

const echoTypes: Readonly<Record<Family, { readonly request: number; readonly reply: number }>> = {
  4: { request: 8, reply: 0 },
  6: { request: 128, reply: 129 },
};

/** What Linux sends with. */
export const initialTtl = 64;

export const echoRequest = (source: Address, destination: Address, ttl = initialTtl): Packet => ({
  source,
  destination,
  ttl,
  payload: { kind: 'icmp', type: echoTypes[source.family].request, code: 0 },
});

export const segment = (source: Address, destination: Address, destinationPort: number): Packet => ({
  source,
  destination,
  ttl: initialTtl,
  // The first port of Linux's ephemeral range.
  payload: { kind: 'tcp', sourcePort: 32_768, destinationPort },
});

/** What the destination answers: an echo reply, or a segment from the port that was asked. */
export function replyTo({ source, destination, payload }: Packet): Packet {
  const back = { source: destination, destination: source, ttl: initialTtl };
  if (payload.kind === 'icmp') return { ...back, payload: { kind: 'icmp', type: echoTypes[source.family].reply, code: 0 } };
  return { ...back, payload: { ...payload, sourcePort: payload.destinationPort, destinationPort: payload.sourcePort } };
}
