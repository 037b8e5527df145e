import {
  err,
  formatCidr,
  idOf,
  isUuid,
  mostSubnetsAtOnce,
  nextHopTypes,
  ok,
  parseCidr,
  type NextHopType,
  type Problem,
  type Result,
  type Route,
  type RouteDraft,
  type RouteRemoval,
  type RouteTable,
  type RouteTableContents,
  type SubnetId,
} from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { anyText, cidrText, descriptionText, filterText, idText, named, oneOf, wordText } from '../fields.ts';
import { listEndpoint } from '../list.ts';
import { mostRows, strictPage } from '../page.ts';
import { operationEndpoint } from '../row.ts';
import { bareTime } from '../times.ts';

const path = '/v1/:project_id/routetables';
const dialect = 'otc-v1';
const resource = 'route_table';

const RouteShown = Type.Object({ type: anyText, destination: anyText, nexthop: anyText, description: anyText });
const Shown = named(
  'RouteTable',
  Type.Object({
    id: anyText,
    name: anyText,
    description: anyText,
    default: Type.Boolean(),
    vpc_id: anyText,
    tenant_id: anyText,
    routes: Type.Array(RouteShown),
    subnets: Type.Array(Type.Object({ id: anyText })),
    created_at: anyText,
    updated_at: anyText,
  }),
);
const Wrapped = Type.Object({ routetable: Shown });

/** The destination is echoed as it was sent: a rewritten one vanishes from Terraform's state. */
const renderRoute = ({ type, destinationText, nextHop, description }: Route) => ({
  type,
  destination: destinationText,
  nexthop: nextHop,
  description,
});
const render = ({ table, local, routes, subnetIds }: RouteTableContents) => ({
  id: table.id,
  name: table.name,
  description: table.description,
  default: table.isDefault,
  vpc_id: table.vpcId,
  tenant_id: table.projectId,
  routes: [
    ...local.map((block) => ({ type: 'local', destination: formatCidr(block), nexthop: '-', description: '' })),
    ...routes.map(renderRoute),
  ],
  subnets: subnetIds.map((id) => ({ id })),
  created_at: bareTime(table.createdAt),
  updated_at: bareTime(table.updatedAt),
});
const wrap = (contents: RouteTableContents) => ({ routetable: render(contents) });

const RouteAsked = Type.Object({
  type: oneOf(nextHopTypes, 'a type of next hop, such as "peering"'),
  destination: cidrText,
  /** An id, or an address for a `vip`. */
  nexthop: wordText(1, 64),
  description: Type.Optional(descriptionText),
});
/** The type and the next hop are tolerated, and say nothing: a destination stands once in a table. */
const RouteGone = Type.Object({
  destination: cidrText,
  type: Type.Optional(wordText(0, 64)),
  nexthop: Type.Optional(wordText(0, 64)),
  description: Type.Optional(descriptionText),
});
const Create = Type.Object({
  routetable: Type.Object({
    vpc_id: idText,
    name: Type.Optional(wordText(0, 64)),
    description: Type.Optional(descriptionText),
    routes: Type.Optional(Type.Array(RouteAsked, { maxItems: 200 })),
  }),
});
const Update = Type.Object({
  routetable: Type.Object({
    name: Type.Optional(wordText(1, 64)),
    description: Type.Optional(descriptionText),
    routes: Type.Optional(
      Type.Object({
        add: Type.Optional(Type.Array(RouteAsked, { maxItems: 1000 })),
        mod: Type.Optional(Type.Array(RouteAsked, { maxItems: 1000 })),
        del: Type.Optional(Type.Array(RouteGone, { maxItems: 1000 })),
      }),
    ),
  }),
});
const SubnetIds = Type.Optional(Type.Array(idText, { maxItems: mostSubnetsAtOnce }));
const Action = Type.Object({
  routetable: Type.Object({ subnets: Type.Object({ associate: SubnetIds, disassociate: SubnetIds }, { minProperties: 1 }) }),
});
const Filters = Type.Object({
  id: Type.Optional(filterText),
  vpc_id: Type.Optional(filterText),
  subnet_id: Type.Optional(filterText),
  ...strictPage(mostRows),
});

interface Asked {
  readonly type: NextHopType;
  readonly destination: string;
  readonly nexthop: string;
  readonly description?: string;
}

/** Every entry, or the problem of the first wrong one by its place on the wire. */
function eachOf<From, To>(
  entries: readonly From[],
  read: (entry: From, index: number) => Result<To, Problem>,
): Result<readonly To[], Problem> {
  const all: To[] = [];
  for (const [index, entry] of entries.entries()) {
    const one = read(entry, index);
    if (!one.ok) return one;
    all.push(one.value);
  }
  return ok(all);
}

const removalAt =
  (list: string) =>
  ({ destination }: { readonly destination: string }, index: number): Result<RouteRemoval, Problem> => {
    const field = `routetable.${list}.${index}`;
    const block = parseCidr(destination);
    if (!block.ok) return err({ kind: 'invalid-field', resource: 'route', field: `${field}.destination`, ...block.problem });
    return ok({ field, destination: block.value, destinationText: destination });
  };
const changeAt = (list: string) => (asked: Asked, index: number) => {
  const at = removalAt(list)(asked, index);
  if (!at.ok) return at;
  const { type, nexthop, description } = asked;
  return ok({ ...at.value, type, nextHop: nexthop, ...(description === undefined ? {} : { description }) });
};
const draftAt =
  (list: string) =>
  (asked: Asked, index: number): Result<RouteDraft, Problem> => {
    const change = changeAt(list)(asked, index);
    return change.ok ? ok({ description: '', ...change.value }) : change;
  };

const tableId = (params: Readonly<Record<string, string>>) => ({ id: idOf<RouteTable['id']>(params['routetable_id'] ?? '') });

/** Null where nothing can match. */
function filterOf({ id, vpc_id, subnet_id }: { readonly id?: string; readonly vpc_id?: string; readonly subnet_id?: string }) {
  if ([id, vpc_id, subnet_id].some((one) => one !== undefined && !isUuid(one))) return null;
  return {
    ...(id === undefined ? {} : { id: idOf<RouteTable['id']>(id) }),
    ...(vpc_id === undefined ? {} : { vpcId: idOf<RouteTable['vpcId']>(vpc_id) }),
    ...(subnet_id === undefined ? {} : { subnetId: idOf<SubnetId>(subnet_id) }),
  };
}

export const routeTables: readonly Endpoint[] = [
  listEndpoint({
    dialect,
    path,
    summary: 'List route tables with their routes and subnets',
    resource,
    list: 'list-route-tables',
    show: 'show-route-table',
    query: Filters,
    success: Type.Object({ routetables: Type.Array(Shown) }),
    filter: ({ query }) => filterOf(query),
    encode: ({ items }) => ({ routetables: items.map(render) }),
  }),
  operationEndpoint({
    dialect,
    method: 'POST',
    path,
    summary: 'Create a custom route table, with at most five routes',
    resource,
    operation: 'create-route-table',
    body: Create,
    success: [200, Wrapped],
    decode({ body: { routetable } }) {
      const routes = eachOf(routetable.routes ?? [], draftAt('routes'));
      if (!routes.ok) return routes;
      return ok({
        vpcId: idOf(routetable.vpc_id),
        name: routetable.name ?? '',
        description: routetable.description ?? '',
        routes: routes.value,
      });
    },
    encode: wrap,
  }),
  operationEndpoint({
    dialect,
    method: 'GET',
    path: `${path}/:routetable_id`,
    summary: 'Show a route table',
    operation: 'show-route-table',
    success: [200, Wrapped],
    decode: ({ params }) => ok(tableId(params)),
    encode: wrap,
  }),
  operationEndpoint({
    dialect,
    method: 'PUT',
    path: `${path}/:routetable_id`,
    summary: 'Change a route table and its routes, all of it or nothing',
    resource,
    operation: 'update-route-table',
    body: Update,
    success: [200, Wrapped],
    decode({ params, body: { routetable } }) {
      const { name, description, routes = {} } = routetable;
      const remove = eachOf(routes.del ?? [], removalAt('routes.del'));
      if (!remove.ok) return remove;
      const change = eachOf(routes.mod ?? [], changeAt('routes.mod'));
      if (!change.ok) return change;
      const add = eachOf(routes.add ?? [], draftAt('routes.add'));
      if (!add.ok) return add;
      return ok({
        ...tableId(params),
        ...(name === undefined ? {} : { name }),
        ...(description === undefined ? {} : { description }),
        remove: remove.value,
        change: change.value,
        add: add.value,
      });
    },
    encode: wrap,
  }),
  operationEndpoint({
    dialect,
    method: 'POST',
    path: `${path}/:routetable_id/action`,
    summary: 'Move subnets to this route table, or from it back to the default one',
    resource,
    operation: 'associate-subnets',
    body: Action,
    success: [200, Wrapped],
    decode: ({ params, body: { routetable } }) =>
      ok({
        ...tableId(params),
        associate: (routetable.subnets.associate ?? []).map((id) => idOf<SubnetId>(id)),
        disassociate: (routetable.subnets.disassociate ?? []).map((id) => idOf<SubnetId>(id)),
      }),
    encode: wrap,
  }),
  operationEndpoint({
    dialect,
    method: 'DELETE',
    path: `${path}/:routetable_id`,
    summary: 'Delete a custom route table that no subnet uses',
    operation: 'delete-route-table',
    success: [204, null],
    decode: ({ params }) => ok(tableId(params)),
  }),
];
