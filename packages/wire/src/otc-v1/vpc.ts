import { err, formatCidr, idOf, isUuid, ok, parseCidr, type Cidr, type Problem, type Result, type Vpc } from '@isthmus/core';
import { Type } from 'typebox';
import { operationEndpoint } from '../row.ts';
import type { Endpoint } from '../endpoint.ts';
import { anyText, cidrText, descriptionText, emptyText, filterText, idText, named, oneOf, wordText } from '../fields.ts';
import { listEndpoint } from '../list.ts';
import { mostRows, strictPage } from '../page.ts';
import { bareTime } from '../times.ts';
import { enterpriseProject } from '../enterprise-project.ts';

const path = '/v1/:project_id/vpcs';
const dialect = 'otc-v1';
const resource = 'vpc';

const LegacyRoute = Type.Object({ destination: anyText, nexthop: anyText });
const Shown = named(
  'Vpc',
  Type.Object({
    id: anyText,
    name: anyText,
    description: anyText,
    cidr: anyText,
    status: oneOf(['CREATING', 'OK']),
    enterprise_project_id: anyText,
    routes: Type.Array(LegacyRoute),
    enable_shared_snat: Type.Boolean(),
    tenant_id: anyText,
    created_at: anyText,
    updated_at: anyText,
  }),
);
const Wrapped = Type.Object({ vpc: Shown });

const render = (vpc: Vpc, status: 'CREATING' | 'OK') => ({
  id: vpc.id,
  name: vpc.name,
  description: vpc.description,
  cidr: vpc.cidr === null ? '' : formatCidr(vpc.cidr),
  status,
  enterprise_project_id: vpc.enterpriseProjectId,
  routes: [],
  enable_shared_snat: vpc.enableSharedSnat,
  tenant_id: vpc.projectId,
  created_at: bareTime(vpc.createdAt),
  updated_at: bareTime(vpc.updatedAt),
});
const wrap = (vpc: Vpc) => ({ vpc: render(vpc, 'OK') });

/** An empty text is what clients send for no block. */
const cidr = Type.Union([cidrText, emptyText], { description: 'a CIDR block such as 192.168.0.0/16, or an empty text' });
const Create = Type.Object({
  vpc: Type.Object({
    name: Type.Optional(wordText(0, 64)),
    description: Type.Optional(descriptionText),
    cidr: Type.Optional(cidr),
    enterprise_project_id: Type.Optional(idText),
    enable_shared_snat: Type.Optional(Type.Boolean()),
  }),
});
const Update = Type.Object({
  vpc: Type.Object({
    name: Type.Optional(wordText(0, 64)),
    description: Type.Optional(descriptionText),
    cidr: Type.Optional(cidr),
    routes: Type.Optional(
      Type.Array(Type.Unknown(), {
        maxItems: 0,
        description: 'an empty array: this field is superseded, add routes with POST /v2.0/vpc/routes',
      }),
    ),
    enable_shared_snat: Type.Optional(Type.Boolean()),
  }),
});
const Filters = Type.Object({
  id: Type.Optional(filterText),
  enterprise_project_id: Type.Optional(filterText),
  ...strictPage(mostRows),
});

/** Null for none. */
function blockOf(text: string | undefined): Result<Cidr | null, Problem> {
  if (text === undefined || text === '') return ok(null);
  const block = parseCidr(text);
  return block.ok ? block : err({ kind: 'invalid-field', resource, field: 'vpc.cidr', ...block.problem });
}

const vpcId = (params: Readonly<Record<string, string>>) => ({ id: idOf<Vpc['id']>(params['vpc_id'] ?? '') });

export const vpcs: readonly Endpoint[] = [
  listEndpoint({
    dialect,
    path,
    summary: 'List VPCs',
    resource,
    list: 'list-vpcs',
    show: 'show-vpc',
    query: Filters,
    success: Type.Object({ vpcs: Type.Array(Shown) }),
    filter: ({ query: { id, enterprise_project_id } }) =>
      id !== undefined && !isUuid(id)
        ? null
        : { ...(id === undefined ? {} : { id: idOf<Vpc['id']>(id) }), ...enterpriseProject(enterprise_project_id) },
    encode: ({ items }) => ({ vpcs: items.map((vpc) => render(vpc, 'OK')) }),
  }),
  operationEndpoint({
    dialect,
    method: 'POST',
    path,
    summary: 'Create a VPC; a block is optional',
    resource,
    operation: 'create-vpc',
    body: Create,
    success: [200, Wrapped],
    decode({ body: { vpc } }) {
      const block = blockOf(vpc.cidr);
      if (!block.ok) return block;
      return ok({
        name: vpc.name ?? '',
        description: vpc.description ?? '',
        cidr: block.value,
        enterpriseProjectId: vpc.enterprise_project_id ?? '0',
        enableSharedSnat: vpc.enable_shared_snat ?? false,
      });
    },
    /** The published answer to a create; every read afterwards says OK. */
    encode: (vpc) => ({ vpc: render(vpc, 'CREATING') }),
  }),
  operationEndpoint({
    dialect,
    method: 'GET',
    path: `${path}/:vpc_id`,
    summary: 'Show a VPC',
    operation: 'show-vpc',
    success: [200, Wrapped],
    decode: ({ params }) => ok(vpcId(params)),
    encode: wrap,
  }),
  operationEndpoint({
    dialect,
    method: 'PUT',
    path: `${path}/:vpc_id`,
    summary: 'Change a VPC; what is left out stays as it is',
    resource,
    operation: 'update-vpc',
    body: Update,
    success: [200, Wrapped],
    decode({ params, body: { vpc } }) {
      const block = blockOf(vpc.cidr);
      if (!block.ok) return block;
      return ok({
        ...vpcId(params),
        ...(vpc.name === undefined ? {} : { name: vpc.name }),
        ...(vpc.description === undefined ? {} : { description: vpc.description }),
        ...(block.value === null ? {} : { cidr: block.value }),
        ...(vpc.enable_shared_snat === undefined ? {} : { enableSharedSnat: vpc.enable_shared_snat }),
      });
    },
    encode: wrap,
  }),
  operationEndpoint({
    dialect,
    method: 'DELETE',
    path: `${path}/:vpc_id`,
    summary: 'Delete a VPC that nothing uses any more',
    operation: 'delete-vpc',
    success: [204, null],
    decode: ({ params }) => ok(vpcId(params)),
  }),
];
