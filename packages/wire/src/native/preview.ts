import { formatCidr, idOf, ok, type Peering, type PeeringPreview, type Route } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { anyText, named } from '../fields.ts';
import { operationEndpoint } from '../row.ts';

const dialect = 'native';
const path = '/isthmus/v1/projects/:project_id/peerings/:peering_id';
const peeringId = (params: Readonly<Record<string, string>>) => ({ id: idOf<Peering['id']>(params['peering_id'] ?? '') });

const Side = Type.Object({ vpc_id: anyText, ranges: Type.Array(anyText) });
const Suggested = Type.Object({ vpc_id: anyText, route_table_id: anyText, destination: anyText, nexthop: anyText });
const Shown = named(
  'PeeringPreview',
  Type.Object({
    yours: Side,
    theirs: Side,
    overlaps: Type.Array(Type.Object({ yours: anyText, theirs: anyText })),
    shadowed: Type.Array(Type.Object({ subnet_id: anyText, yours: anyText, theirs: anyText })),
    quota: Type.Object({
      used: Type.Integer({ description: 'peerings of the account, this one counted' }),
      limit: Type.Integer({ description: '-1 for none' }),
    }),
    suggested_routes: Type.Array(Suggested),
    taken: Type.Array(Type.Object({ route_table_id: anyText, destination: anyText })),
  }),
);

const renderSide = ({ vpcId, ranges }: PeeringPreview['yours']) => ({ vpc_id: vpcId, ranges: ranges.map(formatCidr) });

const RouteShown = named(
  'AddedRoute',
  Type.Object({ id: anyText, vpc_id: anyText, route_table_id: anyText, destination: anyText, nexthop: anyText }),
);
const renderRoute = (route: Route) => ({
  id: route.id,
  vpc_id: route.vpcId,
  route_table_id: route.routeTableId,
  destination: route.destinationText,
  nexthop: route.nextHop,
});

export const previews: readonly Endpoint[] = [
  operationEndpoint({
    dialect,
    method: 'GET',
    path: `${path}/preview`,
    summary: 'What accepting a peering makes reachable for this side, and the routes to add for it',
    operation: 'preview-peering',
    success: [200, Shown],
    decode: ({ params }) => ok(peeringId(params)),
    encode: ({ yours, theirs, overlaps, shadowed, quota, suggested, taken }) => ({
      yours: renderSide(yours),
      theirs: renderSide(theirs),
      overlaps: overlaps.map((pair) => ({ yours: formatCidr(pair.yours), theirs: formatCidr(pair.theirs) })),
      shadowed: shadowed.map(({ subnetId, ...pair }) => ({
        subnet_id: subnetId,
        yours: formatCidr(pair.yours),
        theirs: formatCidr(pair.theirs),
      })),
      quota,
      suggested_routes: suggested.map((route) => ({
        vpc_id: route.vpcId,
        route_table_id: route.routeTableId,
        destination: formatCidr(route.destination),
        nexthop: route.peeringId,
      })),
      taken: taken.map(({ routeTableId, destination }) => ({ route_table_id: routeTableId, destination: formatCidr(destination) })),
    }),
  }),
  operationEndpoint({
    dialect,
    method: 'POST',
    path: `${path}/suggested-routes`,
    summary: "Add the suggested routes of the caller's side, all or none",
    operation: 'add-suggested-routes',
    success: [200, Type.Object({ routes: Type.Array(RouteShown) })],
    decode: ({ params }) => ok(peeringId(params)),
    encode: (routes) => ({ routes: routes.map(renderRoute) }),
  }),
];
