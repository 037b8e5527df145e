import {
  err,
  formatCidr,
  idOf,
  ok,
  parseCidr,
  type Cidr,
  type Done,
  type Listed,
  type Problem,
  type Result,
  type Vpc,
  type VpcContents,
} from '@isthmus/core';
import { Type } from 'typebox';
import { endpoint, operationEndpoint, type Run } from '../row.ts';
import type { Endpoint, WireResponse } from '../endpoint.ts';
import { anyText, cidrText, descriptionText, emptyText, idText, named, oneOf, orNull, wordText } from '../fields.ts';
import { listPage, mostRows, nothing, pageOf, strictPage } from '../page.ts';
import { NewTags, TagShown } from '../tag-shape.ts';
import { zuluTime } from '../times.ts';
import { idsOf, listBody, PageInfo, several } from './paging.ts';
import { dryRun } from './security-group-rule.ts';

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
    tags: Type.Array(TagShown),
  }),
);

/** What the VPC has in it, as far as it has any of a kind. */
const cloudResources = ({ routeTables, subnets }: VpcContents) =>
  [
    { resource_type: 'routetable', resource_count: routeTables },
    { resource_type: 'virsubnet', resource_count: subnets },
  ].filter(({ resource_count }) => resource_count > 0);

const render = (vpc: Vpc, contents: VpcContents) => ({
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
  cloud_resources: cloudResources(contents),
  tags: contents.tags,
});

/** The VPCs with their contents. One that was deleted meanwhile has none. */
async function rendered(vpcs: readonly Vpc[], run: Run): Promise<Result<readonly ReturnType<typeof render>[], Problem>> {
  const done = await run('list-vpc-contents', { vpcIds: vpcs.map(({ id }) => id) });
  if (!done.ok) return done;
  const contents = new Map(done.value.value.items.map((one) => [one.vpcId, one]));
  return ok(vpcs.map((vpc) => render(vpc, contents.get(vpc.id) ?? { vpcId: vpc.id, tags: [], routeTables: 0, subnets: 0 })));
}

const Filters = Type.Object({ id: several, name: several, description: several, cidr: several, ...strictPage(mostRows) });
type Asked = { readonly [Name in 'id' | 'name' | 'description' | 'cidr']?: readonly string[] };

/** Repeated filters mean "one of"; different ones "and". Null where nothing can match. */
function filterOf({ id, name, description, cidr }: Asked) {
  const ids = idsOf<Vpc['id']>(id);
  const blocks = cidr?.flatMap((text): readonly (Cidr | null)[] => {
    const block = parseCidr(text);
    return text === '' ? [null] : block.ok ? [block.value] : [];
  });
  if (ids?.length === 0 || blocks?.length === 0) return null;
  return {
    ...(ids === undefined ? {} : { id: ids }),
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
    ...(blocks === undefined ? {} : { cidr: blocks }),
  };
}

const One = Type.Object({ request_id: anyText, vpc: Shown });
const Create = Type.Object({
  ...dryRun,
  vpc: Type.Object({
    name: Type.Optional(wordText(0, 64)),
    cidr: cidrText,
    description: Type.Optional(orNull(descriptionText)),
    enterprise_project_id: Type.Optional(orNull(idText)),
    tags: Type.Optional(orNull(NewTags)),
  }),
});
/** Closed: a block that cannot be changed here is refused and not ignored. */
const Update = Type.Object({
  ...dryRun,
  vpc: Type.Object(
    { name: Type.Optional(wordText(0, 64)), description: Type.Optional(orNull(descriptionText)) },
    { additionalProperties: false, minProperties: 1, description: 'at least one of name and description' },
  ),
});
const Blocks = Type.Object({
  vpc: Type.Object({
    extend_cidrs: Type.Array(Type.Union([cidrText, emptyText], { description: 'a CIDR block such as 23.8.0.0/16' }), {
      minItems: 1,
      maxItems: 100,
    }),
  }),
  dry_run: Type.Optional(Type.Boolean()),
});
/** The published answer to a check that found nothing wrong. */
const Checked = Type.Object({ request_id: anyText, error_code: anyText, error_msg: anyText });

const vpcId = (params: Readonly<Record<string, string>>) => ({ id: idOf<Vpc['id']>(params['vpc_id'] ?? '') });

/** Empty texts are none: Terraform adds one after it has removed the block that is wanted no more. */
function blocksOf(texts: readonly string[]): Result<readonly WrittenBlock[], Problem> {
  const blocks: WrittenBlock[] = [];
  for (const [index, text] of texts.entries()) {
    if (text === '') continue;
    const block = parseCidr(text);
    if (!block.ok) return err({ kind: 'invalid-field', resource, field: fieldOf(index), ...block.problem });
    blocks.push({ cidr: block.value, field: fieldOf(index) });
  }
  return ok(blocks);
}
interface WrittenBlock {
  readonly cidr: Cidr;
  readonly field: string;
}
const fieldOf = (index: number): string => `vpc.extend_cidrs.${index}`;

/** The operation counts blocks without the empty texts before them. */
const asWritten = (problem: Problem, blocks: readonly WrittenBlock[]): Problem =>
  'field' in problem ? { ...problem, field: blocks.find((_, index) => fieldOf(index) === problem.field)?.field ?? problem.field } : problem;

/** The answer to a write: the VPC as it is from then on. */
async function answered(
  status: 200 | 201,
  { value, generation }: Done<Vpc>,
  requestId: string,
  run: Run,
): Promise<Result<WireResponse, Problem>> {
  const shown = await rendered([value], run);
  return shown.ok ? ok({ status, generation, body: { request_id: requestId, vpc: shown.value[0] } }) : shown;
}

/** The two changes of secondary blocks; with `dry_run` they say what they would. */
const blockRow = (verb: 'add' | 'remove', summary: string): Endpoint =>
  endpoint({
    dialect,
    method: 'PUT',
    path: `${path}/:vpc_id/${verb}-extend-cidr`,
    summary,
    resource,
    operations: [`${verb}-secondary-blocks`, 'list-vpc-contents'],
    body: Blocks,
    responses: { 200: One, 202: Checked },
    async handle({ params, body, request: { requestId } }, run) {
      const blocks = blocksOf(body.vpc.extend_cidrs);
      if (!blocks.ok) return blocks;
      const mode = body.dry_run === true ? 'check' : 'run';
      const done = await run(`${verb}-secondary-blocks`, { ...vpcId(params), cidrs: blocks.value.map(({ cidr }) => cidr), mode });
      if (!done.ok) return err(asWritten(done.problem, blocks.value));
      if (mode === 'check')
        return ok({ status: 202, body: { request_id: requestId, error_code: 'SYS.0202', error_msg: 'The request would be carried out.' } });
      return answered(200, done.value, requestId, run);
    },
  });

export const vpcs: readonly Endpoint[] = [
  endpoint({
    dialect,
    method: 'GET',
    path,
    summary: 'List VPCs with their secondary blocks',
    resource,
    operations: ['list-vpcs', 'show-vpc', 'list-vpc-contents'],
    query: Filters,
    responses: { 200: Type.Object({ request_id: anyText, vpcs: Type.Array(Shown), page_info: PageInfo }) },
    async handle({ query, request }, run) {
      const page = pageOf(query, resource);
      if (!page.ok) return page;
      const filter = filterOf(query);
      const listed =
        filter === null
          ? ok<Listed<Vpc>>(nothing())
          : await listPage(page.value, {
              known: (marker) => run('show-vpc', { id: idOf<Vpc['id']>(marker) }),
              list: (at) => run('list-vpcs', { ...filter, page: at }),
            });
      if (!listed.ok) return listed;
      const { items, more } = listed.value;
      const shown = await rendered(items, run);
      if (!shown.ok) return shown;
      return ok({ status: 200, body: listBody('vpcs', { items: shown.value, more }, request) });
    },
  }),
  endpoint({
    dialect,
    method: 'POST',
    path,
    summary: 'Create a VPC',
    resource,
    operations: ['create-vpc', 'list-vpc-contents'],
    body: Create,
    responses: { 201: One },
    async handle({ body: { vpc }, request: { requestId } }, run) {
      const cidr = parseCidr(vpc.cidr);
      if (!cidr.ok) return err({ kind: 'invalid-field', resource, field: 'vpc.cidr', ...cidr.problem });
      const done = await run('create-vpc', {
        name: vpc.name ?? '',
        description: vpc.description ?? '',
        cidr: cidr.value,
        enterpriseProjectId: vpc.enterprise_project_id ?? '0',
        enableSharedSnat: false,
        tags: vpc.tags ?? [],
      });
      return done.ok ? answered(201, done.value, requestId, run) : done;
    },
  }),
  endpoint({
    dialect,
    method: 'GET',
    path: `${path}/:vpc_id`,
    summary: 'Show a VPC with its secondary blocks, its tags and what it holds',
    operations: ['show-vpc', 'list-vpc-contents'],
    responses: { 200: One },
    async handle({ params, request }, run) {
      const found = await run('show-vpc', vpcId(params));
      if (!found.ok) return found;
      const shown = await rendered([found.value.value], run);
      return shown.ok ? ok({ status: 200, body: { request_id: request.requestId, vpc: shown.value[0] } }) : shown;
    },
  }),
  endpoint({
    dialect,
    method: 'PUT',
    path: `${path}/:vpc_id`,
    summary: 'Rename or describe a VPC',
    resource,
    operations: ['update-vpc', 'list-vpc-contents'],
    body: Update,
    responses: { 200: One },
    async handle({ params, body: { vpc }, request: { requestId } }, run) {
      const done = await run('update-vpc', {
        ...vpcId(params),
        ...(vpc.name === undefined ? {} : { name: vpc.name }),
        ...(vpc.description === undefined ? {} : { description: vpc.description ?? '' }),
      });
      return done.ok ? answered(200, done.value, requestId, run) : done;
    },
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
  blockRow('add', 'Add secondary blocks to a VPC'),
  blockRow('remove', 'Remove secondary blocks that hold no subnet'),
];
