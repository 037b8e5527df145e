import { formatCidr, idOf, isUuid, ok, type Listed, type Vpc } from '@isthmus/core';
import { Type } from 'typebox';
import { endpoint, operationEndpoint } from '../row.ts';
import type { Endpoint } from '../endpoint.ts';
import { anyText, filterText, named, nullableText, oneOf } from '../fields.ts';
import { listPage, mostRows, nothing, pageOf, strictPage } from '../page.ts';
import { zuluTime } from '../times.ts';

const path = '/v3/:project_id/vpc/vpcs';
const dialect = 'otc-v3';
const resource = 'vpc';

const Shown = named(
  'Vpc',
  Type.Object({
    id: anyText,
    name: anyText,
    description: anyText,
    cidr: anyText,
    extend_cidrs: Type.Array(anyText),
    status: oneOf(['PENDING', 'ACTIVE']),
    project_id: anyText,
    enterprise_project_id: anyText,
    created_at: anyText,
    updated_at: anyText,
    cloud_resources: Type.Array(Type.Object({ resource_type: anyText, resource_count: Type.Integer() })),
    tags: Type.Array(Type.Object({ key: anyText, value: anyText })),
  }),
);

/** `cloud_resources` and `tags` are empty until something counts them: both are optional reading for every known client. */
const render = (vpc: Vpc) => ({
  id: vpc.id,
  name: vpc.name,
  description: vpc.description,
  cidr: vpc.cidr === null ? '' : formatCidr(vpc.cidr),
  extend_cidrs: vpc.secondaryCidrs.map(formatCidr),
  status: 'ACTIVE',
  project_id: vpc.projectId,
  enterprise_project_id: vpc.enterpriseProjectId,
  created_at: zuluTime(vpc.createdAt),
  updated_at: zuluTime(vpc.updatedAt),
  cloud_resources: [],
  tags: [],
});

const PageInfo = named(
  'PageInfo',
  Type.Object({ previous_marker: nullableText, current_count: Type.Integer(), next_marker: Type.Optional(anyText) }),
);
const several = Type.Optional(Type.Array(filterText, { maxItems: 100, description: 'up to 100 values, of which one must match' }));
const Filters = Type.Object({ id: several, name: several, description: several, cidr: several, ...strictPage(mostRows) });
type Asked = { readonly [Name in 'id' | 'name' | 'description' | 'cidr']?: readonly string[] };

/** Repeated filters mean "one of"; different ones "and". Applied to a page that is already the caller's own. */
const holds = (asked: Asked) => (vpc: Vpc) => {
  const shown = render(vpc);
  return (['id', 'name', 'description', 'cidr'] as const).every((name) => asked[name]?.includes(shown[name]) ?? true);
};

export const vpcs: readonly Endpoint[] = [
  endpoint({
    dialect,
    method: 'GET',
    path,
    summary: 'List VPCs with their secondary blocks',
    resource,
    operations: ['list-vpcs', 'show-vpc'],
    query: Filters,
    responses: { 200: Type.Object({ request_id: anyText, vpcs: Type.Array(Shown), page_info: PageInfo }) },
    async handle({ query, request }, run) {
      const page = pageOf(query, resource);
      if (!page.ok) return page;
      const ids = query.id?.filter(isUuid);
      const [id] = ids ?? [];
      const [name] = query.name ?? [];
      const narrow = {
        ...(ids?.length === 1 && id !== undefined ? { id: idOf<Vpc['id']>(id) } : {}),
        ...(query.name?.length === 1 && name !== undefined ? { name } : {}),
      };
      const listed =
        ids?.length === 0
          ? ok<Listed<Vpc>>(nothing())
          : await listPage(page.value, {
              known: (marker) => run('show-vpc', { id: idOf<Vpc['id']>(marker) }),
              list: (at) => run('list-vpcs', { ...narrow, page: at }),
            });
      if (!listed.ok) return listed;
      const { items, more } = listed.value;
      const shown = items.filter(holds(query)).map(render);
      const last = items.at(-1);
      const page_info = {
        previous_marker: items[0]?.id ?? null,
        current_count: shown.length,
        ...(more && last !== undefined ? { next_marker: last.id } : {}),
      };
      return ok({ status: 200, body: { request_id: request.requestId, vpcs: shown, page_info } });
    },
  }),
  operationEndpoint({
    dialect,
    method: 'GET',
    path: `${path}/:vpc_id`,
    summary: 'Show a VPC with its secondary blocks',
    operation: 'show-vpc',
    success: [200, Type.Object({ request_id: anyText, vpc: Shown })],
    decode: ({ params }) => ok({ id: idOf<Vpc['id']>(params['vpc_id'] ?? '') }),
    encode: (vpc, { request }) => ({ request_id: request.requestId, vpc: render(vpc) }),
  }),
];
