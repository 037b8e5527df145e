import { Type, type TSchema } from 'typebox';
import type { Dialect, Endpoint, Site } from './endpoint.ts';
import { anyText, named } from './fields.ts';
import { paramForms } from './row.ts';
import { endpoints } from './rows.ts';

type Json = { readonly [key: string]: unknown };

const titles: Readonly<Record<Dialect, string>> = {
  'keystone-v3': 'Identity v3',
  'iam-v3': 'IAM v3.0',
  'otc-v1': 'VPC v1',
  'neutron-v2': 'Network v2.0',
  'otc-v3': 'VPC v3',
  native: 'Isthmus',
};
const descriptions: Readonly<Record<Dialect, string>> = {
  'keystone-v3': 'Accounts, projects, users and tokens, as clients of Keystone v3 speak of them.',
  'iam-v3': 'Users, access keys and quotas, as Open Telekom Cloud and Huawei Cloud publish them beside Keystone.',
  'otc-v1':
    'VPCs, subnets, route tables, security groups, private IPs, tags and quotas, as Open Telekom Cloud and Huawei Cloud publish them.',
  'neutron-v2':
    'VPC peering connections and their routes, and the networks, subnets, routers, ports, groups and firewalls of Neutron v2.0.',
  'otc-v3': 'VPCs with their secondary blocks, security groups and network ACLs, in the published third version.',
  native: 'What the published dialects cannot say: instances, probes, health, reachability, guardrails, events, receipts and the plan.',
};

const Gateway = named('GatewayError', Type.Object({ error_code: anyText, error_msg: anyText, request_id: anyText }));
const Iam = named('IamError', Type.Object({ error_code: anyText, error_msg: anyText }));
const Neutron = named('NeutronErrorBody', Type.Object({ NeutronError: Type.Object({ type: anyText, message: anyText, detail: anyText }) }));
const VpcV1 = named('VpcError', Type.Object({ code: anyText, message: anyText }));
const Keystone = named('KeystoneError', Type.Object({ error: Type.Object({ code: Type.Integer(), message: anyText, title: anyText }) }));
const Rfc9457 = named(
  'Problem',
  Type.Object({
    type: anyText,
    title: anyText,
    status: Type.Integer(),
    detail: anyText,
    field: Type.Optional(anyText),
    fix: Type.Optional(anyText),
    request_id: anyText,
  }),
);
/** What a refusal looks like; before the service itself a gateway may answer. */
export const errorSchemas: Readonly<Record<Dialect, readonly [mediaType: string, schema: TSchema]>> = {
  'keystone-v3': ['application/json', Type.Union([Keystone, Gateway])],
  'iam-v3': ['application/json', Type.Union([Iam, Keystone, Gateway])],
  'otc-v1': ['application/json', Type.Union([VpcV1, Gateway])],
  'neutron-v2': ['application/json', Type.Union([Neutron, Gateway])],
  'otc-v3': ['application/json', Gateway],
  native: ['application/problem+json', Rfc9457],
};

/** The OpenAPI 3.1 document of one dialect, made of the rows that answer it. */
export function openapi(dialect: Dialect, site?: Pick<Site, 'baseUrl'>): Json {
  const components: Record<string, unknown> = {};
  const paths: Record<string, Record<string, unknown>> = {};
  const hoisted = (schema: unknown): unknown => hoist(schema, components);
  for (const endpoint of endpoints.filter((row) => row.dialect === dialect)) {
    const item = (paths[endpoint.path.replaceAll(/:(\w+)/g, '{$1}')] ??= {});
    item[endpoint.method.toLowerCase()] = operationOf(endpoint, hoisted);
  }
  const [mediaType, error] = errorSchemas[dialect];
  return {
    openapi: '3.1.0',
    info: {
      title: titles[dialect],
      version: '1',
      description: descriptions[dialect],
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: site?.baseUrl ?? '/' }],
    paths,
    components: {
      schemas: components,
      responses: { Refused: { description: 'Refused, and why', content: { [mediaType]: { schema: hoisted(error) } } } },
      securitySchemes: { token: { type: 'apiKey', in: 'header', name: 'X-Auth-Token' } },
    },
  };
}

function operationOf(endpoint: Endpoint, hoisted: (schema: unknown) => unknown): Json {
  const parameters = [...pathParameters(endpoint), ...headerParameters(endpoint), ...queryParameters(endpoint)];
  const answers = Object.entries(endpoint.responses).map(([status, schema]) => [
    status,
    {
      description: 'Done',
      ...(schema === null ? {} : { content: { 'application/json': { schema: hoisted(schema) } } }),
      ...linksOf(endpoint, schema),
    },
  ]);
  return {
    operationId: operationId(endpoint),
    summary: endpoint.summary,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(endpoint.body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: hoisted(endpoint.body) } } } }),
    responses: { ...Object.fromEntries(answers), default: { $ref: '#/components/responses/Refused' } },
    security: endpoint.caller === 'none' ? [] : [{ token: [] }],
  };
}

/** `PUT /v2.0/vpc/peerings/:peering_id/accept` is `put_v2_0_vpc_peerings_peering_id_accept`. */
export const operationId = ({ method, path }: Pick<Endpoint, 'method' | 'path'>): string =>
  [method.toLowerCase(), ...path.split(/[^A-Za-z0-9]+/).filter((part) => part !== '')].join('_');

interface Form {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly anyOf?: readonly Form[];
}
/** Of an answer of one thing or of several, that of one. */
const firstForm = (schema: Form): Form => schema.anyOf?.[0] ?? schema;

/** From what a POST makes to what can be asked of it: every row one path parameter further on. */
function linksOf({ method, path, dialect }: Endpoint, schema: TSchema | null): Json {
  if (method !== 'POST' || schema === null) return {};
  const { properties = {} } = firstForm(schema);
  const [wrapper, ...others] = Object.keys(properties);
  const id = 'id' in properties ? '/id' : others.length === 0 ? `/${wrapper}/id` : null;
  const further = endpoints.filter((row) => row.dialect === dialect && row.path.startsWith(`${path}/:`));
  if (id === null || further.length === 0) return {};
  const links = further.map((row) => {
    const name = row.path.slice(path.length + 2).split('/')[0] ?? '';
    const inherited = [...path.matchAll(/:(\w+)/g)].map(([, one = '']) => [one, `$request.path.${one}`]);
    return [
      operationId(row),
      { operationId: operationId(row), parameters: { ...Object.fromEntries(inherited), [name]: `$response.body#${id}` } },
    ];
  });
  return { links: Object.fromEntries(links) as Json };
}

const pathParameters = ({ path }: Endpoint): readonly Json[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    description: name === 'project_id' ? "The token's own project" : `The ${paramForms[name]?.resource.replaceAll('_', ' ')}`,
    schema: { type: 'string' },
  }));

/** Headers that a row reads besides the token. */
const headerParameters = ({ dialect, method, path }: Endpoint): readonly Json[] =>
  dialect === 'keystone-v3' && path.endsWith('/auth/tokens') && method !== 'POST'
    ? [{ name: 'X-Subject-Token', in: 'header', required: true, description: 'The token this is about', schema: { type: 'string' } }]
    : [];

function queryParameters({ query }: Endpoint): readonly Json[] {
  const properties = (query as { readonly properties?: Readonly<Record<string, Json>> } | undefined)?.properties ?? {};
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: false, schema }));
}

/** Replaces every named schema by a reference to it among `components`; two of one name must be one schema. */
function hoist(schema: unknown, components: Record<string, unknown>): unknown {
  if (Array.isArray(schema)) return schema.map((one) => hoist(one, components));
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, hoist(value, components)]));
  const { title } = inner as { title?: unknown };
  if (typeof title !== 'string' || !('type' in inner)) return inner;
  const known = components[title];
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(inner)) throw new Error(`two schemas are named ${title}`);
  components[title] = inner;
  return { $ref: `#/components/schemas/${title}` };
}
