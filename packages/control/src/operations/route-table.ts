import {
  checkNamedOnce,
  contentsOf,
  err,
  idOf,
  mostRoutesAtCreate,
  ok,
  type Input,
  type Problem,
  type Result,
  type RouteRemoval,
  type RouteTable,
  type RouteTableContents,
  type RouteTableId,
  type Subnet,
  type SubnetId,
} from '@isthmus/core';
import { all } from '../all.ts';
import { given } from '../given.ts';
import { forProject, read, write, type Desk, type Handler, type ProjectCaller } from '../handler.ts';
import type { Reader, Writer } from '../ledger.ts';
import { checkQuotaOf } from '../quota.ts';
import { addRoute, checkDraft, checkRoom, recordRoute } from './route.ts';
import { ownVpc } from './vpc.ts';

export const listRouteTables: Handler<'list-route-tables'> = forProject(async (desk, caller, { id, vpcId, subnetId, page }) => {
  const reader = desk.ledger.read;
  const projectId = caller.project.id;
  const used = subnetId === undefined ? undefined : await tableOfSubnet(reader, caller, subnetId);
  if (used === null || (used !== undefined && id !== undefined && id !== used)) return read({ items: [], more: false });
  const { items: tables, more } = await reader.routeTables.list(given({ projectId, vpcId, id: used ?? id }), page);
  const subnets = Map.groupBy(await all(reader.subnets, { vpcId: tables.map((table) => table.vpcId) }), (subnet) => subnet.vpcId);
  const routes = Map.groupBy(await all(reader.routes, { routeTableId: tables.map((table) => table.id) }), (route) => route.routeTableId);
  return read({ items: tables.map((table) => contentsOf(table, routes.get(table.id) ?? [], subnets.get(table.vpcId) ?? [])), more });
});

/** Null where the caller has no such subnet. */
async function tableOfSubnet(reader: Reader, { project }: ProjectCaller, id: SubnetId): Promise<RouteTableId | null> {
  const subnet = await reader.subnets.get(id);
  return subnet?.projectId === project.id ? subnet.routeTableId : null;
}

export const showRouteTable: Handler<'show-route-table'> = forProject(async (desk, caller, { id }) => {
  const table = await ownTable(desk.ledger.read, caller, id);
  return table.ok ? read(await contents(desk.ledger.read, table.value)) : table;
});

export const createRouteTable: Handler<'create-route-table'> = forProject((desk, caller, { vpcId, name, description, routes }) =>
  write(desk, caller, async (tx) => {
    const vpc = await ownVpc(tx, caller, vpcId);
    if (!vpc.ok) return vpc;
    if (routes.length > mostRoutesAtCreate) return tooMany;
    const used = await tx.routeTables.count({ vpcId });
    const quota = await checkQuotaOf(tx, 'vpcContainRoutetable', { domainId: caller.domainId, region: caller.project.region }, used);
    if (!quota.ok) return quota;
    const now = desk.clock.now();
    const table: RouteTable = {
      id: idOf<RouteTableId>(desk.ids.uuid()),
      vpcId,
      projectId: caller.project.id,
      name,
      description,
      isDefault: false,
      createdAt: now,
      updatedAt: now,
    };
    const inserted = await tx.routeTables.insert(table);
    if (!inserted.ok) throw new Error(`route table ${table.id} could not be made: ${inserted.problem.on}`);
    record(tx, 'route_table.created', table, { name });
    const added = await changeRoutes(desk, tx, caller, table, { remove: [], change: [], add: routes });
    return added.ok ? ok(await contents(tx, table)) : added;
  }),
);

const tooMany = err({
  kind: 'invalid-field',
  resource: 'route_table',
  field: 'routetable.routes',
  reason: 'has too many entries',
  fix: `send at most ${mostRoutesAtCreate} with the table, and add the others to it`,
} as const);

export const updateRouteTable: Handler<'update-route-table'> = forProject((desk, caller, { id, name, description, ...routes }) =>
  write(desk, caller, async (tx) => {
    const found = await ownTable(tx, caller, id);
    if (!found.ok) return found;
    const changed = await changeRoutes(desk, tx, caller, found.value, routes);
    if (!changed.ok) return changed;
    const words = given({ name, description });
    const after = await tx.routeTables.update(id, { ...words, updatedAt: desk.clock.now() });
    if (!after.ok || after.value === undefined) throw new Error(`route table ${id} could not be changed`);
    record(tx, 'route_table.updated', after.value, words);
    return ok(await contents(tx, after.value));
  }),
);

/** Takes out, changes and adds, in this order: what goes and comes in one request is replaced. The write is kept whole or not at all. */
async function changeRoutes(
  desk: Desk,
  tx: Writer,
  caller: ProjectCaller,
  table: RouteTable,
  { remove, change, add }: Pick<Input<'update-route-table'>, 'remove' | 'change' | 'add'>,
): Promise<Result<void, Problem>> {
  for (const named of [
    [...remove, ...change],
    [...change, ...add],
  ]) {
    const once = checkNamedOnce(named);
    if (!once.ok) return once;
  }
  for (const removal of remove) {
    const route = await routeTo(tx, table, removal);
    if (!route.ok) return route;
    await tx.routes.delete(route.value.id);
    recordRoute(tx, 'route.deleted', route.value);
  }
  for (const draft of change) {
    const route = await routeTo(tx, table, draft);
    if (!route.ok) return route;
    const leads = await checkDraft(tx, caller, table.vpcId, draft);
    if (!leads.ok) return leads;
    const { type, nextHop, destinationText, description } = draft;
    const changed = await tx.routes.update(route.value.id, given({ type, nextHop, destinationText, description }));
    if (!changed.ok || changed.value === undefined) throw new Error(`route ${route.value.id} could not be changed`);
    recordRoute(tx, 'route.updated', changed.value);
  }
  if (add.length === 0) return ok(undefined);
  const subnets = await all(tx.subnets, { vpcId: table.vpcId });
  for (const draft of add) {
    const added = await addRoute(desk, tx, caller, { table, subnets, draft });
    if (!added.ok) return added;
  }
  return checkRoom(tx, caller, table.id);
}

async function routeTo(tx: Reader, table: RouteTable, { destination, destinationText }: Omit<RouteRemoval, 'field'>) {
  const [route] = (await tx.routes.list({ routeTableId: table.id, destination }, { limit: 1 })).items;
  return route === undefined ? err({ kind: 'not-found', resource: 'route', id: destinationText } as const) : ok(route);
}

export const associateSubnets: Handler<'associate-subnets'> = forProject((desk, caller, { id, associate, disassociate }) =>
  write(desk, caller, async (tx) => {
    const found = await ownTable(tx, caller, id);
    if (!found.ok) return found;
    const table = found.value;
    if (table.isDefault && disassociate.length > 0)
      return err({
        kind: 'immutable',
        resource: 'route_table',
        id,
        reason: 'a subnet leaves the default table by being associated with another',
      });
    if (associate.some((subnet) => disassociate.includes(subnet))) return bothWays;
    const fallback = await defaultTableOf(tx, table);
    for (const { subnetIds, to } of [
      { subnetIds: disassociate, to: fallback },
      { subnetIds: associate, to: table },
    ])
      for (const subnetId of new Set(subnetIds)) {
        const subnet = await subnetOf(tx, table, subnetId);
        if (!subnet.ok) return subnet;
        if (to !== table && subnet.value.routeTableId !== id) return err({ kind: 'subnet-not-associated', subnetId, routeTableId: id });
        await tx.subnets.update(subnetId, { routeTableId: to.id });
      }
    const after = await tx.routeTables.update(id, { updatedAt: desk.clock.now() });
    if (!after.ok || after.value === undefined) throw new Error(`route table ${id} could not be changed`);
    record(tx, 'route_table.associated', table, { associate, disassociate });
    return ok(await contents(tx, after.value));
  }),
);

const bothWays = err({
  kind: 'invalid-field',
  resource: 'route_table',
  field: 'routetable.subnets',
  reason: 'names one subnet in both lists',
  fix: 'name each subnet once',
} as const);

/** One answer for a subnet of another VPC, of another project, and of none. */
async function subnetOf(tx: Reader, { vpcId }: RouteTable, id: SubnetId): Promise<Result<Subnet, Problem>> {
  const subnet = await tx.subnets.get(id);
  return subnet !== undefined && subnet.vpcId === vpcId ? ok(subnet) : err({ kind: 'subnet-elsewhere', subnetId: id, vpcId });
}

export const deleteRouteTable: Handler<'delete-route-table'> = forProject((desk, caller, { id }) =>
  write(desk, caller, async (tx) => {
    const found = await ownTable(tx, caller, id);
    if (!found.ok) return found;
    if (found.value.isDefault)
      return err({ kind: 'immutable', resource: 'route_table', id, reason: 'it is the default table, which goes with its VPC' });
    const subnets = (await tx.subnets.list({ routeTableId: id }, { limit: 100 })).items;
    if (subnets.length > 0)
      return err({ kind: 'in-use', resource: 'route_table', id, by: 'subnet', byIds: subnets.map((subnet) => subnet.id) });
    for (const route of await all(tx.routes, { routeTableId: id })) recordRoute(tx, 'route.deleted', route);
    await tx.routeTables.delete(id);
    record(tx, 'route_table.deleted', found.value, { name: found.value.name });
    return ok(null);
  }),
);

async function ownTable(reader: Reader, { project }: ProjectCaller, id: RouteTableId): Promise<Result<RouteTable, Problem>> {
  const table = await reader.routeTables.get(id);
  return table?.projectId === project.id ? ok(table) : err({ kind: 'not-found', resource: 'route_table', id });
}

/** Every VPC has exactly one. */
export async function defaultTableOf(reader: Reader, { vpcId }: Pick<RouteTable, 'vpcId'>): Promise<RouteTable> {
  const [table] = (await reader.routeTables.list({ vpcId, isDefault: true }, { limit: 1 })).items;
  if (table === undefined) throw new Error(`VPC ${vpcId} has no default route table`);
  return table;
}

const contents = async (reader: Reader, table: RouteTable): Promise<RouteTableContents> =>
  contentsOf(table, await all(reader.routes, { routeTableId: table.id }), await all(reader.subnets, { vpcId: table.vpcId }));

/** For the owner alone, as routes are. */
const record = (tx: Writer, kind: string, { id, name, projectId, vpcId }: RouteTable, detail: Readonly<Record<string, unknown>>): void =>
  tx.record({ kind, resourceKind: 'route_table', resourceId: id, projectIds: [projectId], vpcIds: [vpcId], detail: { name, ...detail } });
