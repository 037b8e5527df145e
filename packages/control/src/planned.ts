import {
  blocksOf,
  err,
  ok,
  sameCidr,
  type AclId,
  type AclRuleId,
  type Change,
  type Cidr,
  type Direction,
  type Peering,
  type PeeringId,
  type Problem,
  type Result,
  type RouteTableId,
  type Subnet,
  type SubnetId,
  type Vpc,
  type VpcId,
} from '@isthmus/core';
import { contentsOf } from './acl-contents.ts';
import { all } from './all.ts';
import type { ProjectCaller } from './handler.ts';
import type { Reader } from './ledger.ts';
import { ownAcl } from './operations/acl.ts';
import { visiblePeering } from './operations/peering.ts';

/** What is stored, as it would be once `before` had been carried out: what the next change of a list would find. */
export interface Planned {
  readonly reader: Reader;
  readonly before: readonly Change[];
}

const ofType = <Type extends Change['type']>({ before }: Planned, ...types: readonly Type[]) =>
  before.filter((change): change is Extract<Change, { readonly type: Type }> => types.some((type) => type === change.type));

export async function plannedPeering(planned: Planned, caller: ProjectCaller, id: PeeringId): Promise<Result<Peering, Problem>> {
  const found = await visiblePeering(planned.reader, caller, id);
  const last = ofType(planned, 'accept-peering', 'reject-peering', 'delete-peering').findLast(({ peeringId }) => peeringId === id);
  if (!found.ok || last === undefined) return found;
  if (last.type === 'delete-peering') return err({ kind: 'not-found', resource: 'peering', id });
  return ok({ ...found.value, status: last.type === 'accept-peering' ? 'ACTIVE' : 'REJECTED' });
}

/** A peering that an earlier change asks for is named by its two VPCs: `requester+accepter`. */
export const isAskedFor = (planned: Planned, id: PeeringId, vpcId: VpcId): boolean =>
  ofType(planned, 'request-peering').some(
    ({ requester, accepter }) => `${requester}+${accepter}` === id && (requester === vpcId || accepter === vpcId),
  );

/** Whether the table has a route for exactly this destination. */
export async function plannedRoute(planned: Planned, routeTableId: RouteTableId, destination: Cidr): Promise<'there' | 'absent'> {
  const last = ofType(planned, 'create-route', 'delete-route').findLast(
    (change) => change.routeTableId === routeTableId && sameCidr(change.destination, destination),
  );
  if (last !== undefined) return last.type === 'create-route' ? 'there' : 'absent';
  const routes = await all(planned.reader.routes, { routeTableId });
  const route = routes.find((one) => sameCidr(one.destination, destination));
  const goneWithPeering = ofType(planned, 'delete-peering').some(({ peeringId }) => peeringId === route?.nextHop);
  return route === undefined || goneWithPeering ? 'absent' : 'there';
}

type PlannedSubnet = Pick<Subnet, 'id' | 'cidr' | 'cidrV6'>;

export async function plannedSubnets(planned: Planned, vpcId: VpcId): Promise<readonly PlannedSubnet[]> {
  const gone = new Set(ofType(planned, 'delete-subnet').map(({ subnetId }) => subnetId));
  const stored = (await all(planned.reader.subnets, { vpcId })).filter(({ id }) => !gone.has(id));
  const made = ofType(planned, 'create-subnet').filter((change) => change.vpcId === vpcId);
  return [...stored, ...made.map(({ cidr }): PlannedSubnet => ({ id: '' as SubnetId, cidr, cidrV6: null }))];
}

/** The VPC with the blocks that it would have. */
export function plannedVpc(planned: Planned, vpc: Vpc): Vpc {
  const changes = ofType(planned, 'add-secondary-block', 'remove-secondary-block').filter(({ vpcId }) => vpcId === vpc.id);
  const secondaryCidrs = changes.reduce(
    (blocks, { type, cidr }) => (type === 'add-secondary-block' ? [...blocks, cidr] : blocks.filter((block) => !sameCidr(block, cidr))),
    vpc.secondaryCidrs,
  );
  return { ...vpc, secondaryCidrs };
}

export const plannedBlocks = (planned: Planned, vpc: Vpc): readonly Cidr[] => blocksOf(plannedVpc(planned, vpc));

/** Rules of one direction that are stored and would still be there; `not-found` for an ACL of somebody else. */
export async function plannedRules(
  planned: Planned,
  caller: ProjectCaller,
  { aclId, direction }: { readonly aclId: AclId; readonly direction: Direction },
): Promise<Result<readonly AclRuleId[], Problem>> {
  const acl = await ownAcl(planned.reader, caller, aclId);
  if (!acl.ok) return acl;
  const [contents] = await contentsOf(planned.reader, [acl.value]);
  const gone = ofType(planned, 'remove-acl-rule').flatMap((change) =>
    change.aclId === aclId && change.direction === direction ? [change.ruleId] : [],
  );
  return ok((contents?.[direction] ?? []).map(({ id }) => id).filter((id) => !gone.includes(id)));
}

/** The ACL that the subnet would be filtered by; null for none. */
export async function plannedAcl(planned: Planned, subnetId: SubnetId): Promise<AclId | null> {
  const last = ofType(planned, 'associate-acl', 'disassociate-acl').findLast((change) => change.subnetId === subnetId);
  if (last !== undefined) return last.type === 'associate-acl' ? last.aclId : null;
  return (await planned.reader.aclAssociations.get(subnetId))?.aclId ?? null;
}
