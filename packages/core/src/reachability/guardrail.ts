import { sameAddress, type Address } from '../address/address.ts';
import type { Cidr } from '../address/cidr.ts';
import { intersectionOf, isEmptyRanges, rangesOfCidrs, type RangeSet } from '../address/ranges.ts';
import type { GuardrailId, Instant, ProjectId, VpcId } from '../id.ts';
import type { Difference } from './difference.ts';
import type { Flow } from './flows.ts';
import type { FlowProtocol, PortSpan } from './packet.ts';

/** What an owner states of its network for good; a change that would break it is refused. Null means every one. */
export interface Guardrail {
  readonly rule: 'never' | 'always';
  readonly source: GuardrailEnd;
  readonly destination: GuardrailEnd;
  readonly protocol: FlowProtocol | null;
  readonly ports: PortSpan | null;
}

/** One that is kept. */
export interface StoredGuardrail extends Guardrail {
  readonly id: GuardrailId;
  readonly projectId: ProjectId;
  readonly name: string;
  readonly createdAt: Instant;
}

export interface GuardrailEnd {
  readonly vpcId: VpcId | null;
  readonly cidr: Cidr | null;
}

/** A packet that shows it: one that would now get through and never may, or would no longer and always must. */
export interface CounterExample {
  readonly source: { readonly vpcId: VpcId; readonly address: Address };
  readonly destination: { readonly vpcId: VpcId; readonly address: Address };
  readonly protocol: FlowProtocol;
  readonly port: number | null;
}

export interface Breach<Stated extends Guardrail = Guardrail> {
  readonly guardrail: Stated;
  readonly packet: CounterExample;
}

/** Which host has an address: two that are the same to it are of one host, as a port's own address and its pairs are. */
export type HostOf = (vpcId: VpcId, address: Address) => unknown;

/**
 * The guardrails that a difference breaks, each with one packet: of `never` in what it opens, of `always` in what it
 * cuts. `hostOf` is of the moment at which that packet gets through.
 */
export const breachesOf = <Stated extends Guardrail>(
  guardrails: readonly Stated[],
  difference: Difference,
  hostOf: HostOf,
): readonly Breach<Stated>[] =>
  guardrails.flatMap((guardrail) => {
    const packet = firstPacket(guardrail, guardrail.rule === 'never' ? difference.opened : difference.cut, hostOf);
    return packet === null ? [] : [{ guardrail, packet }];
  });

function firstPacket({ source, destination, protocol, ports }: Guardrail, flows: readonly Flow[], hostOf: HostOf): CounterExample | null {
  for (const flow of flows) {
    if (protocol !== null && flow.protocol !== protocol) continue;
    const port = firstPort(flow.ports, ports);
    const ends = twoHosts(flow, within(flow.source, source), within(flow.destination, destination), hostOf);
    if (port === undefined || ends === null) continue;
    return { source: ends[0], destination: ends[1], protocol: flow.protocol, port };
  }
  return null;
}

const within = ({ vpcId, ranges }: Flow['source'], end: GuardrailEnd): RangeSet | null => {
  if (end.vpcId !== null && end.vpcId !== vpcId) return null;
  return end.cidr === null ? ranges : intersectionOf(ranges, rangesOfCidrs(ranges.family, [end.cidr]));
};

/** The lowest of each; inside one VPC not of one host, for what it sends to itself is no flow. */
function twoHosts(
  { source, destination }: Flow,
  sources: RangeSet | null,
  destinations: RangeSet | null,
  hostOf: HostOf,
): readonly [CounterExample['source'], CounterExample['destination']] | null {
  if (sources === null || destinations === null || isEmptyRanges(sources) || isEmptyRanges(destinations)) return null;
  const ends = (from: Address, to: Address) =>
    [
      { vpcId: source.vpcId, address: from },
      { vpcId: destination.vpcId, address: to },
    ] as const;
  const [from, to] = [lowestOf(sources), lowestOf(destinations)];
  if (source.vpcId !== destination.vpcId) return ends(from, to);
  const another = (addresses: RangeSet, than: Address): Address | undefined => {
    const host = hostOf(source.vpcId, than);
    return addressesOf(addresses).find(
      (address) => !sameAddress(address, than) && (host === undefined || hostOf(source.vpcId, address) !== host),
    );
  };
  const elsewhere = another(destinations, from);
  if (elsewhere !== undefined) return ends(from, elsewhere);
  const other = another(sources, to);
  return other === undefined ? null : ends(other, to);
}

const lowestOf = ({ family, spans }: RangeSet): Address => ({ family, value: spans[0]!.first });

/** Lazily: a span may be a whole IPv6 subnet. */
function* addressesOf({ family, spans }: RangeSet): Generator<Address> {
  for (const { first, last } of spans) for (let value = first; value <= last; value++) yield { family, value };
}

/** Undefined where the two have no port in common; null for ICMP, which a statement about ports does not mean. */
function firstPort(flow: readonly PortSpan[] | null, stated: PortSpan | null): number | null | undefined {
  if (flow === null) return stated === null ? null : undefined;
  if (stated === null) return flow[0]?.[0];
  const span = flow.find(([low, high]) => low <= stated[1] && high >= stated[0]);
  return span && Math.max(span[0], stated[0]);
}
