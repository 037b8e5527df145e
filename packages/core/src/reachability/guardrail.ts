import type { Address } from '../address/address.ts';
import type { Cidr } from '../address/cidr.ts';
import { intersectionOf, rangesOfCidrs, type RangeSet } from '../address/ranges.ts';
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

/** The guardrails that a difference breaks, each with one packet: of `never` in what it opens, of `always` in what it cuts. */
export const breachesOf = <Stated extends Guardrail>(guardrails: readonly Stated[], difference: Difference): readonly Breach<Stated>[] =>
  guardrails.flatMap((guardrail) => {
    const packet = firstPacket(guardrail, guardrail.rule === 'never' ? difference.opened : difference.cut);
    return packet === null ? [] : [{ guardrail, packet }];
  });

function firstPacket({ source, destination, protocol, ports }: Guardrail, flows: readonly Flow[]): CounterExample | null {
  for (const flow of flows) {
    if (protocol !== null && flow.protocol !== protocol) continue;
    const port = firstPort(flow.ports, ports);
    const ends = twoAddresses(within(flow.source, source), within(flow.destination, destination), flow);
    if (port === undefined || ends === null) continue;
    return {
      source: { vpcId: flow.source.vpcId, address: ends[0] },
      destination: { vpcId: flow.destination.vpcId, address: ends[1] },
      protocol: flow.protocol,
      port,
    };
  }
  return null;
}

const within = ({ vpcId, ranges }: Flow['source'], end: GuardrailEnd): RangeSet | null => {
  if (end.vpcId !== null && end.vpcId !== vpcId) return null;
  return end.cidr === null ? ranges : intersectionOf(ranges, rangesOfCidrs(ranges.family, [end.cidr]));
};

/** The lowest of each; inside one VPC not twice the same, for nobody sends to itself. */
function twoAddresses(sources: RangeSet | null, destinations: RangeSet | null, flow: Flow): readonly [Address, Address] | null {
  const one = sources?.spans[0];
  const other = destinations?.spans[0];
  if (sources === null || destinations === null || one === undefined || other === undefined) return null;
  const { family } = sources;
  const pair = (from: bigint, to: bigint): readonly [Address, Address] => [
    { family, value: from },
    { family, value: to },
  ];
  if (flow.source.vpcId !== flow.destination.vpcId || one.first !== other.first) return pair(one.first, other.first);
  const second = ({ spans }: RangeSet): bigint | undefined => (spans[0]!.first < spans[0]!.last ? spans[0]!.first + 1n : spans[1]?.first);
  const elsewhere = second(destinations);
  if (elsewhere !== undefined) return pair(one.first, elsewhere);
  const from = second(sources);
  return from === undefined ? null : pair(from, other.first);
}

/** Undefined where the two have no port in common; null for ICMP, which a statement about ports does not mean. */
function firstPort(flow: readonly PortSpan[] | null, stated: PortSpan | null): number | null | undefined {
  if (flow === null) return stated === null ? null : undefined;
  if (stated === null) return flow[0]?.[0];
  const span = flow.find(([low, high]) => low <= stated[1] && high >= stated[0]);
  return span && Math.max(span[0], stated[0]);
}
