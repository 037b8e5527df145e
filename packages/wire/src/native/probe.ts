import { err, idOf, ok, parseAddress, type Instance, type Probe, type ProbeResult } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { addressText, anyText, named, nullableText, oneOf, wholeNumber } from '../fields.ts';
import { operationEndpoint } from '../row.ts';

const resource = 'instance';

/** Bounded in number and time: a probe is one request's work. */
const defaults = { count: 3, timeout_ms: 1000 };
const Ask = Type.Object({
  type: oneOf(['ping', 'tcp', 'traceroute']),
  destination: addressText,
  port: Type.Optional(wholeNumber(1, 65535)),
  count: Type.Optional(wholeNumber(1, 20)),
  timeout_ms: Type.Optional(wholeNumber(50, 10_000)),
});

const Milliseconds = Type.Object({ min: Type.Number(), avg: Type.Number(), max: Type.Number() });
const Shown = named(
  'ProbeResult',
  Type.Object({
    type: anyText,
    destination: anyText,
    transmitted: Type.Integer(),
    received: Type.Integer(),
    rtt_ms: Type.Union([Milliseconds, Type.Null()]),
    hops: Type.Optional(
      Type.Array(Type.Object({ ttl: Type.Integer(), address: nullableText, rtt_ms: Type.Union([Type.Number(), Type.Null()]) })),
    ),
    connected: Type.Optional(Type.Boolean()),
    notice: Type.Optional(anyText),
  }),
);

const render = (asked: { readonly type: string; readonly destination: string }, result: ProbeResult) => ({
  type: asked.type,
  destination: asked.destination,
  transmitted: result.transmitted,
  received: result.received,
  rtt_ms: result.rtt,
  ...(result.hops === undefined ? {} : { hops: result.hops.map(({ ttl, address, rttMs }) => ({ ttl, address, rtt_ms: rttMs })) }),
  ...(result.connected === undefined ? {} : { connected: result.connected }),
  ...(result.notice === undefined ? {} : { notice: result.notice }),
});

export const probes: readonly Endpoint[] = [
  operationEndpoint({
    dialect: 'native',
    method: 'POST',
    path: '/isthmus/v1/projects/:project_id/instances/:instance_id/probes',
    summary: 'Send a real packet from inside an instance',
    resource,
    operation: 'probe-instance',
    body: Ask,
    success: [200, Shown],
    decode({ params, body }) {
      const id = idOf<Instance['id']>(params['instance_id'] ?? '');
      const destination = parseAddress(body.destination);
      if (!destination.ok) return err({ kind: 'invalid-field', resource, field: 'destination', ...destination.problem });
      const common = { destination: destination.value, timeoutMs: body.timeout_ms ?? defaults.timeout_ms };
      if (body.type !== 'tcp') {
        const probe: Probe =
          body.type === 'ping' ? { type: 'ping', count: body.count ?? defaults.count, ...common } : { type: 'traceroute', ...common };
        return ok({ id, probe });
      }
      if (body.port === undefined)
        return err({
          kind: 'invalid-field',
          nature: 'shape',
          resource,
          field: 'port',
          reason: 'is required',
          fix: 'a tcp probe needs a port from 1 to 65535',
        });
      return ok({ id, probe: { type: 'tcp', port: body.port, ...common } });
    },
    encode: (result, { body }) => render(body, result),
  }),
];
