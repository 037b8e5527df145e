import {
  askLoading,
  countsAgainst,
  err,
  formatCidr,
  ok,
  previewOf,
  sidesOf,
  type Peering,
  type PeeringId,
  type PeeringPreview,
  type Problem,
  type Result,
  type Route,
} from '@isthmus/core';
import { all } from '../all.ts';
import { forProject, read, write, type Handler, type ProjectCaller } from '../handler.ts';
import type { Reader } from '../ledger.ts';
import { quotaUse } from '../quota.ts';
import { worldSourceOf } from '../world-source.ts';
import { visiblePeering } from './peering.ts';
import { addRoute, checkRoom } from './route.ts';

/** What accepting a peering means for the caller's side, or having accepted it. */
export const previewPeering: Handler<'preview-peering'> = forProject(async (desk, caller, { id }) => {
  const found = await previewFor(desk.ledger.read, caller, id);
  if (!found.ok) return found;
  const { peering, preview } = found.value;
  const { used, limit } = await quotaUse(desk.ledger.read, 'vpcPeer', { domainId: caller.domainId, region: caller.project.region });
  return read({ ...preview, quota: { used: used + (await placesTaken(desk.ledger.read, caller, peering)), limit } });
});

/** The suggested routes of the caller's side, all or none. */
export const addSuggestedRoutes: Handler<'add-suggested-routes'> = forProject((desk, caller, { id }) =>
  write(desk, caller, async (tx) => {
    const found = await previewFor(tx, caller, id);
    if (!found.ok) return found;
    const added: Route[] = [];
    for (const { vpcId, routeTableId, destination } of found.value.preview.suggested) {
      const table = await tx.routeTables.get(routeTableId);
      if (table === undefined) throw new Error(`route table ${routeTableId} was suggested and is not there`);
      const destinationText = formatCidr(destination);
      const draft = { field: 'route', type: 'peering', nextHop: id, destination, destinationText, description: '' } as const;
      const route = await addRoute(desk, tx, caller, { table, subnets: await all(tx.subnets, { vpcId }), draft });
      if (!route.ok) return route;
      const room = await checkRoom(tx, caller, routeTableId);
      if (!room.ok) return room;
      added.push(route.value);
    }
    return ok(added);
  }),
);

async function previewFor(
  reader: Reader,
  caller: ProjectCaller,
  id: PeeringId,
): Promise<Result<{ readonly peering: Peering; readonly preview: PeeringPreview }, Problem>> {
  const peering = await visiblePeering(reader, caller, id);
  if (!peering.ok) return peering;
  const preview = await askLoading(worldSourceOf(reader), (world) => previewOf(world, id, caller.project.id));
  if (preview === null)
    return err({ kind: 'not-ready', resource: 'peering', id, reason: 'the other side shows its ranges once it has accepted' });
  return ok({ peering: peering.value, preview });
}

/** What accepting would add to the account's use: nothing where it counts already, as the requester's own account does. */
async function placesTaken(reader: Reader, caller: ProjectCaller, peering: Peering): Promise<number> {
  if (peering.status !== 'PENDING_ACCEPTANCE' || sidesOf(peering, caller.project.id).includes('requester')) return 0;
  const requester = await reader.projects.get(peering.requester.projectId);
  return requester?.domainId === caller.domainId && countsAgainst.PENDING_ACCEPTANCE.includes('requester') ? 0 : 1;
}
