import {
  err,
  flowProtocols,
  formatCidr,
  idOf,
  ok,
  parseCidr,
  type GuardrailEnd,
  type GuardrailId,
  type Problem,
  type Result,
  type StoredGuardrail,
} from '@isthmus/core';
import { Type, type Static } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { anyText, cidrText, idText, named, nullableText, oneOf, orNull, printableText, wholeNumber } from '../fields.ts';
import { listEndpoint } from '../list.ts';
import { operationEndpoint } from '../row.ts';
import { rfc3339Time } from '../times.ts';
import { listBody, nativePage, nativePageOf } from './paging.ts';

const dialect = 'native';
const path = '/isthmus/v1/projects/:project_id/guardrails';
const resource = 'guardrail';
const rules = ['never', 'always'] as const;

const EndShown = Type.Object({ vpc_id: nullableText, cidr: nullableText });
const nullableNumber = Type.Union([Type.Integer(), Type.Null()]);
const Shown = named(
  'Guardrail',
  Type.Object({
    id: anyText,
    name: anyText,
    rule: oneOf(rules),
    source: EndShown,
    destination: EndShown,
    protocol: nullableText,
    port_min: nullableNumber,
    port_max: nullableNumber,
    created_at: anyText,
  }),
);

const renderEnd = ({ vpcId, cidr }: GuardrailEnd) => ({ vpc_id: vpcId, cidr: cidr && formatCidr(cidr) });
const render = ({ id, name, rule, source, destination, protocol, ports, createdAt }: StoredGuardrail) => ({
  id,
  name,
  rule,
  source: renderEnd(source),
  destination: renderEnd(destination),
  protocol,
  port_min: ports?.[0] ?? null,
  port_max: ports?.[1] ?? null,
  created_at: rfc3339Time(createdAt),
});

const End = Type.Object({ vpc_id: Type.Optional(orNull(idText)), cidr: Type.Optional(orNull(cidrText)) });
const Create = Type.Object({
  name: printableText(1, 64),
  rule: oneOf(rules, 'never: no packet may get through; always: what gets through may not be cut'),
  source: Type.Optional(End),
  destination: Type.Optional(End),
  protocol: Type.Optional(orNull(oneOf(flowProtocols))),
  port_min: Type.Optional(orNull(wholeNumber(1, 65535))),
  port_max: Type.Optional(orNull(wholeNumber(1, 65535))),
});

function decodeEnd(end: Static<typeof End> | undefined, field: string): Result<GuardrailEnd, Problem> {
  const vpcId = end?.vpc_id == null ? null : idOf<NonNullable<GuardrailEnd['vpcId']>>(end.vpc_id);
  if (end?.cidr == null) return ok({ vpcId, cidr: null });
  const cidr = parseCidr(end.cidr);
  return cidr.ok ? ok({ vpcId, cidr: cidr.value }) : err({ kind: 'invalid-field', resource, field: `${field}.cidr`, ...cidr.problem });
}

const guardrailId = (params: Readonly<Record<string, string>>) => ({ id: idOf<GuardrailId>(params['guardrail_id'] ?? '') });

export const guardrails: readonly Endpoint[] = [
  listEndpoint({
    dialect,
    path,
    summary: 'List guardrails',
    resource,
    list: 'list-guardrails',
    show: 'show-guardrail',
    query: Type.Object(nativePage),
    success: Type.Object({ guardrails: Type.Array(Shown), next_marker: Type.Optional(anyText) }),
    pageOf: nativePageOf,
    filter: () => ({}),
    encode: (listed) => listBody('guardrails', listed, render, ({ id }) => id),
  }),
  operationEndpoint({
    dialect,
    method: 'POST',
    path,
    summary: 'State what never may or always must get through; a change of this project that breaks it is refused',
    resource,
    operation: 'create-guardrail',
    body: Create,
    success: [201, Shown],
    decode({ body }) {
      const source = decodeEnd(body.source, 'source');
      if (!source.ok) return source;
      const destination = decodeEnd(body.destination, 'destination');
      if (!destination.ok) return destination;
      const [low, high] = [body.port_min ?? body.port_max ?? null, body.port_max ?? body.port_min ?? null];
      if (low !== null && high !== null && low > high)
        return err({ kind: 'invalid-field', resource, field: 'port_max', reason: 'is below port_min', fix: 'send the lower port first' });
      return ok({
        name: body.name,
        rule: body.rule,
        source: source.value,
        destination: destination.value,
        protocol: body.protocol ?? null,
        ports: low === null || high === null ? null : ([low, high] as const),
      });
    },
    encode: render,
  }),
  operationEndpoint({
    dialect,
    method: 'GET',
    path: `${path}/:guardrail_id`,
    summary: 'Show a guardrail',
    operation: 'show-guardrail',
    success: [200, Shown],
    decode: ({ params }) => ok(guardrailId(params)),
    encode: render,
  }),
  operationEndpoint({
    dialect,
    method: 'DELETE',
    path: `${path}/:guardrail_id`,
    summary: 'Delete a guardrail',
    operation: 'delete-guardrail',
    success: [204, null],
    decode: ({ params }) => ok(guardrailId(params)),
  }),
];
