import {
  access,
  err,
  isHexId,
  isUuid,
  ok,
  type Access,
  type Done,
  type Execute,
  type Input,
  type OperationName,
  type Output,
  type Principal,
  type Problem,
  type ResourceKind,
  type Result,
} from '@isthmus/core';
import type { Static, TObject, TSchema } from 'typebox';
import { Check } from './check.ts';
import type { Dialect, Endpoint, Method, WireRequest, WireResponse } from './endpoint.ts';
import { ignoredFields } from './ignored.ts';
import { readQuery } from './query.ts';

/** A checked request. `body` is undefined on rows without a body schema, whatever the client sent. */
export interface Asked<Query, Body> {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: Body;
  readonly request: WireRequest;
}

/** Carries out an operation for whoever sent this request. */
export type Run = <Name extends OperationName>(name: Name, input: Input<Name>) => Promise<Result<Done<Output<Name>>, Problem>>;

interface Shape<Query extends TObject, Body extends TSchema> {
  readonly dialect: Dialect;
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  /** What problems with fields are said to be about. */
  readonly resource?: ResourceKind;
  /** Without one, what the operations need. */
  readonly caller?: Access['scope'];
  readonly query?: Query;
  readonly body?: Body;
}

/** A row that needs more than one operation, or none. */
export interface EndpointRow<Query extends TObject, Body extends TSchema> extends Shape<Query, Body> {
  readonly operations: readonly OperationName[];
  readonly responses: Endpoint['responses'];
  handle(asked: Asked<Static<Query>, Static<Body>>, run: Run): Promise<Result<WireResponse, Problem>>;
}

/** The common row: one operation, decoded and encoded. `success` is its one status and the schema of its body. */
export interface OperationRow<Name extends OperationName, Query extends TObject, Body extends TSchema> extends Shape<Query, Body> {
  readonly operation: Name;
  readonly success: readonly [status: number, schema: TSchema | null];
  decode(asked: Asked<Static<Query>, Static<Body>>): Result<Input<Name>, Problem>;
  /** The body of the answer; not called where `success` has no schema. */
  encode?(value: Output<Name>, asked: Asked<Static<Query>, Static<Body>>): unknown;
}

/** The row as an endpoint: who may ask, then what is asked, and only then the work. */
export function endpoint<Query extends TObject = TObject, Body extends TSchema = TSchema>(row: EndpointRow<Query, Body>): Endpoint {
  const caller = row.caller ?? widestScope(row.operations);
  const query = row.query === undefined ? undefined : new Check(row.query, row.resource);
  const body = row.body === undefined ? undefined : new Check(row.body, row.resource);
  const shape = { dialect: row.dialect, method: row.method, path: row.path, summary: row.summary, operations: row.operations };
  return {
    ...shape,
    caller,
    ...(row.query === undefined ? {} : { query: row.query }),
    ...(row.body === undefined ? {} : { body: row.body }),
    responses: row.responses,
    ignoredFields: (request) => ignoredFields(row.query, row.body, request),
    async answer(request: WireRequest, execute: Execute) {
      const refused = refusedCaller(caller, request.principal) ?? refusedParams(request);
      if (refused !== null) return err(refused);
      const readable = query?.check(readQuery(row.query as Query, request.query)) ?? ok({} as Static<Query>);
      if (!readable.ok) return readable;
      if (body !== undefined && request.body === undefined) return err({ kind: 'malformed-body', reason: 'a JSON body is required' });
      const content = body?.check(request.body) ?? ok(undefined as Static<Body>);
      if (!content.ok) return content;
      const asked = { params: request.params, query: readable.value, body: content.value, request };
      return row.handle(asked as Asked<Static<Query>, Static<Body>>, (name, input) => execute(request.principal, name, input));
    },
  };
}

export function operationEndpoint<Name extends OperationName, Query extends TObject = TObject, Body extends TSchema = TSchema>(
  row: OperationRow<Name, Query, Body>,
): Endpoint {
  const [status, schema] = row.success;
  return endpoint<Query, Body>({
    ...row,
    operations: [row.operation],
    responses: { [status]: schema },
    async handle(asked, run) {
      const input = row.decode(asked);
      if (!input.ok) return input;
      const done = await run(row.operation, input.value);
      if (!done.ok) return done;
      const { value, generation } = done.value;
      if (schema === null) return ok({ status, generation });
      return ok({ status, generation, body: row.encode?.(value, asked) });
    },
  });
}

const scopes: readonly Access['scope'][] = ['none', 'account', 'project'];
const widestScope = (operations: readonly OperationName[]): Access['scope'] =>
  scopes[Math.max(0, ...operations.map((name) => scopes.indexOf(access[name].scope)))] ?? 'project';

function refusedCaller(caller: Access['scope'], principal: Principal | null): Problem | null {
  if (caller === 'none') return null;
  if (principal === null) return { kind: 'unauthenticated', reason: 'missing' };
  return caller === 'project' && principal.project === undefined ? { kind: 'project-required' } : null;
}

/** An id that cannot be one is not looked up: it is not found, like every other id that nobody made. */
function refusedParams({ params, principal }: WireRequest): Problem | null {
  for (const [name, value] of Object.entries(params)) {
    if (name === 'project_id') {
      if (value !== principal?.project?.id) return { kind: 'project-mismatch' };
      continue;
    }
    const form = paramForms[name];
    if (form === undefined) throw new Error(`path parameter ${name} has no form`);
    if (!form.holds(value)) return { kind: 'not-found', resource: form.resource, id: shown(value) };
  }
  return null;
}

const accountId = (text: string): boolean => isHexId(text) || isUuid(text);

/** Every path parameter but `project_id`: what it names, and what such an id looks like. */
export const paramForms: Readonly<Record<string, { readonly resource: ResourceKind; holds(text: string): boolean }>> = {
  vpc_id: { resource: 'vpc', holds: isUuid },
  router_id: { resource: 'vpc', holds: isUuid },
  network_id: { resource: 'network', holds: isUuid },
  private_ip_id: { resource: 'private_ip', holds: isUuid },
  subnet_id: { resource: 'subnet', holds: isUuid },
  peering_id: { resource: 'peering', holds: isUuid },
  routetable_id: { resource: 'route_table', holds: isUuid },
  route_id: { resource: 'route', holds: isUuid },
  port_id: { resource: 'port', holds: isUuid },
  security_group_id: { resource: 'security_group', holds: isUuid },
  security_group_rule_id: { resource: 'security_group_rule', holds: isUuid },
  firewall_id: { resource: 'firewall', holds: isUuid },
  firewall_policy_id: { resource: 'firewall_policy', holds: isUuid },
  firewall_rule_id: { resource: 'firewall_rule', holds: isUuid },
  instance_id: { resource: 'instance', holds: isUuid },
  tag_key: { resource: 'tag', holds: (text) => /^[\p{L}\p{Nd}_\-@]{1,128}$/u.test(text) },
  guardrail_id: { resource: 'guardrail', holds: isUuid },
  user_id: { resource: 'user', holds: accountId },
  domain_id: { resource: 'domain', holds: accountId },
  role_id: { resource: 'role', holds: isHexId },
  access_key_id: { resource: 'access_key', holds: (text) => /^[A-Z0-9]{20}$/.test(text) },
  target_project_id: { resource: 'project', holds: accountId },
  region_id: { resource: 'region', holds: (text) => /^[a-z0-9-]{1,64}$/.test(text) },
  service_id: { resource: 'service', holds: isHexId },
  endpoint_id: { resource: 'endpoint', holds: isHexId },
  extension_alias: { resource: 'extension', holds: (text) => /^[a-z0-9_-]{1,64}$/.test(text) },
  generation: { resource: 'receipt', holds: (text) => /^[1-9]\d{0,14}$/.test(text) },
};

/** What may be echoed of a text that a client sent where an id belongs. */
export const shown = (text: string): string => text.slice(0, 64).replaceAll(/[^\x20-\x7e]/g, '?');
