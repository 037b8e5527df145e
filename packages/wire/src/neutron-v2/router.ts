import {
  err,
  idOf,
  isUuid,
  ok,
  routerPortId,
  type Done,
  type Input,
  type NeutronSubnet,
  type Problem,
  type Result,
  type SubnetId,
  type Vpc,
} from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint, WireResponse } from '../endpoint.ts';
import { anyText, descriptionText, filterText, idText, named, oneOf, orNull, printableText } from '../fields.ts';
import { neutronPage } from '../page.ts';
import { endpoint, operationEndpoint, type Run } from '../row.ts';
import { bareTime } from '../times.ts';
import { neutronList } from './list.ts';
import { OwnerFields, OwnerFilters, checkOwner, isOwner } from '../owner.ts';

const path = '/v2.0/routers';
const dialect = 'neutron-v2';
const resource = 'vpc';

const Shown = named(
  'Router',
  Type.Object({
    id: anyText,
    name: anyText,
    description: anyText,
    status: oneOf(['ACTIVE']),
    admin_state_up: Type.Boolean(),
    tenant_id: anyText,
    project_id: anyText,
    external_gateway_info: Type.Null(),
    routes: Type.Array(Type.Object({ destination: anyText, nexthop: anyText })),
    availability_zones: Type.Array(anyText),
    availability_zone_hints: Type.Array(anyText),
    created_at: anyText,
    updated_at: anyText,
  }),
);
const Wrapped = Type.Object({ router: Shown });

/** A VPC as a router. There is no network outside, and so no gateway to one. */
const render = (vpc: Vpc) => ({
  id: vpc.id,
  name: vpc.name,
  description: vpc.description,
  status: 'ACTIVE',
  admin_state_up: true,
  tenant_id: vpc.projectId,
  project_id: vpc.projectId,
  external_gateway_info: null,
  routes: [],
  availability_zones: [],
  availability_zone_hints: [],
  created_at: bareTime(vpc.createdAt),
  updated_at: bareTime(vpc.updatedAt),
});
const wrap = (vpc: Vpc) => ({ router: render(vpc) });

const name = printableText(1, 64);
const description = Type.Optional(orNull(descriptionText));
const up = Type.Optional(Type.Literal(true, { description: 'true' }));
const ExternalGateway = Type.Optional(orNull(Type.Object({ network_id: Type.Optional(idText) }, { description: 'an object' })));
const Create = Type.Object({
  router: Type.Object({
    name: Type.Optional(name),
    description,
    admin_state_up: up,
    external_gateway_info: ExternalGateway,
    ...OwnerFields,
  }),
});
const NextHopByAddress = Type.Object({ destination: anyText, nexthop: anyText }, { description: 'a destination and a nexthop' });
const Update = Type.Object({
  router: Type.Object(
    {
      name: Type.Optional(name),
      description,
      admin_state_up: up,
      external_gateway_info: ExternalGateway,
      // Terraform writes null for none with every change.
      routes: Type.Optional(orNull(Type.Array(NextHopByAddress, { maxItems: 100, description: 'an array, which is empty here' }))),
    },
    {
      additionalProperties: false,
      minProperties: 1,
      description: 'at least one of name, description, admin_state_up, external_gateway_info and routes',
    },
  ),
});

type Gateway = { readonly network_id?: string } | null | undefined;
/** No network leads outside: one of the caller's own is the wrong one, and any other is not found. */
async function checkGateway(gateway: Gateway, run: Run): Promise<Result<void, Problem>> {
  if (gateway?.network_id === undefined) return ok(undefined);
  const network = await run('show-network', { id: idOf<SubnetId>(gateway.network_id) });
  if (!network.ok) return network;
  return err({
    kind: 'invalid-field',
    resource,
    field: 'router.external_gateway_info.network_id',
    reason: 'is a network that does not lead outside',
    fix: 'leave external_gateway_info out: no network here does',
  });
}

/** What forwards packets here is a router, and no address on a subnet: such a route would be kept, and carry nothing. */
const checkRoutes = (routes: readonly unknown[] | null | undefined): Result<void, Problem> =>
  (routes ?? []).length === 0
    ? ok(undefined)
    : err({
        kind: 'invalid-field',
        resource,
        field: 'router.routes.0.nexthop',
        reason: 'is an address, and nothing here forwards packets at an address',
        fix: 'send an empty array, and add routes to peering connections with POST /v2.0/vpc/routes',
      });

const Interface = Type.Object({ subnet_id: Type.Optional(idText), port_id: Type.Optional(idText) });
const Interfaced = named(
  'RouterInterface',
  Type.Object({
    id: anyText,
    tenant_id: anyText,
    project_id: anyText,
    subnet_id: anyText,
    subnet_ids: Type.Array(anyText),
    port_id: anyText,
  }),
);
const interfaceOf =
  (router: string | undefined) =>
  ({ id, subnet }: NeutronSubnet) => ({
    id: router ?? '',
    tenant_id: subnet.projectId,
    project_id: subnet.projectId,
    subnet_id: id,
    subnet_ids: [id],
    port_id: routerPortId(subnet),
  });
const oneNamed = (fix: string): Result<never, Problem> =>
  err({ kind: 'invalid-field', resource, field: 'subnet_id', reason: 'is required', fix });

const Filters = Type.Object({
  id: Type.Optional(filterText),
  name: Type.Optional(filterText),
  status: Type.Optional(filterText),
  admin_state_up: Type.Optional(Type.Boolean({ description: 'True or False' })),
  ...OwnerFilters,
  ...neutronPage,
});
type Filter = Omit<Input<'list-vpcs'>, 'page'>;
interface Asked {
  readonly id?: string;
  readonly name?: string;
  readonly status?: string;
  readonly admin_state_up?: boolean;
}

/** Null where nothing can match: every router is up. */
function filterOf({ id, name: called, status = 'ACTIVE', admin_state_up = true }: Asked): Filter | null {
  if (status !== 'ACTIVE' || !admin_state_up || (id !== undefined && !isUuid(id))) return null;
  return { ...(id === undefined ? {} : { id: idOf(id) }), ...(called === undefined ? {} : { name: called }) };
}

const routerId = (params: Readonly<Record<string, string>>) => idOf<Vpc['id']>(params['router_id'] ?? '');

const answered = (status: number, done: Result<Done<Vpc>, Problem>): Result<WireResponse, Problem> =>
  done.ok ? ok({ status, generation: done.value.generation, body: wrap(done.value.value) }) : done;

export const routers: readonly Endpoint[] = [
  neutronList({
    path,
    summary: 'List routers, which are VPCs',
    resource,
    list: 'list-vpcs',
    show: 'show-vpc',
    query: Filters,
    plural: 'routers',
    shown: Shown,
    filter: ({ query, request }) => (isOwner(query, request) ? filterOf(query) : null),
    idOf: ({ id }) => id,
    render,
  }),
  endpoint({
    dialect,
    method: 'POST',
    path,
    summary: 'Create a router: a VPC without a block',
    resource,
    operations: ['create-vpc', 'show-network'],
    body: Create,
    responses: { 201: Wrapped },
    async handle({ body: { router }, request }, run) {
      const owner = checkOwner(router, request, resource, 'router');
      if (!owner.ok) return owner;
      const gateway = await checkGateway(router.external_gateway_info, run);
      if (!gateway.ok) return gateway;
      const { name: called = '', description: told } = router;
      const fields = { name: called, description: told ?? '', cidr: null, enterpriseProjectId: '0', enableSharedSnat: false };
      return answered(201, await run('create-vpc', fields));
    },
  }),
  operationEndpoint({
    dialect,
    method: 'GET',
    path: `${path}/:router_id`,
    summary: 'Show a router',
    operation: 'show-vpc',
    success: [200, Wrapped],
    decode: ({ params }) => ok({ id: routerId(params) }),
    encode: wrap,
  }),
  endpoint({
    dialect,
    method: 'PUT',
    path: `${path}/:router_id`,
    summary: 'Rename or describe a router',
    resource,
    operations: ['update-vpc', 'show-network'],
    body: Update,
    responses: { 200: Wrapped },
    async handle({ params, body: { router } }, run) {
      const gateway = await checkGateway(router.external_gateway_info, run);
      if (!gateway.ok) return gateway;
      const routed = checkRoutes(router.routes);
      if (!routed.ok) return routed;
      const change = {
        ...(router.name === undefined ? {} : { name: router.name }),
        ...(router.description === undefined ? {} : { description: router.description ?? '' }),
      };
      return answered(200, await run('update-vpc', { id: routerId(params), ...change }));
    },
  }),
  operationEndpoint({
    dialect,
    method: 'DELETE',
    path: `${path}/:router_id`,
    summary: 'Delete a router that nothing uses any more',
    operation: 'delete-vpc',
    success: [204, null],
    decode: ({ params }) => ok({ id: routerId(params) }),
  }),
  operationEndpoint({
    dialect,
    method: 'PUT',
    path: `${path}/:router_id/add_router_interface`,
    summary: 'Add a subnet to a router, by itself or by a port at its gateway: from then on it is in the VPC',
    resource,
    operation: 'join-subnet',
    body: Interface,
    success: [200, Interfaced],
    decode({ params, body: { subnet_id, port_id } }) {
      const vpcId = routerId(params);
      if (subnet_id !== undefined && port_id !== undefined)
        return err({ kind: 'invalid-field', resource, field: 'port_id', reason: 'is a second name', fix: 'name the subnet or the port' });
      if (subnet_id !== undefined) return ok({ vpcId, id: idOf(subnet_id) });
      return port_id === undefined ? oneNamed('name the subnet, or a port at its gateway') : ok({ vpcId, portId: idOf(port_id) });
    },
    encode: (one, { params }) => interfaceOf(params['router_id'])(one),
  }),
  operationEndpoint({
    dialect,
    method: 'PUT',
    path: `${path}/:router_id/remove_router_interface`,
    summary: 'Take a subnet out of a router, whose port on it goes',
    resource,
    operation: 'part-subnet',
    body: Interface,
    success: [200, Interfaced],
    decode({ params, body: { subnet_id, port_id } }) {
      const vpcId = routerId(params);
      if (subnet_id === undefined && port_id === undefined) return oneNamed("name the subnet, or the router's port on it");
      return ok({
        vpcId,
        ...(subnet_id === undefined ? {} : { id: idOf(subnet_id) }),
        ...(port_id === undefined ? {} : { portId: idOf(port_id) }),
      });
    },
    encode: (one, { params }) => interfaceOf(params['router_id'])(one),
  }),
];
