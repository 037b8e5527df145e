import type { Address } from '../address/address.ts';
import type { Cidr } from '../address/cidr.ts';
import type { AclContents } from '../acl/acl.ts';
import { borderOf, matchesOf } from '../acl/rule.ts';
import type { AclId, AclRuleId, InstanceId, PeeringId, PortId, ProjectId, RouteTableId, SecurityGroupId, SubnetId, VpcId } from '../id.ts';
import type { InstanceStatus } from '../instance/instance.ts';
import type { Peering } from '../peering/peering.ts';
import { peeringOf } from '../routing/route.ts';
import type { VpcIntent } from '../topology/desired.ts';
import type { AclMatch, Router, RouterAcl, RouterGroup, RouterSubnet } from '../topology/router.ts';
import { blocksOf } from '../vpc/block.ts';
import { uniqueLocalBlock } from '../vpc/unique-local.ts';

/**
 * What the analyzer reads: intent, not the programmed routers, because a route that carries nothing is itself an
 * answer. Lookups are by id, so that a caller loads only what is asked for and keeps one record per VPC. Records are
 * immutable: their indexes are remembered by identity, and a changed VPC is a new record.
 */
export interface World {
  vpc(id: VpcId): WorldVpc | undefined;
  /** Primary and secondary blocks alone, so that a hub with a thousand spokes does not load them all. */
  blocks(id: VpcId): readonly Cidr[];
  peering(id: PeeringId): WorldPeering | undefined;
  /** Every peering that the VPC is an end of, in whatever status. */
  peeringsOf(id: VpcId): readonly WorldPeering[];
  /** VPCs with a port in the group. */
  vpcsWith(groupId: SecurityGroupId): readonly VpcId[];
  acl(id: AclId): WorldAcl | undefined;
}

export interface WorldVpc {
  readonly id: VpcId;
  readonly projectId: ProjectId;
  readonly blocks: readonly Cidr[];
  readonly subnets: readonly WorldSubnet[];
  readonly ports: readonly WorldPort[];
  readonly tables: readonly WorldTable[];
  /** Every group that a port of this VPC is in or that such a group's rules name. */
  readonly groups: readonly RouterGroup[];
  /** Every address of its subnets is one that something may answer at, unfiltered: a VPC of which nothing is known. */
  readonly anyAddress?: true;
}

/** `acl` is what it does to packets; `aclId` which one it is, also while that is down. Absent without one. */
export interface WorldSubnet extends RouterSubnet {
  readonly aclId?: AclId;
}

/** A network ACL with all that it filters, in whichever VPC. */
export interface WorldAcl {
  readonly id: AclId;
  /** Down, it filters nothing. */
  readonly state: 'up' | 'down';
  readonly subnets: readonly { readonly id: SubnetId; readonly vpcId: VpcId }[];
  readonly ingress: readonly WorldAclRule[];
  readonly egress: readonly WorldAclRule[];
}

export interface WorldAclRule {
  /** Null for one that is in thought only. */
  readonly id: AclRuleId | null;
  readonly matches: readonly AclMatch[];
}

/** A port with an instance. One without is not in the data plane and is left out. */
export interface WorldPort {
  readonly id: PortId;
  readonly instanceId: InstanceId;
  readonly status: InstanceStatus;
  readonly subnetId: SubnetId;
  readonly addresses: readonly Address[];
  /** Null with port security off: nothing is filtered. An empty list lets nothing in or out. */
  readonly groupIds: readonly SecurityGroupId[] | null;
}

export interface WorldTable {
  readonly id: RouteTableId;
  readonly isDefault: boolean;
  /** All custom routes, those that carry nothing included. A destination stands at most once. */
  readonly routes: readonly WorldRoute[];
}

export interface WorldRoute {
  readonly destination: Cidr;
  /** Null where the next hop is not a peering: such a route steers nothing here. */
  readonly peeringId: PeeringId | null;
}

export type WorldPeering = Pick<Peering, 'id' | 'status' | 'requester' | 'accepter'>;

/** The VPC at the other end of a peering that `vpcId` is an end of. */
export const farVpc = ({ requester, accepter }: WorldPeering, vpcId: VpcId): VpcId =>
  requester.vpcId === vpcId ? accepter.vpcId : requester.vpcId;

/** The peering between two VPCs, in whatever status; there is at most one. Looked for at the end that has fewer. */
export function peeringBetween(world: World, a: VpcId, b: VpcId): WorldPeering | undefined {
  const [ofA, ofB] = [world.peeringsOf(a), world.peeringsOf(b)];
  return ofA.length <= ofB.length ? ofA.find((peering) => farVpc(peering, a) === b) : ofB.find((peering) => farVpc(peering, b) === a);
}

/** Where a VPC's addresses may lie, which its id and its record tell without a look at its subnets. */
export const rangesOfVpc = (world: World, id: VpcId): readonly Cidr[] => [...world.blocks(id), uniqueLocalBlock(id)];

/**
 * A VPC's record from what is stored and from what `desiredRouter` makes of it: filters are those of the data plane,
 * routes are all that the owner wrote.
 */
export function worldVpc(intent: VpcIntent, router: Router): WorldVpc {
  const statusOf = new Map(intent.instances.map(({ id, status }) => [id, status]));
  const routesOf = Map.groupBy(intent.routes, (route) => route.routeTableId);
  return {
    id: intent.vpc.id,
    projectId: intent.vpc.projectId,
    blocks: blocksOf(intent.vpc),
    subnets: router.subnets.map((subnet) => withAclId(subnet, intent.acls)),
    ports: router.ports.map(({ id, instanceId, subnetId, addresses, groupIds }) => ({
      id,
      instanceId,
      status: statusOf.get(instanceId) ?? 'BUILD',
      subnetId,
      addresses,
      groupIds,
    })),
    tables: intent.routeTables.map(({ id, isDefault }) => ({
      id,
      isDefault,
      routes: (routesOf.get(id) ?? []).map((route) => ({ destination: route.destination, peeringId: peeringOf(route) })),
    })),
    groups: router.groups,
  };
}

function withAclId(subnet: RouterSubnet, acls: readonly AclContents[]): WorldSubnet {
  const found = acls.find(({ subnets }) => subnets.some(({ id }) => id === subnet.id));
  return found === undefined ? subnet : { ...subnet, aclId: found.acl.id };
}

/** An ACL's record from what is stored; `subnets` are those of its subnets that are in a VPC. */
export const worldAcl = ({ acl, ingress, egress }: AclContents, subnets: WorldAcl['subnets']): WorldAcl => ({
  id: acl.id,
  state: acl.adminStateUp ? 'up' : 'down',
  subnets: subnets.map(({ id, vpcId }) => ({ id, vpcId })),
  ingress: ingress.map((rule) => ({ id: rule.id, matches: matchesOf(rule) })),
  egress: egress.map((rule) => ({ id: rule.id, matches: matchesOf(rule) })),
});

/** What the ACL does at the edge of its subnets; null while it is down. */
export const borderOfAcl = ({ state, ingress, egress }: WorldAcl): RouterAcl | null =>
  state === 'down'
    ? null
    : borderOf(
        ingress.flatMap(({ matches }) => matches),
        egress.flatMap(({ matches }) => matches),
      );
