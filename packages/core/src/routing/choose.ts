import type { Address } from '../address/address.ts';
import { holdsAddress, sameCidr, type Cidr } from '../address/cidr.ts';
import type { RouterRoute } from '../topology/router.ts';

/** What one subnet of a VPC sees when it looks a destination up. */
export interface RouteView<Local extends { readonly cidr: Cidr }, Custom extends RouterRoute> {
  /** The VPC's subnets: its system routes. */
  readonly locals: readonly Local[];
  /** The VPC's own blocks. */
  readonly blocks: readonly Cidr[];
  /** The routes of the one table that the subnet uses. */
  readonly routes: readonly Custom[];
}

export type RouteChoice<Local, Custom> =
  | { readonly kind: 'local'; readonly local: Local }
  | { readonly kind: 'custom'; readonly route: Custom }
  /** Inside the VPC's own `block`, but in no subnet: it goes nowhere, and never out through a wider route. */
  | { readonly kind: 'unallocated'; readonly block: Cidr }
  | { readonly kind: 'none' };

/**
 * The one route that a packet to `destination` takes, whatever order the routes are listed in:
 * 1. a local subnet wins over every custom route, longer ones too;
 * 2. then the longest prefix, where the VPC's own blocks stand in as unreachable routes and lose only ties.
 *
 * With subnet 10.0.1.0/24 in a VPC 10.0.0.0/16 and custom routes 0.0.0.0/0, 10.0.0.0/16 and 10.0.1.7/32, 10.0.1.7 is
 * local and 10.0.9.9 takes 10.0.0.0/16; without that route 10.0.9.9 is unallocated, although 0.0.0.0/0 holds it.
 */
export function chooseRoute<Local extends { readonly cidr: Cidr }, Custom extends RouterRoute>(
  destination: Address,
  { locals, blocks, routes }: RouteView<Local, Custom>,
): RouteChoice<Local, Custom> {
  const local = longest(locals, (candidate) => candidate.cidr, destination);
  if (local !== null) return { kind: 'local', local };
  const route = chooseCustom(routes, destination);
  const block = longest(blocks, (candidate) => candidate, destination);
  if (route !== null && (block === null || route.destination.length >= block.length)) return { kind: 'custom', route };
  return block === null ? { kind: 'none' } : { kind: 'unallocated', block };
}

/** The first of the candidates with the longest prefix that holds `address`. */
function longest<Candidate>(candidates: readonly Candidate[], cidrOf: (candidate: Candidate) => Cidr, address: Address): Candidate | null {
  let best: Candidate | null = null;
  for (const candidate of candidates)
    if (holdsAddress(cidrOf(candidate), address) && (best === null || cidrOf(candidate).length > cidrOf(best).length)) best = candidate;
  return best;
}

/** A table holds a destination once. Should it ever hold one twice, the answer is still one, and the same each time. */
function chooseCustom<Custom extends RouterRoute>(routes: readonly Custom[], destination: Address): Custom | null {
  const best = longest(routes, (route) => route.destination, destination);
  if (best === null) return null;
  const rivals = routes.filter((route) => sameCidr(route.destination, best.destination));
  return rivals.reduce((first, rival) => (rival.peeringId < first.peeringId ? rival : first));
}
