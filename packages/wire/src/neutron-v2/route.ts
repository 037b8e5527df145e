import { err, idOf, isHexId, isUuid, nextHopTypes, ok, parseCidr, type Input, type Route } from '@isthmus/core';
import { Type } from 'typebox';
import { operationEndpoint } from '../row.ts';
import type { Endpoint } from '../endpoint.ts';
import { anyText, cidrText, filterText, idText, named, oneOf } from '../fields.ts';
import { neutronPage } from '../page.ts';
import { neutronList } from './list.ts';

const path = '/v2.0/vpc/routes';
const dialect = 'neutron-v2';
const resource = 'route';

const Shown = named(
  'Route',
  Type.Object({ id: anyText, type: anyText, destination: anyText, nexthop: anyText, vpc_id: anyText, tenant_id: anyText }),
);
const Wrapped = Type.Object({ route: Shown });

/** The destination is echoed as it was sent: a rewritten one vanishes from Terraform's state. */
const render = (route: Route) => ({
  id: route.id,
  type: route.type,
  destination: route.destinationText,
  nexthop: route.nextHop,
  vpc_id: route.vpcId,
  tenant_id: route.projectId,
});
const wrap = (route: Route) => ({ route: render(route) });

const Create = Type.Object({
  route: Type.Object({
    type: oneOf(['peering'], '"peering": this API has no other next hop'),
    nexthop: idText,
    destination: cidrText,
    vpc_id: idText,
    tenant_id: Type.Optional(idText),
  }),
});

const Filters = Type.Object({
  id: Type.Optional(filterText),
  vpc_id: Type.Optional(filterText),
  tenant_id: Type.Optional(filterText),
  destination: Type.Optional(filterText),
  type: Type.Optional(filterText),
  ...neutronPage,
});

type Filter = Omit<Input<'list-routes'>, 'page'>;
type Asked = {
  readonly id?: string;
  readonly vpc_id?: string;
  readonly tenant_id?: string;
  readonly destination?: string;
  readonly type?: string;
};

/** Null where nothing can match, as in `peering.ts`. */
function filterOf({ id, vpc_id, tenant_id, destination, type }: Asked): Filter | null {
  const known = nextHopTypes.find((word) => word === type);
  if (id !== undefined && !isUuid(id)) return null;
  if (vpc_id !== undefined && !isUuid(vpc_id)) return null;
  if (tenant_id !== undefined && !isHexId(tenant_id) && !isUuid(tenant_id)) return null;
  if (type !== undefined && known === undefined) return null;
  return {
    ...(id === undefined ? {} : { id: idOf(id) }),
    ...(vpc_id === undefined ? {} : { vpcId: idOf(vpc_id) }),
    ...(tenant_id === undefined ? {} : { projectId: idOf(tenant_id) }),
    ...(destination === undefined ? {} : { destination }),
    ...(known === undefined ? {} : { type: known }),
  };
}

const routeId = (params: Readonly<Record<string, string>>) => ({ id: idOf<Route['id']>(params['route_id'] ?? '') });

export const routes: readonly Endpoint[] = [
  neutronList({
    path,
    summary: "List the peering routes of the project's default route tables",
    resource,
    list: 'list-routes',
    show: 'show-route',
    query: Filters,
    plural: 'routes',
    shown: Shown,
    filter: ({ query }) => filterOf(query),
    idOf: ({ id }) => id,
    render,
  }),
  operationEndpoint({
    dialect,
    method: 'POST',
    path,
    summary: "Add a route to a peering to the VPC's default route table",
    resource,
    operation: 'create-route',
    body: Create,
    success: [201, Wrapped],
    decode({ body: { route }, request }) {
      if (route.tenant_id !== undefined && route.tenant_id !== request.principal?.project?.id)
        return err({ kind: 'invalid-field', resource, field: 'route.tenant_id', reason: 'is not your project', fix: 'leave it out' });
      const destination = parseCidr(route.destination);
      if (!destination.ok) return err({ kind: 'invalid-field', resource, field: 'route.destination', ...destination.problem });
      return ok({
        vpcId: idOf(route.vpc_id),
        type: 'peering',
        nextHop: route.nexthop,
        destination: destination.value,
        destinationText: route.destination,
        description: '',
      });
    },
    encode: wrap,
  }),
  operationEndpoint({
    dialect,
    method: 'GET',
    path: `${path}/:route_id`,
    summary: 'Show a route',
    operation: 'show-route',
    success: [200, Wrapped],
    decode: ({ params }) => ok(routeId(params)),
    encode: wrap,
  }),
  operationEndpoint({
    dialect,
    method: 'DELETE',
    path: `${path}/:route_id`,
    summary: 'Delete a route',
    operation: 'delete-route',
    success: [204, null],
    decode: ({ params }) => ok(routeId(params)),
  }),
];
