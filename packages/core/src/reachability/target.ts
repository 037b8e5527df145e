import type { Address } from '../address/address.ts';
import { holdsAddress } from '../address/cidr.ts';
import type { VpcId } from '../id.ts';
import { carriesTraffic } from '../peering/lifecycle.ts';
import type { RouterSubnet } from '../topology/router.ts';
import { choose, isLive, routesCovering, tableOf } from './lookup.ts';
import { farVpc, rangesOfVpc, type World, type WorldRoute, type WorldVpc } from './world.ts';

/**
 * The VPC that an address most likely means, when no local subnet holds it and the asker named none: where the routes
 * lead; else where they would lead if their peering were ACTIVE or their table the right one; else an ACTIVE peer
 * whose blocks hold it. Only what the sender's owner may see decides: never who has a subnet or an instance there.
 */
export function likelyTarget(world: World, vpc: WorldVpc, subnet: RouterSubnet | undefined, address: Address): VpcId | null {
  const farOf = (route: WorldRoute | undefined): VpcId | null => {
    const peering = route?.peeringId == null ? undefined : world.peering(route.peeringId);
    return peering === undefined ? null : farVpc(peering, vpc.id);
  };
  const table = subnet && tableOf(vpc, subnet.tableId);
  if (table !== undefined) {
    const choice = choose(vpc, table, address, (route) => isLive(world, vpc, route));
    if (choice.kind === 'route') return farOf(choice.route);
  }
  for (const candidate of [...(table === undefined ? [] : [table]), ...vpc.tables]) {
    const far = farOf(routesCovering(candidate, address).find((route) => farOf(route) !== null));
    if (far !== null) return far;
  }
  const peer = world
    .peeringsOf(vpc.id)
    .find(
      (peering) =>
        carriesTraffic[peering.status] && rangesOfVpc(world, farVpc(peering, vpc.id)).some((range) => holdsAddress(range, address)),
    );
  return peer === undefined ? null : farVpc(peer, vpc.id);
}
