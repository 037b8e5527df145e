import {
  checkDestination,
  checkNextHop,
  err,
  formatCidr,
  idOf,
  ok,
  type PeeringId,
  type Problem,
  type Result,
  type Route,
  type RouteId,
  type RouteTable,
  type RouteTableId,
  type VpcId,
} from '@isthmus/core';
import { all } from '../all.ts';
import { given } from '../given.ts';
import { forProject, read, write, type Handler, type ProjectCaller } from '../handler.ts';
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

export const createRoute: Handler<'create-route'> = forProject((desk, caller, input) =>
  write(desk, caller, async (tx) => {
    const { vpcId, type, destination, destinationText, description, nextHop } = input;
    if (type !== 'peering') return wrongType;
    const vpc = await ownVpc(tx, caller, vpcId);
    if (!vpc.ok) return vpc;
    const table = await tableOf(tx, vpcId, input.routeTableId);
    if (!table.ok) return table;
    const peering = await visiblePeering(tx, caller, idOf<PeeringId>(nextHop));
    if (!peering.ok) return peering;
    const leads = checkNextHop(vpcId, peering.value);
    if (!leads.ok) return leads;
    const free = checkDestination(destination, await all(tx.subnets, { vpcId }));
    if (!free.ok) return free;
    const routeTableId = table.value.id;
    const used = await tx.routes.count({ routeTableId });
    const quota = await checkQuotaOf(tx, 'routetableContainRoutes', { domainId: caller.domainId, region: caller.project.region }, used);
    const route: Route = {
      id: idOf<RouteId>(desk.ids.uuid()),
      routeTableId,
      vpcId,
      projectId: caller.project.id,
      type,
      destination,
      destinationText,
      nextHop: peering.value.id,
      description,
      createdAt: desk.clock.now(),
    };
    const added = await tx.routes.insert(route);
    // In a full table too, "you have it already" says more than "it is full".
    if (!added.ok) return err({ kind: 'destination-taken', destination: formatCidr(destination), routeTableId });
    if (!quota.ok) return quota;
    record(tx, 'route.created', route);
    return ok(route);
  }),
);

export const deleteRoute: Handler<'delete-route'> = forProject((desk, caller, { id }) =>
  write(desk, caller, async (tx) => {
    const found = await ownRoute(tx, caller, id);
    if (!found.ok) return found;
    await tx.routes.delete(id);
    record(tx, 'route.deleted', found.value);
    return ok(null);
  }),
);

const wrongType = err({
  kind: 'invalid-field',
  resource: 'route',
  field: 'route.type',
  reason: 'is not a type of next hop that steers packets here',
  fix: 'use peering',
} as const);

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
const record = (tx: Writer, kind: string, { id, projectId, vpcId, destinationText, nextHop }: Route): void =>
  tx.record({
    kind,
    resourceKind: 'route',
    resourceId: id,
    projectIds: [projectId],
    vpcIds: [vpcId],
    detail: { destination: destinationText, nextHop },
  });
