import type { Address } from '../address/address.ts';
import type { Cidr } from '../address/cidr.ts';
import { formatCidr, sameCidr } from '../address/cidr.ts';
import { idOf, type PeeringId, type RouteTableId, type SecurityGroupId, type SubnetId, type VpcId } from '../id.ts';
import { statusAtBirth } from '../peering/lifecycle.ts';
import type { Direction } from '../security/group.ts';
import type { FilterMatch } from '../topology/router.ts';
import { changedAcl, type AclChange } from './acl-change.ts';
import { borderOfAcl, peeringBetween, type World, type WorldPeering, type WorldSubnet, type WorldTable, type WorldVpc } from './world.ts';

/** One request that changes who can talk to whom, as data: what a fix asks for, and what a plan would do. */
export type Change =
  | { readonly type: 'request-peering'; readonly requester: VpcId; readonly accepter: VpcId }
  | { readonly type: 'accept-peering' | 'reject-peering' | 'delete-peering'; readonly peeringId: PeeringId }
  | {
      readonly type: 'create-route';
      readonly vpcId: VpcId;
      readonly routeTableId: RouteTableId;
      readonly destination: Cidr;
      readonly peeringId: PeeringId;
    }
  /** A table holds a destination once, so that table and destination name the route. */
  | { readonly type: 'delete-route'; readonly vpcId: VpcId; readonly routeTableId: RouteTableId; readonly destination: Cidr }
  | { readonly type: 'associate-subnet'; readonly vpcId: VpcId; readonly subnetId: SubnetId; readonly routeTableId: RouteTableId }
  | {
      readonly type: 'create-security-group-rule' | 'delete-security-group-rule';
      readonly securityGroupId: SecurityGroupId;
      readonly direction: Direction;
      readonly match: FilterMatch;
    }
  | AclChange
  /** IPv4 alone, with the VPC's default table and no network ACL, as a new one is. */
  | { readonly type: 'create-subnet'; readonly vpcId: VpcId; readonly cidr: Cidr; readonly gateway: Address }
  | { readonly type: 'delete-subnet'; readonly vpcId: VpcId; readonly subnetId: SubnetId }
  | { readonly type: 'add-secondary-block' | 'remove-secondary-block'; readonly vpcId: VpcId; readonly cidr: Cidr };

const isAclChange = (change: Change): change is AclChange => 'aclId' in change;

/** VPCs whose routing or filters a change touches. */
export function touchedBy(world: World, change: Change): readonly VpcId[] {
  switch (change.type) {
    case 'request-peering':
      return [change.requester, change.accepter];
    case 'accept-peering':
    case 'reject-peering':
    case 'delete-peering': {
      const peering = world.peering(change.peeringId);
      return peering === undefined ? [] : [peering.requester.vpcId, peering.accepter.vpcId];
    }
    case 'create-security-group-rule':
    case 'delete-security-group-rule':
      return world.vpcsWith(change.securityGroupId);
    case 'insert-acl-rule':
    case 'remove-acl-rule':
    case 'update-acl-rule':
    case 'enable-acl':
    case 'disable-acl':
      return [...new Set(world.acl(change.aclId)?.subnets.map(({ vpcId }) => vpcId))];
    default:
      return [change.vpcId];
  }
}

/** The world after the changes, in order. The world given is left as it is; only records of touched VPCs are made anew. */
export const applied = (world: World, changes: readonly Change[]): World => changes.reduce(afterOne, world);

function afterOne(world: World, change: Change): World {
  if (isAclChange(change)) return withAcl(world, change);
  switch (change.type) {
    case 'request-peering':
      return withRequest(world, change.requester, change.accepter);
    case 'accept-peering':
    case 'reject-peering': {
      const peering = world.peering(change.peeringId);
      const status = change.type === 'accept-peering' ? 'ACTIVE' : 'REJECTED';
      return peering === undefined ? world : withPeering(world, { ...peering, status });
    }
    case 'delete-peering':
      return withoutPeering(world, change.peeringId);
    default: {
      const changed = new Map(
        touchedBy(world, change).flatMap((id) => {
          const vpc = world.vpc(id);
          return vpc === undefined ? [] : [[id, changedVpc(vpc, change)] as const];
        }),
      );
      return withVpcs(world, changed);
    }
  }
}

type VpcChange = Exclude<
  Change,
  AclChange | { readonly type: 'request-peering' } | { readonly peeringId: PeeringId; readonly type: `${string}-peering` }
>;

function changedVpc(vpc: WorldVpc, change: VpcChange): WorldVpc {
  switch (change.type) {
    case 'create-route':
      return withRoutes(vpc, change.routeTableId, (routes) => [
        ...routes.filter((route) => !sameCidr(route.destination, change.destination)),
        { destination: change.destination, peeringId: change.peeringId },
      ]);
    case 'delete-route':
      return withRoutes(vpc, change.routeTableId, (routes) => routes.filter((route) => !sameCidr(route.destination, change.destination)));
    case 'associate-subnet':
      return {
        ...vpc,
        subnets: vpc.subnets.map((subnet) => (subnet.id === change.subnetId ? { ...subnet, tableId: change.routeTableId } : subnet)),
      };
    case 'create-subnet':
      return { ...vpc, subnets: [...vpc.subnets, newSubnet(vpc, change)] };
    case 'delete-subnet':
      return { ...vpc, subnets: vpc.subnets.filter(({ id }) => id !== change.subnetId) };
    case 'add-secondary-block':
      return { ...vpc, blocks: [...vpc.blocks, change.cidr] };
    case 'remove-secondary-block':
      return { ...vpc, blocks: vpc.blocks.filter((block) => !sameCidr(block, change.cidr)) };
    case 'create-security-group-rule':
      return withRules(vpc, change, (rules) => [...rules, change.match]);
    case 'delete-security-group-rule':
      return withRules(vpc, change, (rules) => rules.filter((rule) => !sameMatch(rule, change.match)));
  }
}

/** Named by its VPC and block until it is stored. */
const newSubnet = (vpc: WorldVpc, { cidr, gateway }: Extract<Change, { readonly type: 'create-subnet' }>): WorldSubnet => ({
  id: idOf<SubnetId>(`${vpc.id}+${formatCidr(cidr)}`),
  cidr,
  gateway,
  cidrV6: null,
  gatewayV6: null,
  tableId: vpc.tables.find(({ isDefault }) => isDefault)?.id ?? idOf<RouteTableId>(''),
  acl: null,
});

/** The world in which the ACL is changed, wherever it filters before and after. */
function withAcl(world: World, change: AclChange): World {
  const was = world.acl(change.aclId);
  if (was === undefined) return world;
  const is = changedAcl(was, change);
  const border = borderOfAcl(is);
  const filtered = new Set(is.subnets.map(({ id }) => id));
  const within = (subnet: WorldSubnet): WorldSubnet => {
    if (filtered.has(subnet.id)) return { ...subnet, aclId: is.id, acl: border };
    if (subnet.aclId !== is.id) return subnet;
    const { aclId: _, ...rest } = subnet;
    return { ...rest, acl: null };
  };
  const vpcIds = new Set([...was.subnets, ...is.subnets].map(({ vpcId }) => vpcId));
  const changed = [...vpcIds].flatMap((id) => {
    const vpc = world.vpc(id);
    return vpc === undefined ? [] : [[id, { ...vpc, subnets: vpc.subnets.map(within) }] as const];
  });
  return { ...withVpcs(world, new Map(changed)), acl: (id) => (id === is.id ? is : world.acl(id)) };
}

const withRoutes = (vpc: WorldVpc, id: RouteTableId, change: (routes: WorldTable['routes']) => WorldTable['routes']): WorldVpc => ({
  ...vpc,
  tables: vpc.tables.map((table) => (table.id === id ? { ...table, routes: change(table.routes) } : table)),
});

const withRules = (
  vpc: WorldVpc,
  { securityGroupId, direction }: { readonly securityGroupId: SecurityGroupId; readonly direction: Direction },
  change: (rules: readonly FilterMatch[]) => readonly FilterMatch[],
): WorldVpc => ({
  ...vpc,
  groups: vpc.groups.map((group) => (group.id === securityGroupId ? { ...group, [direction]: change(group[direction]) } : group)),
});

function sameMatch(a: FilterMatch, b: FilterMatch): boolean {
  if (a.family !== b.family || a.protocol !== b.protocol || a.portMin !== b.portMin || a.portMax !== b.portMax) return false;
  if (a.remote === null || b.remote === null) return a.remote === b.remote;
  if ('cidr' in a.remote) return 'cidr' in b.remote && sameCidr(a.remote.cidr, b.remote.cidr);
  return 'groupId' in b.remote && a.remote.groupId === b.remote.groupId;
}

const withVpcs = (world: World, changed: ReadonlyMap<VpcId, WorldVpc>): World => ({
  ...passThrough(world),
  vpc: (id) => changed.get(id) ?? world.vpc(id),
  blocks: (id) => changed.get(id)?.blocks ?? world.blocks(id),
});

/** The record of a peering as asked for: a name of its own that no stored one has, until it is stored. */
function withRequest(world: World, requester: VpcId, accepter: VpcId): World {
  const [from, to] = [world.vpc(requester), world.vpc(accepter)];
  if (from === undefined || to === undefined || peeringBetween(world, requester, accepter) !== undefined) return world;
  return withPeering(world, {
    id: idOf<PeeringId>(`${requester}+${accepter}`),
    status: statusAtBirth({ sameProject: from.projectId === to.projectId }),
    requester: { vpcId: requester, projectId: from.projectId },
    accepter: { vpcId: accepter, projectId: to.projectId },
  });
}

function withPeering(world: World, peering: WorldPeering): World {
  const ends = [peering.requester.vpcId, peering.accepter.vpcId];
  return {
    ...passThrough(world),
    peering: (id) => (id === peering.id ? peering : world.peering(id)),
    peeringsOf: (id) =>
      ends.includes(id) ? [...world.peeringsOf(id).filter((other) => other.id !== peering.id), peering] : world.peeringsOf(id),
  };
}

/** A deleted peering takes its routes on both sides with it. */
function withoutPeering(world: World, gone: PeeringId): World {
  const without = (vpc: WorldVpc): WorldVpc => ({
    ...vpc,
    tables: vpc.tables.map((table) => ({ ...table, routes: table.routes.filter((route) => route.peeringId !== gone) })),
  });
  const ends = new Map(
    touchedBy(world, { type: 'delete-peering', peeringId: gone }).flatMap((id) => {
      const vpc = world.vpc(id);
      return vpc === undefined ? [] : [[id, without(vpc)] as const];
    }),
  );
  return {
    ...withVpcs(world, ends),
    peering: (id) => (id === gone ? undefined : world.peering(id)),
    peeringsOf: (id) => world.peeringsOf(id).filter((peering) => peering.id !== gone),
  };
}

/** The same lookups as a plain object, whatever the given world is made of. */
const passThrough = (world: World): World => ({
  vpc: (id) => world.vpc(id),
  blocks: (id) => world.blocks(id),
  peering: (id) => world.peering(id),
  peeringsOf: (id) => world.peeringsOf(id),
  vpcsWith: (id) => world.vpcsWith(id),
  acl: (id) => world.acl(id),
});
