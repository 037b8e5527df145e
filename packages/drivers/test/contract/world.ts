import { createHash, randomUUID } from 'node:crypto';
import {
  holdsCidr,
  idOf,
  must,
  parseAddress,
  parseCidr,
  type Address,
  type Branded,
  type Cidr,
  type Family,
  type InstanceId,
  type PeeringId,
  type PortId,
  type Router,
  type RouterAcl,
  type RouterGroup,
  type RouterPort,
  type RouterRoute,
  type RouterSubnet,
  type RouteTableId,
  type SecurityGroupId,
  type SubnetId,
  type VpcId,
} from '@isthmus/core';
import { matchOf, type RuleSpec } from './rules.ts';

/** VPCs and peerings by name, as a scenario would tell them. Everything else follows from the names. */
export interface WorldSpec {
  readonly vpcs: Readonly<Record<string, VpcSpec>>;
  /** ACTIVE ones: requester and accepter. */
  readonly peerings?: Readonly<Record<string, readonly [requester: string, accepter: string]>>;
  /** Security groups. A member is an instance that names the group, in whatever VPC. */
  readonly groups?: Readonly<Record<string, GroupSpec>>;
}

export interface VpcSpec {
  readonly blocks: readonly string[];
  readonly subnets: Readonly<Record<string, SubnetSpec>>;
  readonly instances?: Readonly<Record<string, InstanceSpec>>;
  /** Of the default route table. */
  readonly routes?: readonly RouteSpec[];
  /** Further route tables, by name. */
  readonly tables?: Readonly<Record<string, readonly RouteSpec[]>>;
}

export type RouteSpec = readonly [destination: string, peering: string];

export interface SubnetSpec {
  /** IPv4, and IPv6 if there is any. */
  readonly ranges: readonly [string, string?];
  /** Without one, the VPC's default table. */
  readonly table?: string;
  readonly acl?: RouterAcl;
}

export interface InstanceSpec {
  readonly subnet: string;
  readonly addresses: readonly string[];
  /** Without a list nothing is filtered. */
  readonly groups?: readonly string[];
}

export interface GroupSpec {
  readonly ingress?: readonly RuleSpec[];
  readonly egress?: readonly RuleSpec[];
}

export interface World {
  readonly spec: WorldSpec;
  readonly routers: readonly Router[];
}

/** Ids follow from names, and differ between runs: two runs on one machine never meet. */
const run = randomUUID();
export function idFor<Id extends Branded<string>>(noun: string, name: string): Id {
  const hex = createHash('sha256').update(`${run} ${noun} ${name}`).digest('hex');
  return idOf<Id>([hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-'));
}
export const vpcId = (name: string): VpcId => idFor('vpc', name);
export const instanceId = (name: string): InstanceId => idFor('instance', name);
const groupId = (name: string): SecurityGroupId => idFor('group', name);
const tableId = (vpc: string, table = 'default'): RouteTableId => idFor('table', `${vpc} ${table}`);
const cidr = (text: string): Cidr => must(parseCidr(text));
const address = (text: string): Address => must(parseAddress(text));

export const worldOf = (spec: WorldSpec): World => ({ spec, routers: Object.keys(spec.vpcs).map((name) => routerOf(spec, name)) });

function routerOf(spec: WorldSpec, name: string): Router {
  const vpc = vpcNamed(spec, name);
  const subnets = Object.entries(vpc.subnets).map(([subnet, of]) => subnetOf(name, subnet, of));
  const locals = subnets.flatMap((subnet) => (subnet.cidrV6 === null ? [subnet.cidr] : [subnet.cidr, subnet.cidrV6]));
  // As the ledger's intent gives them: routes over peerings that are there, and not hidden by a subnet.
  const carrying = (routes: readonly RouteSpec[]): RouterRoute[] =>
    routes
      .filter(([destination, peering]) => peering in (spec.peerings ?? {}) && !locals.some((local) => holdsCidr(local, cidr(destination))))
      .map(([destination, peering]) => ({ destination: cidr(destination), peeringId: idFor<PeeringId>('peering', peering) }));
  return {
    vpcId: vpcId(name),
    blocks: vpc.blocks.map(cidr),
    subnets,
    ports: Object.entries(vpc.instances ?? {}).map(([instance, of]) => portOf(instance, of)),
    peerings: Object.entries(spec.peerings ?? {}).flatMap(([peering, [requester, accepter]]) => {
      if (name !== requester && name !== accepter) return [];
      const side = name === requester ? ('requester' as const) : ('accepter' as const);
      return [{ id: idFor<PeeringId>('peering', peering), side, peerVpcId: vpcId(name === requester ? accepter : requester) }];
    }),
    tables: Object.entries({ default: vpc.routes ?? [], ...vpc.tables }).map(([table, routes]) => ({
      id: tableId(name, table),
      routes: carrying(routes),
    })),
    groups: groupsOf(spec, vpc),
  };
}

function subnetOf(vpc: string, name: string, { ranges: [v4, v6], table, acl }: SubnetSpec): RouterSubnet {
  const gateway = (range: Cidr): Address => ({ family: range.family, value: range.first + 1n });
  const cidrV6 = v6 === undefined ? null : cidr(v6);
  return {
    id: idFor<SubnetId>('subnet', name),
    cidr: cidr(v4),
    gateway: gateway(cidr(v4)),
    cidrV6,
    gatewayV6: cidrV6 && gateway(cidrV6),
    tableId: tableId(vpc, table),
    acl: acl ?? null,
  };
}

const portOf = (name: string, { subnet, addresses, groups }: InstanceSpec): RouterPort => ({
  id: idFor<PortId>('port', name),
  instanceId: instanceId(name),
  subnetId: idFor<SubnetId>('subnet', subnet),
  mac: `fa:16:3e:${createHash('sha256').update(name).digest('hex').slice(0, 6).match(/../g)?.join(':')}`,
  addresses: addresses.map(address),
  groupIds: groups?.map(groupId) ?? null,
});

/** The groups of this VPC's ports, and those that their rules name. */
function groupsOf(spec: WorldSpec, vpc: VpcSpec): RouterGroup[] {
  const own = Object.values(vpc.instances ?? {}).flatMap(({ groups }) => groups ?? []);
  const rules = own.flatMap((name) => [...(spec.groups?.[name]?.ingress ?? []), ...(spec.groups?.[name]?.egress ?? [])]);
  const named = rules.flatMap(({ group }) => (group === undefined ? [] : [group]));
  const members = Object.values(spec.vpcs).flatMap(({ instances }) => Object.values(instances ?? {}));
  return [...new Set([...own, ...named])].map((name) => ({
    id: groupId(name),
    ingress: (spec.groups?.[name]?.ingress ?? []).map((rule) => matchOf(rule, groupId)),
    egress: (spec.groups?.[name]?.egress ?? []).map((rule) => matchOf(rule, groupId)),
    members: members.filter(({ groups }) => groups?.includes(name)).flatMap(({ addresses }) => addresses.map(address)),
  }));
}

function vpcNamed(spec: WorldSpec, name: string): VpcSpec {
  const vpc = spec.vpcs[name];
  if (vpc === undefined) throw new Error(`no VPC ${name} in this world`);
  return vpc;
}

/** The VPC and the spec of the instance of that name. */
export function whereIs(spec: WorldSpec, instance: string): { readonly vpc: string; readonly instance: InstanceSpec } {
  for (const [vpc, { instances }] of Object.entries(spec.vpcs)) {
    const found = instances?.[instance];
    if (found !== undefined) return { vpc, instance: found };
  }
  throw new Error(`no instance ${instance} in this world`);
}

/** The instance's address of a family, or null without one. */
export const addressOf = (spec: WorldSpec, instance: string, family: Family): Address | null =>
  whereIs(spec, instance)
    .instance.addresses.map(address)
    .find((one) => one.family === family) ?? null;

/** Instances of the sender's and of directly peered VPCs that hold `destination`: those who may answer a probe. */
export function respondersFor(spec: WorldSpec, from: string, destination: Address): InstanceId[] {
  const home = whereIs(spec, from).vpc;
  const peers = Object.values(spec.peerings ?? {}).filter((ends) => ends.includes(home));
  return [...new Set([home, ...peers.flat()])].flatMap((vpc) =>
    Object.entries(vpcNamed(spec, vpc).instances ?? {})
      .filter(([, { addresses }]) =>
        addresses.map(address).some((one) => one.family === destination.family && one.value === destination.value),
      )
      .map(([name]) => instanceId(name)),
  );
}
