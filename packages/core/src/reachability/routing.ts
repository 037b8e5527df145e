import { formatAddress, type Address } from '../address/address.ts';
import { formatCidr, hostBlock, holdsAddress, overlaps, type Cidr } from '../address/cidr.ts';
import type { RouterSubnet } from '../topology/router.ts';
import { summaryOf, type Blocker, type BlockerKind, type FlowEnd, type Place } from './blocker.ts';
import type { Change } from './change.ts';
import { blockOfSubnet, choose, hasDestination, isLive, routesCovering, subnetOf, tableOf } from './lookup.ts';
import { farVpc, rangesOfVpc, type World, type WorldPeering, type WorldRoute, type WorldTable, type WorldVpc } from './world.ts';

/** A subnet that must send to the VPC at the other end of `peering`. */
export interface Sending {
  readonly end: FlowEnd;
  readonly vpc: WorldVpc;
  readonly subnet: RouterSubnet;
  readonly peering: WorldPeering;
}

/**
 * Why packets of a subnet to `address` do not leave over the peering; none where they do. The same answer is why what
 * comes from `address` over the peering is not let into the subnet: sources must be routed back the way they came.
 * A peering that is not ACTIVE is judged as if it were: that it is not is another blocker.
 */
export function routeBlockers(world: World, sending: Sending, address: Address): readonly Blocker[] {
  const { vpc, subnet, peering } = sending;
  const table = tableOf(vpc, subnet.tableId) ?? { id: subnet.tableId, isDefault: false, routes: [] };
  const covering = routesCovering(table, address);
  const over = (route: WorldRoute): boolean => route.peeringId === peering.id;
  const local = subnetOf(vpc, address);
  if (local !== undefined) return shadowed(world, sending, table, { address, local, route: covering.find(over) });
  const choice = choose(vpc, table, address, (route) => over(route) || isLive(world, vpc, route));
  if (choice.kind === 'route' && over(choice.route)) return [];
  const say = sayer(sending, table, address);
  if (choice.kind === 'route')
    return [
      say('longest-prefix-elsewhere', hostFix(sending, table, address), {
        route: formatCidr(choice.route.destination),
        elsewhere: choice.route.peeringId ?? '',
      }),
    ];
  const wide = covering.find(over);
  if (choice.kind === 'own-block' && wide !== undefined)
    return [
      say('route-too-wide', hostFix(sending, table, address), { route: formatCidr(wide.destination), block: formatCidr(choice.block) }),
    ];
  return [missing(world, sending, table, address)];
}

/** No route of the table leads there: says which of the usual mistakes it is. */
function missing(world: World, sending: Sending, table: WorldTable, address: Address): Blocker {
  const { vpc, peering, end } = sending;
  const over = (route: WorldRoute): boolean => route.peeringId === peering.id;
  const say = sayer(sending, table, address);
  const fix = widestFix(world, sending, table, address);
  const alien = routesCovering(table, address).find((route) => route.peeringId === null);
  if (alien !== undefined) return say('other-next-hop', fix, { route: formatCidr(alien.destination) });
  const other = vpc.tables.find(({ id, ...rest }) => id !== table.id && routesCovering({ id, ...rest }, address).some(over));
  if (other !== undefined) return say('route-in-other-table', fix, { other: other.id });
  if (table.routes.some(over)) return say('wrong-destination', fix, {});
  return say(end === 'source' ? 'no-route' : 'no-return-route', fix, {});
}

function shadowed(
  world: World,
  sending: Sending,
  table: WorldTable,
  found: { readonly address: Address; readonly local: RouterSubnet; readonly route: WorldRoute | undefined },
): readonly Blocker[] {
  const say = sayer(sending, table, found.address);
  const far = world.vpc(farVpc(sending.peering, sending.vpc.id));
  const all = far !== undefined && (allOverlap(sending.vpc, far) || allOverlap(far, sending.vpc));
  const overlap = say(all ? 'overlapping-all' : 'overlapping-some', null, {});
  if (found.route === undefined) return [overlap];
  return [overlap, say('route-shadowed', null, { route: formatCidr(found.route.destination), subnet: found.local.id })];
}

/** Whether every subnet of `one` meets a subnet of `other`. */
export const allOverlap = (one: WorldVpc, other: WorldVpc): boolean =>
  one.subnets.length > 0 && one.subnets.every((mine) => other.subnets.some((theirs) => overlaps(mine.cidr, theirs.cidr)));

type Say = (kind: BlockerKind, fix: Change | null, words: Readonly<Record<string, string>>) => Blocker;
function sayer({ end, vpc, subnet, peering }: Sending, table: WorldTable, address: Address): Say {
  const at: Place = { noun: 'route_table', id: table.id };
  const known = { table: table.id, subnet: subnet.id, peering: peering.id, address: formatAddress(address) };
  return (kind, fix, words) => ({ kind, end, owner: vpc.projectId, at, summary: summaryOf(kind, { ...known, ...words }), fix });
}

/**
 * A route for all of the other VPC where that is safe: its block that holds the address, if it meets nothing of this
 * VPC. Before the peering is ACTIVE the other side's blocks are not this side's to know: then the address alone.
 */
function widestFix(world: World, sending: Sending, table: WorldTable, address: Address): Change | null {
  const { vpc, peering } = sending;
  const own = [...rangesOfVpc(world, vpc.id), ...localBlocks(vpc)];
  const far = peering.status === 'ACTIVE' ? rangesOfVpc(world, farVpc(peering, vpc.id)) : [];
  const block = far.find((range) => holdsAddress(range, address) && !own.some((mine) => overlaps(mine, range)));
  return block === undefined || hasDestination(table, block) ? hostFix(sending, table, address) : route(sending, table, block);
}

/** A route for the address alone wins over every other; what stands in its very place must go first. */
function hostFix(sending: Sending, table: WorldTable, address: Address): Change {
  const host = hostBlock(address);
  if (!hasDestination(table, host)) return route(sending, table, host);
  return { type: 'delete-route', vpcId: sending.vpc.id, routeTableId: table.id, destination: host };
}

const route = ({ vpc, peering }: Sending, table: WorldTable, destination: Cidr): Change => ({
  type: 'create-route',
  vpcId: vpc.id,
  routeTableId: table.id,
  destination,
  peeringId: peering.id,
});

/** Every block of the VPC's subnets, of both families. */
export const localBlocks = (vpc: WorldVpc): readonly Cidr[] =>
  vpc.subnets.flatMap((subnet) => [blockOfSubnet(subnet, 4), blockOfSubnet(subnet, 6)]).filter((block) => block !== null);
