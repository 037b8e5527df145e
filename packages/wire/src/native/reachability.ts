import {
  err,
  flowProtocols,
  formatRanges,
  idOf,
  ok,
  parseAddress,
  type AskedEnd,
  type Change,
  type Flow,
  type Problem,
  type Result,
  type SeenLeg,
  type SentProbe,
} from '@isthmus/core';
import { Type, type Static } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { addressText, anyText, idText, named, oneOf, wholeNumber } from '../fields.ts';
import { operationEndpoint } from '../row.ts';
import { ChangeBody, decodeChange, encodeChange } from './change.ts';

const dialect = 'native';
const base = '/isthmus/v1/projects/:project_id';

const End = Type.Object({ instance_id: Type.Optional(idText), ip: Type.Optional(addressText), vpc_id: Type.Optional(idText) });
const Ask = Type.Object({
  source: End,
  destination: End,
  protocol: oneOf(flowProtocols),
  port: Type.Optional(wholeNumber(1, 65535)),
  probe: Type.Optional(Type.Boolean({ description: 'whether a real packet is sent too' })),
});

const Place = Type.Object({ noun: anyText, id: anyText });
const side = oneOf(['yours', 'theirs']);
const Fix = named(
  'Fix',
  Type.Record(Type.String(), Type.Unknown(), { description: 'a change with its `type`; the endpoint what-if takes it as it is' }),
);
const Leg = named(
  'Leg',
  Type.Object({
    hops: Type.Array(Type.Object({ side, at: Place })),
    blockers: Type.Array(
      Type.Object({ kind: anyText, at: Type.Union([Place, Type.Null()]), side, summary: anyText, fix: Type.Optional(Fix) }),
    ),
  }),
);
const Milliseconds = Type.Object({ min: Type.Number(), avg: Type.Number(), max: Type.Number() });
const Shown = named(
  'Reachability',
  Type.Object({
    reachable: Type.Boolean(),
    forward: Leg,
    return: Leg,
    probe: Type.Optional(
      Type.Object({
        skipped: Type.Optional(anyText),
        arrived: Type.Optional(Type.Boolean()),
        transmitted: Type.Optional(Type.Integer()),
        received: Type.Optional(Type.Integer()),
        rtt_ms: Type.Optional(Type.Union([Milliseconds, Type.Null()])),
        connected: Type.Optional(Type.Boolean()),
        notice: Type.Optional(anyText),
      }),
    ),
    agreed: Type.Optional(Type.Boolean({ description: 'whether the packet did what the proof says; absent where none was sent' })),
  }),
);

function decodeEnd(end: Static<typeof End>, field: 'source' | 'destination'): Result<AskedEnd, Problem> {
  const address = end.ip === undefined ? undefined : parseAddress(end.ip);
  if (address !== undefined && !address.ok) return err({ kind: 'invalid-field', field: `${field}.ip`, ...address.problem });
  if (end.instance_id !== undefined)
    return ok({ instanceId: idOf<never>(end.instance_id), ...(address !== undefined && { address: address.value }) });
  if (address === undefined) return needed(`${field}.ip`, 'name an instance_id, or an ip and its vpc_id');
  if (field === 'source' && end.vpc_id === undefined) return needed('source.vpc_id', 'name the VPC of the source address');
  return ok({ address: address.value, ...(end.vpc_id !== undefined && { vpcId: idOf<never>(end.vpc_id) }) });
}

const needed = (field: string, fix: string): Result<never, Problem> =>
  err({ kind: 'invalid-field', nature: 'shape', field, reason: 'is required', fix });

const renderLeg = ({ hops, blockers }: SeenLeg) => ({
  hops,
  blockers: blockers.map(({ fix, ...blocker }) => ({ ...blocker, ...(fix !== undefined && { fix: encodeChange(fix) }) })),
});

function renderProbe(probe: SentProbe) {
  if ('skipped' in probe) return { probe: probe };
  const { transmitted, received, rtt, connected, notice } = probe.result;
  return {
    probe: {
      arrived: probe.arrived,
      transmitted,
      received,
      rtt_ms: rtt,
      ...(connected !== undefined && { connected }),
      ...(notice !== undefined && { notice }),
    },
    agreed: probe.agreed,
  };
}

const FlowShown = named(
  'Flow',
  Type.Object({
    source: Type.Object({ vpc_id: anyText, ranges: Type.Array(anyText) }),
    destination: Type.Object({ vpc_id: anyText, ranges: Type.Array(anyText) }),
    protocol: oneOf(flowProtocols),
    ports: Type.Union([Type.Array(anyText), Type.Null()], { description: 'ports and spans of ports; null for icmp' }),
  }),
);

const renderEnd = ({ vpcId, ranges }: Flow['source']) => ({ vpc_id: vpcId, ranges: formatRanges(ranges).split(', ') });
const renderFlow = ({ source, destination, protocol, ports }: Flow) => ({
  source: renderEnd(source),
  destination: renderEnd(destination),
  protocol,
  ports: ports && ports.map(([low, high]) => (low === high ? String(low) : `${low}-${high}`)),
});

export const reachability: readonly Endpoint[] = [
  operationEndpoint({
    dialect,
    method: 'POST',
    path: `${base}/reachability`,
    summary: 'Whether two addresses can talk, every reason why not, and what a real packet does',
    operation: 'check-reachability',
    body: Ask,
    success: [200, Shown],
    decode({ body }) {
      const source = decodeEnd(body.source, 'source');
      if (!source.ok) return source;
      const destination = decodeEnd(body.destination, 'destination');
      if (!destination.ok) return destination;
      return ok({
        source: source.value,
        destination: destination.value,
        protocol: body.protocol,
        port: body.port ?? null,
        probe: body.probe === true ? 'with-packet' : 'proof-alone',
      });
    },
    encode: ({ answer, probe }) => ({
      reachable: answer.reachable,
      forward: renderLeg(answer.forward),
      return: renderLeg(answer.return),
      ...(probe !== null && renderProbe(probe)),
    }),
  }),
  operationEndpoint({
    dialect,
    method: 'POST',
    path: `${base}/what-if`,
    summary: 'What a list of changes would newly let through and what it would cut, without making any',
    operation: 'check-changes',
    body: Type.Object({
      changes: Type.Array(ChangeBody, { minItems: 1, maxItems: 100, description: '1 to 100 changes, in order' }),
    }),
    success: [200, Type.Object({ opened: Type.Array(FlowShown), cut: Type.Array(FlowShown) })],
    decode({ body }) {
      const changes: Change[] = [];
      for (const [index, sent] of body.changes.entries()) {
        const change = decodeChange(sent, `changes.${index}`);
        if (!change.ok) return change;
        changes.push(change.value);
      }
      return ok({ changes });
    },
    encode: ({ opened, cut }) => ({ opened: opened.map(renderFlow), cut: cut.map(renderFlow) }),
  }),
];
