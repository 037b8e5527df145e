import { formatCidr, sameCidr, type Cidr } from '../address/cidr.ts';
import type { SubnetId } from '../id.ts';
import type { Problem } from '../problem.ts';
import { err, ok, type Result } from '../result.ts';
import { localDestinations } from './destination.ts';
import type { NextHopType, Route, RouteTable } from './route.ts';

/** A route that a client asks for. `field` is where it stands on the client's wire, for problems: `routetable.routes.0`. */
export interface RouteDraft {
  readonly field: string;
  readonly type: NextHopType;
  readonly nextHop: string;
  readonly destination: Cidr;
  readonly destinationText: string;
  readonly description: string;
}

/** A change of the route that is there: its destination stays. An absent description does too. */
export type RouteChange = Omit<RouteDraft, 'description'> & { readonly description?: string };

export interface RouteRemoval {
  readonly field: string;
  readonly destination: Cidr;
  readonly destinationText: string;
}

/** A table with everything in it. */
export interface RouteTableContents {
  readonly table: RouteTable;
  /** What nobody made and nobody can change; derived from the VPC's subnets, in every table alike. */
  readonly local: readonly Cidr[];
  /** In the order in which they were added; of those that were added at once, by destination. */
  readonly routes: readonly Route[];
  readonly subnetIds: readonly SubnetId[];
}

/** Most routes in the request that makes a table (published); an update takes as many as fit into the table. */
export const mostRoutesAtCreate = 5;
/** Most subnets of one kind in one request. */
export const mostSubnetsAtOnce = 100;

/** Whether each destination stands once in `named`: which of two would win is not for us to say. */
export function checkNamedOnce(named: readonly { readonly destination: Cidr }[]): Result<void, Problem> {
  const twice = named.find(({ destination }, index) => named.findIndex((other) => sameCidr(other.destination, destination)) !== index);
  return twice === undefined ? ok(undefined) : err({ kind: 'destination-repeated', destination: formatCidr(twice.destination) });
}

/**
 * Whether packets can be sent to a next hop of this type. A type that is published and not carried here is refused: a
 * route that is stored and steers nothing would be a lie.
 */
export const carriesNextHop: Readonly<Record<NextHopType, boolean>> = {
  peering: true,
  ecs: false,
  eni: false,
  vip: false,
  nat: false,
  vpn: false,
  dc: false,
  er: false,
  egw: false,
  cc: false,
};

export function checkNextHopType({ field, type }: Pick<RouteDraft, 'field' | 'type'>): Result<void, Problem> {
  if (carriesNextHop[type]) return ok(undefined);
  return err({
    kind: 'invalid-field',
    resource: 'route',
    field: `${field}.type`,
    reason: `is ${type}, a type of next hop that carries no packets in this installation`,
    fix: 'use peering',
  });
}

/** The table's contents from rows of its VPC; `routes` may hold those of other tables too. */
export const contentsOf = (
  table: RouteTable,
  routes: readonly Route[],
  subnets: readonly { readonly id: SubnetId; readonly routeTableId: string | null; readonly cidr: Cidr; readonly cidrV6: Cidr | null }[],
): RouteTableContents => ({
  table,
  local: localDestinations(subnets),
  routes: routes.filter(({ routeTableId }) => routeTableId === table.id).toSorted(byAge),
  subnetIds: subnets.filter(({ routeTableId }) => routeTableId === table.id).map(({ id }) => id),
});

const byAge = (a: Route, b: Route): number =>
  a.createdAt - b.createdAt || (a.destinationText < b.destinationText ? -1 : Number(a.destinationText > b.destinationText));
