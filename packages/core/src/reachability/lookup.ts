import { bitsOf, formatAddress, type Address, type Family } from '../address/address.ts';
import { holdsAddress, lastOf, sameCidr, type Cidr } from '../address/cidr.ts';
import type { RouteTableId, SecurityGroupId } from '../id.ts';
import { carriesTraffic } from '../peering/lifecycle.ts';
import type { RouterGroup, RouterSubnet } from '../topology/router.ts';
import type { World, WorldPort, WorldRoute, WorldSubnet, WorldTable, WorldVpc } from './world.ts';

/** The subnet's block of a family; null without one. */
export const blockOfSubnet = (subnet: RouterSubnet, family: Family): Cidr | null => (family === 4 ? subnet.cidr : subnet.cidrV6);
export const gatewayOf = (subnet: RouterSubnet, family: Family): Address | null => (family === 4 ? subnet.gateway : subnet.gatewayV6);

/** The local subnet that holds the address. Subnets of one VPC never overlap. */
export const subnetOf = (vpc: WorldVpc, address: Address): WorldSubnet | undefined =>
  vpc.subnets.find((subnet) => {
    const block = blockOfSubnet(subnet, address.family);
    return block !== null && holdsAddress(block, address);
  });

const portsByAddress = new WeakMap<readonly WorldPort[], ReadonlyMap<string, WorldPort>>();
export function portOf(vpc: WorldVpc, address: Address): WorldPort | undefined {
  const index = remembered(
    portsByAddress,
    vpc.ports,
    (ports) => new Map(ports.flatMap((port) => port.addresses.map((own) => [formatAddress(own), port] as const))),
  );
  return index.get(formatAddress(address));
}

const groupsById = new WeakMap<readonly RouterGroup[], ReadonlyMap<SecurityGroupId, RouterGroup>>();
export const groupOf = (vpc: WorldVpc, id: SecurityGroupId): RouterGroup | undefined =>
  remembered(groupsById, vpc.groups, (groups) => new Map(groups.map((group) => [group.id, group]))).get(id);

const membersByGroup = new WeakMap<RouterGroup, ReadonlySet<string>>();
export const isMember = (group: RouterGroup, address: Address): boolean =>
  remembered(membersByGroup, group, ({ members }) => new Set(members.map(formatAddress))).has(formatAddress(address));

const tablesById = new WeakMap<readonly WorldTable[], ReadonlyMap<RouteTableId, WorldTable>>();
export const tableOf = (vpc: WorldVpc, id: RouteTableId): WorldTable | undefined =>
  remembered(tablesById, vpc.tables, (tables) => new Map(tables.map((table) => [table.id, table]))).get(id);

interface PrefixIndex {
  /** Longest first. */
  readonly lengths: readonly number[];
  readonly routes: ReadonlyMap<number, ReadonlyMap<bigint, WorldRoute>>;
}
const prefixes = new WeakMap<WorldTable, Readonly<Record<Family, PrefixIndex>>>();

/** Every route of the table that covers the address, longest prefix first, whether it carries anything or not. */
export function routesCovering(table: WorldTable, address: Address): readonly WorldRoute[] {
  const { lengths, routes } = remembered(prefixes, table, ({ routes: all }) => ({ 4: prefixIndex(all, 4), 6: prefixIndex(all, 6) }))[
    address.family
  ];
  const covering: WorldRoute[] = [];
  for (const length of lengths) {
    const hostBits = BigInt(bitsOf[address.family] - length);
    const route = routes.get(length)!.get((address.value >> hostBits) << hostBits);
    if (route !== undefined) covering.push(route);
  }
  return covering;
}

function prefixIndex(all: readonly WorldRoute[], family: Family): PrefixIndex {
  const routes = new Map<number, Map<bigint, WorldRoute>>();
  for (const route of all) {
    if (route.destination.family !== family) continue;
    const { first, length } = route.destination;
    const ofLength = routes.get(length) ?? new Map<bigint, WorldRoute>();
    routes.set(length, ofLength.set(first, route));
  }
  return { lengths: [...routes.keys()].toSorted((a, b) => b - a), routes };
}

/** Whether the data plane programs the route: its next hop is an ACTIVE peering of this VPC. */
export function isLive(world: World, vpc: WorldVpc, route: WorldRoute): boolean {
  const peering = route.peeringId === null ? undefined : world.peering(route.peeringId);
  if (peering === undefined || !carriesTraffic[peering.status]) return false;
  return peering.requester.vpcId === vpc.id || peering.accepter.vpcId === vpc.id;
}

/**
 * What a subnet's route table chooses for an address that no local subnet holds: the longest live route, unless the
 * VPC's own block that holds the address is longer (space not allocated never leaks into a wider route). With block
 * 10.0.0.0/16, a route 10.0.0.0/8 does not attract 10.0.9.9; 10.0.0.0/16 and 10.0.9.0/24 do. It is `chooseRoute` with
 * an index, and with the say over which routes live.
 */
export type Choice =
  | { readonly kind: 'route'; readonly route: WorldRoute }
  | { readonly kind: 'own-block'; readonly block: Cidr }
  | { readonly kind: 'none' };

export function choose(vpc: WorldVpc, table: WorldTable, address: Address, live: (route: WorldRoute) => boolean): Choice {
  const route = routesCovering(table, address).find(live);
  const block = ownBlock(vpc, address);
  if (block !== undefined && (route === undefined || block.length > route.destination.length)) return { kind: 'own-block', block };
  return route === undefined ? { kind: 'none' } : { kind: 'route', route };
}

/** The longest block of the VPC that holds the address. */
const ownBlock = (vpc: WorldVpc, address: Address): Cidr | undefined =>
  vpc.blocks.filter((block) => holdsAddress(block, address)).toSorted((a, b) => b.length - a.length)[0];

export const hasDestination = (table: WorldTable, destination: Cidr): boolean =>
  table.routes.some((route) => sameCidr(route.destination, destination));

/** Addresses of a subnet that no instance can have: the network, broadcast, system and DHCP addresses, and the gateway. */
export function isReserved(subnet: RouterSubnet, address: Address): boolean {
  const block = blockOfSubnet(subnet, address.family);
  if (block === null) return false;
  if (address.value === gatewayOf(subnet, address.family)?.value || address.value === block.first) return true;
  return address.family === 4 && address.value >= lastOf(block) - 2n;
}

function remembered<Key extends WeakKey, Value>(memory: WeakMap<Key, Value>, key: Key, build: (key: Key) => Value): Value {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const value = build(key);
  memory.set(key, value);
  return value;
}
