import { formatCidr, holdsCidr, overlaps, type Cidr } from '../address/cidr.ts';
import type { RouteTableId } from '../id.ts';
import type { PeeringStatus } from './lifecycle.ts';
import type { PeeringSide } from './peering.ts';

/** What actually works, derived and never stored. Status says that both agreed; health says what that is worth. */
export const peeringHealths = [
  'working',
  'one-way',
  'no-routes',
  'shadowed',
  'blocked',
  'overlapping',
  'waiting-on-you',
  'waiting-on-them',
  'rejected',
  'expired',
] as const;
export type PeeringHealthWord = (typeof peeringHealths)[number];

/** A peering's health as one side may see it: its own routes in number, of the other only whether a way back exists. */
export interface PeeringHealth {
  readonly health: PeeringHealthWord;
  readonly reasons: readonly string[];
  readonly localRoutes: number;
  readonly peerHasReturnRoute: boolean;
}

/** One end as health needs it. Without a subnet yet, the VPC's blocks stand in for them, on table null. */
export interface HealthEnd {
  readonly subnets: readonly { readonly cidr: Cidr; readonly tableId: RouteTableId | null }[];
  /** The VPC's own: space in them that no subnet uses goes nowhere, and not out through a wider route. */
  readonly blocks: readonly Cidr[];
  /** Every custom route of the VPC; `viaThis` where its next hop is this peering, else that of another ACTIVE one. */
  readonly routes: readonly { readonly tableId: RouteTableId; readonly destination: Cidr; readonly viaThis: boolean }[];
}

/** What one subnet can send through the peering: to `to`, which lies in a subnet of the other end. */
interface Lane {
  readonly from: Cidr;
  readonly to: Cidr;
}

/** How a peering fares, told to the owner of `side`, about which it says all, and of the other side no address. */
export function peeringHealth(
  { status, side }: { readonly status: PeeringStatus; readonly side: PeeringSide },
  local: HealthEnd,
  peer: HealthEnd,
): PeeringHealth {
  const out = lanes(local, peer);
  const back = lanes(peer, local);
  const localRoutes = local.routes.filter((route) => route.viaThis).length;
  const found = { localRoutes, peerHasReturnRoute: back.length > 0 };
  const say = (health: PeeringHealthWord, ...reasons: readonly string[]): PeeringHealth => ({ health, reasons, ...found });

  if (status === 'PENDING_ACCEPTANCE')
    return side === 'accepter'
      ? say('waiting-on-you', 'The request waits for you to accept or reject it.')
      : say('waiting-on-them', 'The request waits for the owner of the other VPC to accept it.');
  if (status === 'REJECTED') return say('rejected', 'The request was rejected. Delete the peering to ask again.');
  if (status !== 'ACTIVE') return say('expired', 'The request expired. Delete the peering to ask again.');

  const mutual = out.some((lane) => back.some((way) => overlaps(way.from, lane.to) && overlaps(way.to, lane.from)));
  if (mutual) return say('working');
  if (allOverlap(local, peer))
    return say('overlapping', 'Every subnet of one VPC overlaps the other VPC, so local routes always win. Replan.');
  const hidden = hiddenRoutes(local, peer);
  if (out.length === 0 && hidden.length > 0)
    return say(
      'shadowed',
      ...hidden.map((destination) => `Your route to ${formatCidr(destination)} loses to a local subnet or to a longer route.`),
    );
  if (out.length > 0)
    return say(
      'one-way',
      back.length > 0 ? 'The two sides have routes for different subnets.' : 'The other side has no route back to your subnets.',
    );
  if (back.length > 0) return say('one-way', 'Your side has no route to the other side. Add one to the table your subnet uses.');
  return say('no-routes', 'Neither side has a route that leads to a subnet of the other.');
}

/** Each local subnet with each part of a peer subnet that its table sends through this peering. */
function lanes(local: HealthEnd, peer: HealthEnd): readonly Lane[] {
  return local.subnets.flatMap(({ cidr: from, tableId }) =>
    peer.subnets.flatMap(({ cidr }) =>
      local.routes
        .filter((route) => route.viaThis && (tableId === null || route.tableId === tableId) && overlaps(route.destination, cidr))
        .map((route) => ({ route, to: narrower(route.destination, cidr) }))
        .filter(({ route, to }) => !isHidden(local, route, to))
        .map(({ to }): Lane => ({ from, to })),
    ),
  );
}

/** Two blocks that overlap are one inside the other. */
const narrower = (a: Cidr, b: Cidr): Cidr => (a.length >= b.length ? a : b);

/** Whether all of `to` is taken from `route`: by a local subnet, by a longer route elsewhere, or as unallocated space. */
const isHidden = (end: HealthEnd, route: HealthEnd['routes'][number], to: Cidr): boolean =>
  end.subnets.some((subnet) => subnet.tableId !== null && holdsCidr(subnet.cidr, to)) ||
  end.blocks.some((block) => block.length > route.destination.length && holdsCidr(block, to)) ||
  end.routes.some(
    (other) =>
      !other.viaThis &&
      other.tableId === route.tableId &&
      other.destination.length > route.destination.length &&
      holdsCidr(other.destination, to),
  );

/** Routes of ours through this peering that never carry: all that they hold, or all of the peer in it, goes elsewhere. */
const hiddenRoutes = (local: HealthEnd, peer: HealthEnd): readonly Cidr[] =>
  local.routes
    .filter((route) => {
      if (!route.viaThis) return false;
      const parts = peer.subnets
        .filter(({ cidr }) => overlaps(cidr, route.destination))
        .map(({ cidr }) => narrower(route.destination, cidr));
      return [route.destination, ...parts].some((to) => isHidden(local, route, to));
    })
    .map((route) => route.destination);

const allOverlap = (local: HealthEnd, peer: HealthEnd): boolean =>
  [
    [local, peer],
    [peer, local],
  ].some(
    ([one, other]) =>
      one!.subnets.length > 0 &&
      one!.subnets.every(({ cidr }) => other!.subnets.some((subnet) => subnet.tableId !== null && holdsCidr(subnet.cidr, cidr))),
  );
