import {
  checkNewBlock,
  checkVpcBlock,
  err,
  formatCidr,
  idOf,
  ok,
  sameCidr,
  withoutSecondaryBlocks,
  withSecondaryBlocks,
  type Cidr,
  type Problem,
  type ProjectId,
  type ResourceKind,
  type Result,
  type RouteTable,
  type RouteTableId,
  type Vpc,
  type VpcId,
} from '@isthmus/core';
import { all } from '../all.ts';
import { insertTags } from '../birth-tags.ts';
import { given } from '../given.ts';
import { forProject, read, write, type Desk, type Handler, type ProjectCaller } from '../handler.ts';
import type { Reader, Writer } from '../ledger.ts';
import { checkQuota } from '../quota.ts';

export const listVpcs: Handler<'list-vpcs'> = forProject(async (desk, caller, { page, ...filter }) =>
  read(await desk.ledger.read.vpcs.list(given({ ...filter, projectId: caller.project.id }), page)),
);

export const showVpc: Handler<'show-vpc'> = forProject(async (desk, caller, { id }) => {
  const vpc = await ownVpc(desk.ledger.read, caller, id);
  return vpc.ok ? read(vpc.value) : vpc;
});

export const createVpc: Handler<'create-vpc'> = forProject((desk, caller, input) =>
  write(desk, caller, async (tx) => {
    const { name, description, cidr, enterpriseProjectId, enableSharedSnat, tags = [] } = input;
    const block = cidr === null ? ok(undefined) : checkVpcBlock(cidr);
    if (!block.ok) return block;
    const named = await checkName(tx, caller.project.id, name);
    if (!named.ok) return named;
    const quota = await checkQuota(tx, 'vpc', { domainId: caller.domainId, region: caller.project.region });
    if (!quota.ok) return quota;
    const now = desk.clock.now();
    const vpc: Vpc = {
      id: idOf<VpcId>(desk.ids.uuid()),
      projectId: caller.project.id,
      name,
      description,
      cidr,
      secondaryCidrs: [],
      enterpriseProjectId,
      enableSharedSnat,
      createdAt: now,
      updatedAt: now,
    };
    const added = await tx.vpcs.insert(vpc);
    if (!added.ok) return nameTaken(name);
    const tagged = await insertTags(tx, { resourceKind: 'vpc', resourceId: vpc.id, projectId: vpc.projectId }, tags);
    if (!tagged.ok) return tagged;
    await tx.routeTables.insert(defaultTable(vpc, idOf<RouteTableId>(desk.ids.uuid())));
    record(tx, 'vpc.created', vpc, [vpc.id], { name, cidr: cidr === null ? null : formatCidr(cidr) });
    return ok(vpc);
  }),
);

const defaultTable = ({ id: vpcId, projectId, name, createdAt }: Vpc, id: RouteTableId): RouteTable => ({
  id,
  vpcId,
  projectId,
  name: `rtb-${name}`,
  description: '',
  isDefault: true,
  createdAt,
  updatedAt: createdAt,
});

export const updateVpc: Handler<'update-vpc'> = forProject((desk, caller, { id, ...change }) =>
  write(desk, caller, async (tx) => {
    const found = await ownVpc(tx, caller, id);
    if (!found.ok) return found;
    const vpc = found.value;
    if (change.name !== undefined && change.name !== vpc.name) {
      const named = await checkName(tx, vpc.projectId, change.name);
      if (!named.ok) return named;
    }
    const { cidr } = change;
    const moved = cidr !== undefined && (vpc.cidr === null || !sameCidr(cidr, vpc.cidr));
    if (moved) {
      const block = checkNewBlock(vpc, cidr, await all(tx.subnets, { vpcId: id }));
      if (!block.ok) return block;
    }
    const changed = await tx.vpcs.update(id, given({ ...change, updatedAt: desk.clock.now() }));
    if (!changed.ok) return nameTaken(change.name ?? vpc.name);
    if (changed.value === undefined) return notFound(id);
    // Only a new block is seen by packets.
    record(tx, 'vpc.updated', vpc, moved ? [id] : [], given({ ...change, cidr: cidr && formatCidr(cidr) }));
    return ok(changed.value);
  }),
);

export const listVpcContents: Handler<'list-vpc-contents'> = forProject(async (desk, caller, { vpcIds }) => {
  const reader = desk.ledger.read;
  const own = new Set((await all(reader.vpcs, { id: vpcIds, projectId: caller.project.id })).map(({ id }) => id));
  const vpcId = vpcIds.filter((id) => own.has(id));
  const tags = Map.groupBy(await all(reader.tags, { resourceId: vpcId }), (tag) => tag.resourceId);
  const tables = Map.groupBy(await all(reader.routeTables, { vpcId }), (table) => table.vpcId);
  const subnets = Map.groupBy(await all(reader.subnets, { vpcId }), (subnet) => subnet.vpcId);
  const items = vpcId.map((id) => ({
    vpcId: id,
    tags: (tags.get(id) ?? []).map(({ key, value }) => ({ key, value })),
    routeTables: tables.get(id)?.length ?? 0,
    subnets: subnets.get(id)?.length ?? 0,
  }));
  return read({ items, more: false });
});

export const addSecondaryBlocks: Handler<'add-secondary-blocks'> = forProject((desk, caller, { id, cidrs, mode }) =>
  changeBlocks(desk, caller, id, mode, async (_tx, vpc) => withSecondaryBlocks(vpc, cidrs)),
);

export const removeSecondaryBlocks: Handler<'remove-secondary-blocks'> = forProject((desk, caller, { id, cidrs, mode }) =>
  changeBlocks(desk, caller, id, mode, async (tx, vpc) => withoutSecondaryBlocks(vpc, cidrs, await all(tx.subnets, { vpcId: id }))),
);

const changeBlocks = (
  desk: Desk,
  caller: ProjectCaller,
  id: VpcId,
  mode: 'run' | 'check',
  decide: (tx: Reader, vpc: Vpc) => Promise<Result<readonly Cidr[], Problem>>,
) =>
  write(desk, caller, async (tx) => {
    const found = await ownVpc(tx, caller, id);
    if (!found.ok) return found;
    const secondaryCidrs = await decide(tx, found.value);
    if (!secondaryCidrs.ok) return secondaryCidrs;
    if (mode === 'check') return found;
    const changed = await tx.vpcs.update(id, { secondaryCidrs: secondaryCidrs.value, updatedAt: desk.clock.now() });
    if (!changed.ok || changed.value === undefined) throw new Error(`the blocks of VPC ${id} could not be changed`);
    record(tx, 'vpc.updated', changed.value, [id], { secondaryCidrs: secondaryCidrs.value.map(formatCidr) });
    return ok(changed.value);
  });

export const deleteVpc: Handler<'delete-vpc'> = forProject((desk, caller, { id }) =>
  write(desk, caller, async (tx) => {
    const found = await ownVpc(tx, caller, id);
    if (!found.ok) return found;
    for (const { by, list } of blockers) {
      const byIds = await list(tx, id);
      if (byIds.length > 0) return err({ kind: 'in-use', resource: 'vpc', id, by, byIds });
    }
    for (const table of await all(tx.routeTables, { vpcId: id })) await tx.routeTables.delete(table.id);
    await tx.vpcs.delete(id);
    record(tx, 'vpc.deleted', found.value, [id], { name: found.value.name });
    return ok(null);
  }),
);

/** What must go before a VPC, in the published order; at most a hundred of the first kind there is are named. */
const blockers: readonly { readonly by: ResourceKind; readonly list: (tx: Reader, vpcId: VpcId) => Promise<readonly string[]> }[] = [
  { by: 'subnet', list: async (tx, vpcId) => idsOf(await tx.subnets.list({ vpcId }, { limit: 100 })) },
  { by: 'route', list: async (tx, vpcId) => idsOf(await tx.routes.list({ vpcId }, { limit: 100 })) },
  { by: 'peering', list: async (tx, vpcId) => idsOf(await tx.peerings.list({ vpcId }, { limit: 100 })) },
  { by: 'route_table', list: async (tx, vpcId) => idsOf(await tx.routeTables.list({ vpcId, isDefault: false }, { limit: 100 })) },
];
const idsOf = ({ items }: { readonly items: readonly { readonly id: string }[] }): readonly string[] => items.map(({ id }) => id);

/** The caller's VPC. Another's is not found, exactly like one that nobody has. */
export async function ownVpc(reader: Reader, caller: ProjectCaller, id: VpcId): Promise<Result<Vpc, Problem>> {
  const vpc = await reader.vpcs.get(id);
  return vpc !== undefined && vpc.projectId === caller.project.id ? ok(vpc) : notFound(id);
}

const notFound = (id: VpcId): Result<never, Problem> => err({ kind: 'not-found', resource: 'vpc', id });
const nameTaken = (name: string): Result<never, Problem> => err({ kind: 'already-exists', resource: 'vpc', field: 'name', value: name });

/** Names are unique in a project; VPCs without one are not held to it. */
const checkName = async (tx: Reader, projectId: ProjectId, name: string): Promise<Result<void, Problem>> =>
  name !== '' && (await tx.vpcs.count({ projectId, name })) > 0 ? nameTaken(name) : ok(undefined);

const record = (tx: Writer, kind: string, vpc: Vpc, touched: readonly VpcId[], detail: Readonly<Record<string, unknown>>): void =>
  tx.record({
    kind,
    resourceKind: 'vpc',
    resourceId: vpc.id,
    projectIds: [vpc.projectId],
    vpcIds: touched,
    detail: { name: vpc.name, ...detail },
  });
