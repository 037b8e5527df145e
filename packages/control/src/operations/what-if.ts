import {
  askLoading,
  checkNextHop,
  differenceBy,
  err,
  ok,
  refusal,
  sidesOf,
  statusAt,
  viewOf,
  type Change,
  type Peering,
  type PeeringId,
  type Problem,
  type Result,
  type RouteTableId,
  type SecurityGroupId,
  type VpcId,
} from '@isthmus/core';
import { forProject, read, type Desk, type Handler, type ProjectCaller } from '../handler.ts';
import { worldSourceOf } from '../world-source.ts';
import { visiblePeering } from './peering.ts';
import { ownVpc } from './vpc.ts';

/** What a list of changes would let through and cut between instances, without making any. */
export const checkChanges: Handler<'check-changes'> = forProject(async (desk, caller, { changes }) => {
  for (const [index, change] of changes.entries()) {
    const allowed = await mayMake(desk, caller, change, changes.slice(0, index));
    if (!allowed.ok) return allowed;
  }
  const source = worldSourceOf(desk.ledger.read);
  return read(await askLoading(source, (world) => differenceBy(viewOf(world, caller.project.id), changes, 'instances')));
});

/** Whether the caller could make this change itself: a what-if must not show what another owner's change would do. */
async function mayMake(desk: Desk, caller: ProjectCaller, change: Change, before: readonly Change[]): Promise<Result<unknown, Problem>> {
  const reader = desk.ledger.read;
  switch (change.type) {
    case 'request-peering':
      return ownVpc(reader, caller, change.requester);
    case 'accept-peering':
    case 'delete-peering': {
      const found = await visiblePeering(reader, caller, change.peeringId);
      if (!found.ok) return found;
      const action = change.type === 'accept-peering' ? 'accept' : 'delete';
      const refused = refusal(action, statusAt(found.value, desk.clock.now()), sidesOf(found.value, caller.project.id));
      return refused === null ? found : err({ ...refused, peeringId: change.peeringId });
    }
    case 'create-route': {
      const table = await ownTable(desk, caller, change.vpcId, change.routeTableId);
      if (!table.ok || isAskedFor(change.peeringId, change.vpcId, before)) return table;
      const peering: Result<Peering, Problem> = await visiblePeering(reader, caller, change.peeringId);
      return peering.ok ? checkNextHop(change.vpcId, peering.value) : peering;
    }
    case 'delete-route':
      return ownTable(desk, caller, change.vpcId, change.routeTableId);
    case 'associate-subnet':
    case 'insert-acl-rule': {
      const subnet = await reader.subnets.get(change.subnetId);
      if (subnet === undefined || subnet.projectId !== caller.project.id || subnet.vpcId !== change.vpcId)
        return err({ kind: 'not-found', resource: 'subnet', id: change.subnetId });
      return change.type === 'insert-acl-rule' ? ok(undefined) : ownTable(desk, caller, change.vpcId, change.routeTableId);
    }
    case 'create-security-group-rule':
    case 'delete-security-group-rule':
      return ownGroup(desk, caller, change.securityGroupId);
  }
}

/** A peering that an earlier change of the list asks for is named by its two VPCs: `requester+accepter`. */
const isAskedFor = (id: PeeringId, vpcId: VpcId, before: readonly Change[]): boolean =>
  before.some(
    (change) =>
      change.type === 'request-peering' &&
      `${change.requester}+${change.accepter}` === id &&
      (change.requester === vpcId || change.accepter === vpcId),
  );

async function ownTable(desk: Desk, caller: ProjectCaller, vpcId: VpcId, id: RouteTableId): Promise<Result<unknown, Problem>> {
  const vpc = await ownVpc(desk.ledger.read, caller, vpcId);
  if (!vpc.ok) return vpc;
  const table = await desk.ledger.read.routeTables.get(id);
  return table?.vpcId === vpcId ? ok(table) : err({ kind: 'not-found', resource: 'route_table', id });
}

async function ownGroup(desk: Desk, caller: ProjectCaller, id: SecurityGroupId): Promise<Result<unknown, Problem>> {
  const group = await desk.ledger.read.securityGroups.get(id);
  return group?.projectId === caller.project.id ? ok(group) : err({ kind: 'not-found', resource: 'security_group', id });
}
