import {
  checkDestination,
  checkNextHop,
  checkNextHopType,
  err,
  formatCidr,
  idOf,
  ok,
  type PeeringId,
  type Problem,
  type Result,
  type Route,
  type RouteDraft,
  type RouteId,
  type RouteTable,
  type RouteTableId,
  type Subnet,
  type VpcId,
} from '@isthmus/core';
import { all } from '../all.ts';
import { given } from '../given.ts';
import { forProject, read, write, type Desk, type Handler, type ProjectCaller } from '../handler.ts';
import type { Reader, Writer } from '../ledger.ts';
import { checkQuotaOf } from '../quota.ts';
import { visiblePeering } from './peering.ts';
import { ownVpc } from './vpc.ts';

export const listRoutes: Handler<'list-routes'> = forProject(async (desk, caller, { id, vpcId, projectId, destination, type, page }) => {
  const own = caller.project.id;
  const elsewhere = projectId !== undefined && projectId !== own;
  if (elsewhere || (type !== undefined && type !== 'peering')) return read({ items: [], more: false });
  const tables = await all(desk.ledger.read.routeTables, given({ projectId: own, vpcId, isDefault: true }));
  const routeTableId = tables.map((table) => table.id);
  const filter = given({ projectId: own, type: 'peering' as const, routeTableId, id, destinationText: destination });
  return read(await desk.ledger.read.routes.list(filter, page));
});

export const showRoute: Handler<'show-route'> = forProject(async (desk, caller, { id }) => {
  const route = await ownRoute(desk.ledger.read, caller, id);
  return route.ok ? read(route.value) : route;
});

export const createRoute: Handler<'create-route'> = forProject((desk, caller, { vpcId, routeTableId, ...route }) =>
  write(desk, caller, async (tx) => {
    const draft: RouteDraft = { field: 'route', ...route };
    const carried = checkNextHopType(draft);
    if (!carried.ok) return carried;
    const vpc = await ownVpc(tx, caller, vpcId);
    if (!vpc.ok) return vpc;
    const table = await tableOf(tx, vpcId, routeTableId);
    if (!table.ok) return table;
    const added = await addRoute(desk, tx, caller, { table: table.value, subnets: await all(tx.subnets, { vpcId }), draft });
    if (!added.ok) return added;
    const room = await checkRoom(tx, caller, table.value.id);
    return room.ok ? added : room;
  }),
);

/** Where a route may lead: to a peering that the caller can see, of this VPC, and not to what is local. */
export async function checkDraft(
  tx: Reader,
  caller: ProjectCaller,
  vpcId: VpcId,
  draft: Pick<RouteDraft, 'field' | 'type' | 'nextHop'>,
): Promise<Result<void, Problem>> {
  const carried = checkNextHopType(draft);
  if (!carried.ok) return carried;
  const peering = await visiblePeering(tx, caller, idOf<PeeringId>(draft.nextHop));
  return peering.ok ? checkNextHop(vpcId, peering.value, draft.field) : peering;
}

/** Adds a route to a table of the caller's. Whether the table has room is asked afterwards: "you have it already" says more than "it is full". */
export async function addRoute(
  desk: Desk,
  tx: Writer,
  caller: ProjectCaller,
  { table, subnets, draft }: { readonly table: RouteTable; readonly subnets: readonly Subnet[]; readonly draft: RouteDraft },
): Promise<Result<Route, Problem>> {
  const leads = await checkDraft(tx, caller, table.vpcId, draft);
  if (!leads.ok) return leads;
  const { type, destination, destinationText, description, nextHop } = draft;
  const free = checkDestination(destination, subnets);
  if (!free.ok) return free;
  const route: Route = {
    id: idOf<RouteId>(desk.ids.uuid()),
    routeTableId: table.id,
    vpcId: table.vpcId,
    projectId: caller.project.id,
    type,
    destination,
    destinationText,
    nextHop,
    description,
    createdAt: desk.clock.now(),
  };
  const added = await tx.routes.insert(route);
  if (!added.ok) return err({ kind: 'destination-taken', destination: formatCidr(destination), routeTableId: table.id });
  recordRoute(tx, 'route.created', route);
  return ok(route);
}

/** Whether the table, with what was just added, is within its quota. */
export async function checkRoom(tx: Writer, caller: ProjectCaller, routeTableId: RouteTableId): Promise<Result<void, Problem>> {
  const before = (await tx.routes.count({ routeTableId })) - 1;
  return checkQuotaOf(tx, 'routetableContainRoutes', { domainId: caller.domainId, region: caller.project.region }, before);
}

export const deleteRoute: Handler<'delete-route'> = forProject((desk, caller, { id }) =>
  write(desk, caller, async (tx) => {
    const found = await ownRoute(tx, caller, id);
    if (!found.ok) return found;
    await tx.routes.delete(id);
    recordRoute(tx, 'route.deleted', found.value);
    return ok(null);
  }),
);

/** The table that is named, if it is the VPC's; without a name the VPC's default one. */
async function tableOf(tx: Reader, vpcId: VpcId, id: RouteTableId | undefined): Promise<Result<RouteTable, Problem>> {
  const [table] = (await tx.routeTables.list(id === undefined ? { vpcId, isDefault: true } : { vpcId, id }, { limit: 1 })).items;
  return table === undefined ? err({ kind: 'not-found', resource: 'route_table', id: id ?? '' }) : ok(table);
}

async function ownRoute(reader: Reader, caller: ProjectCaller, id: RouteId): Promise<Result<Route, Problem>> {
  const route = await reader.routes.get(id);
  return route !== undefined && route.projectId === caller.project.id ? ok(route) : err({ kind: 'not-found', resource: 'route', id });
}

/** For the owner alone: the other side of the peering may not even see that there is a route. */
export const recordRoute = (tx: Writer, kind: string, { id, projectId, vpcId, destinationText, nextHop }: Route): void =>
  tx.record({
    kind,
    resourceKind: 'route',
    resourceId: id,
    projectIds: [projectId],
    vpcIds: [vpcId],
    detail: { destination: destinationText, nextHop },
  });
