import {
  askLoading,
  checkDestination,
  checkNextHop,
  checkSubnet,
  differenceBy,
  err,
  formatCidr,
  ok,
  refusal,
  sidesOf,
  statusAt,
  viewOf,
  withoutSecondaryBlocks,
  withSecondaryBlocks,
  type Change,
  type Problem,
  type Result,
  type RouteTableId,
  type SecurityGroupId,
  type SubnetId,
  type VpcId,
} from '@isthmus/core';
import { forProject, read, type Desk, type Handler, type ProjectCaller } from '../handler.ts';
import type { Reader } from '../ledger.ts';
import {
  isAskedFor,
  plannedAcl,
  plannedBlocks,
  plannedPeering,
  plannedRoute,
  plannedRules,
  plannedSubnets,
  plannedVpc,
  type Planned,
} from '../planned.ts';
import { whereverShared } from '../shared-rules.ts';
import { worldSourceOf } from '../world-source.ts';
import { ownAcl } from './acl.ts';
import { checkSubnetUnused } from './subnet.ts';
import { ownVpc } from './vpc.ts';

/** What a list of changes would let through and cut between instances, without making any. */
export const checkChanges: Handler<'check-changes'> = forProject(async (desk, caller, { changes }) => {
  const reader = desk.ledger.read;
  const all: Change[] = [];
  for (const change of changes) {
    const allowed = await mayMake(desk, caller, change, { reader, before: all });
    if (!allowed.ok) return allowed;
    all.push(...(await whereverShared(reader, change)));
  }
  return read(await askLoading(worldSourceOf(reader), (world) => differenceBy(viewOf(world, caller.project.id), all, 'instances')));
});

/**
 * Whether the caller could make this change itself, after those before it: a what-if must not show what another owner's
 * change would do, nor what the service would refuse. Quotas and guardrails are not asked.
 */
async function mayMake(desk: Desk, caller: ProjectCaller, change: Change, planned: Planned): Promise<Result<unknown, Problem>> {
  const { reader } = planned;
  switch (change.type) {
    case 'request-peering':
      return ownVpc(reader, caller, change.requester);
    case 'accept-peering':
    case 'reject-peering':
    case 'delete-peering': {
      const found = await plannedPeering(planned, caller, change.peeringId);
      if (!found.ok) return found;
      const refused = refusal(actions[change.type], statusAt(found.value, desk.clock.now()), sidesOf(found.value, caller.project.id));
      return refused === null ? found : err({ ...refused, peeringId: change.peeringId });
    }
    case 'create-route':
    case 'delete-route':
      return mayRoute(caller, change, planned);
    case 'associate-subnet': {
      const subnet = await subnetIn(planned, caller, change);
      return subnet.ok ? ownTable(reader, caller, change.vpcId, change.routeTableId) : subnet;
    }
    case 'insert-acl-rule':
    case 'remove-acl-rule':
    case 'update-acl-rule': {
      const rules = await plannedRules(planned, caller, change);
      const named = change.type === 'insert-acl-rule' ? change.after : change.ruleId;
      if (!rules.ok || named === null || rules.value.includes(named)) return rules;
      return err({ kind: 'not-found', resource: 'firewall_rule', id: named });
    }
    case 'enable-acl':
    case 'disable-acl':
      return ownAcl(reader, caller, change.aclId);
    case 'associate-acl':
    case 'disassociate-acl':
      return mayAssociate(caller, change, planned);
    case 'create-subnet':
    case 'delete-subnet':
    case 'add-secondary-block':
    case 'remove-secondary-block':
      return mayShape(caller, change, planned);
    case 'create-security-group-rule':
    case 'delete-security-group-rule':
      return ownGroup(reader, caller, change.securityGroupId);
  }
}

const actions = { 'accept-peering': 'accept', 'reject-peering': 'reject', 'delete-peering': 'delete' } as const;
type Of<Type extends Change['type']> = Extract<Change, { readonly type: Type }>;

async function mayRoute(
  caller: ProjectCaller,
  change: Of<'create-route'> | Of<'delete-route'>,
  planned: Planned,
): Promise<Result<unknown, Problem>> {
  const { vpcId, routeTableId, destination } = change;
  const table = await ownTable(planned.reader, caller, vpcId, routeTableId);
  if (!table.ok) return table;
  const place = await plannedRoute(planned, routeTableId, destination);
  if (change.type === 'delete-route')
    return place === 'there' ? table : err({ kind: 'not-found', resource: 'route', id: formatCidr(destination) });
  if (!isAskedFor(planned, change.peeringId, vpcId)) {
    const peering = await plannedPeering(planned, caller, change.peeringId);
    const leads = peering.ok ? checkNextHop(vpcId, peering.value) : peering;
    if (!leads.ok) return leads;
  }
  const free = checkDestination(destination, await plannedSubnets(planned, vpcId));
  if (!free.ok) return free;
  return place === 'absent' ? table : err({ kind: 'destination-taken', destination: formatCidr(destination), routeTableId });
}

async function mayAssociate(
  caller: ProjectCaller,
  change: Of<'associate-acl' | 'disassociate-acl'>,
  planned: Planned,
): Promise<Result<unknown, Problem>> {
  const { aclId, subnetId: id } = change;
  const acl = await ownAcl(planned.reader, caller, aclId);
  if (!acl.ok) return acl;
  const subnet = await subnetIn(planned, caller, change);
  if (!subnet.ok) return subnet;
  const current = await plannedAcl(planned, id);
  if (change.type === 'disassociate-acl') return current === aclId ? subnet : err({ kind: 'not-found', resource: 'subnet', id });
  if (current === null || current === aclId) return subnet;
  return err({ kind: 'in-use', resource: 'subnet', id, by: 'firewall', byIds: [current] });
}

/** Subnets and blocks of a VPC. */
async function mayShape(
  caller: ProjectCaller,
  change: Of<'create-subnet'> | Of<'delete-subnet'> | Of<'add-secondary-block' | 'remove-secondary-block'>,
  planned: Planned,
): Promise<Result<unknown, Problem>> {
  const vpc = await ownVpc(planned.reader, caller, change.vpcId);
  if (!vpc.ok) return vpc;
  const subnets = await plannedSubnets(planned, change.vpcId);
  switch (change.type) {
    case 'create-subnet':
      return checkSubnet(change, plannedBlocks(planned, vpc.value), subnets);
    case 'delete-subnet': {
      const subnet = await subnetIn(planned, caller, change);
      return subnet.ok ? checkSubnetUnused(planned.reader, change.subnetId) : subnet;
    }
    case 'add-secondary-block':
      return withSecondaryBlocks(plannedVpc(planned, vpc.value), [change.cidr]);
    case 'remove-secondary-block':
      return withoutSecondaryBlocks(plannedVpc(planned, vpc.value), [change.cidr], subnets);
  }
}

async function subnetIn(
  planned: Planned,
  caller: ProjectCaller,
  { vpcId, subnetId: id }: { readonly vpcId: VpcId; readonly subnetId: SubnetId },
): Promise<Result<unknown, Problem>> {
  const vpc = await ownVpc(planned.reader, caller, vpcId);
  if (vpc.ok && (await plannedSubnets(planned, vpcId)).some((subnet) => subnet.id === id)) return vpc;
  return err({ kind: 'not-found', resource: 'subnet', id });
}

async function ownTable(reader: Reader, caller: ProjectCaller, vpcId: VpcId, id: RouteTableId): Promise<Result<unknown, Problem>> {
  const vpc = await ownVpc(reader, caller, vpcId);
  if (!vpc.ok) return vpc;
  const table = await reader.routeTables.get(id);
  return table?.vpcId === vpcId ? ok(table) : err({ kind: 'not-found', resource: 'route_table', id });
}

async function ownGroup(reader: Reader, caller: ProjectCaller, id: SecurityGroupId): Promise<Result<unknown, Problem>> {
  const group = await reader.securityGroups.get(id);
  return group?.projectId === caller.project.id ? ok(group) : err({ kind: 'not-found', resource: 'security_group', id });
}
