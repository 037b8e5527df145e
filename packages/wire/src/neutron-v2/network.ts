import {
  err,
  idOf,
  isUuid,
  neutronSubnetsOf,
  ok,
  type Input,
  type Network,
  type NetworkWithSubnet,
  type Problem,
  type Result,
} from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { anyText, filterText, named, oneOf, printableText } from '../fields.ts';
import { neutronPage } from '../page.ts';
import { operationEndpoint } from '../row.ts';
import { bareTime } from '../times.ts';
import { neutronList } from './list.ts';
import { OwnerFields, OwnerFilters, checkOwner, isOwner } from '../owner.ts';
import { orSeveral } from './several.ts';

const path = '/v2.0/networks';
const dialect = 'neutron-v2';
const resource = 'network';

const Shown = named(
  'Network',
  Type.Object({
    id: anyText,
    name: anyText,
    status: oneOf(['ACTIVE']),
    subnets: Type.Array(anyText),
    admin_state_up: Type.Boolean(),
    shared: Type.Boolean(),
    tenant_id: anyText,
    project_id: anyText,
    'router:external': Type.Boolean(),
    'provider:network_type': anyText,
    availability_zone_hints: Type.Array(anyText),
    availability_zones: Type.Array(anyText),
    port_security_enabled: Type.Boolean(),
    created_at: anyText,
    updated_at: anyText,
  }),
);
const Wrapped = Type.Object({ network: Shown });
const networkType = 'vxlan';

const render = ({ network, subnet }: NetworkWithSubnet) => ({
  id: network.id,
  name: network.name,
  status: 'ACTIVE',
  subnets: subnet === null ? [] : neutronSubnetsOf(subnet).map(({ id }) => id),
  admin_state_up: network.adminStateUp,
  shared: false,
  tenant_id: network.projectId,
  project_id: network.projectId,
  'router:external': false,
  'provider:network_type': networkType,
  availability_zone_hints: [],
  availability_zones: [],
  port_security_enabled: network.portSecurityEnabled,
  created_at: bareTime(network.createdAt),
  updated_at: bareTime(network.updatedAt),
});
const wrap = (one: NetworkWithSubnet) => ({ network: render(one) });

/** Attributes with one possible value are taken with that value and no other. */
const only = <const Value extends boolean>(value: Value) => Type.Optional(Type.Literal(value, { description: String(value) }));
const name = printableText(0, 255);
/** Published: the name of the network that leads outside is no network's own. */
const externalName = 'admin_external_net';
const checkName = (wanted: string | undefined): Result<void, Problem> =>
  wanted === externalName
    ? err({ kind: 'invalid-field', resource, field: 'network.name', reason: `is ${externalName}`, fix: 'use another name' })
    : ok(undefined);
const Create = Type.Object({
  network: Type.Object({
    name: Type.Optional(name),
    admin_state_up: only(true),
    shared: only(false),
    'router:external': only(false),
    'provider:network_type': Type.Optional(oneOf([networkType], 'vxlan')),
    port_security_enabled: Type.Optional(Type.Boolean()),
    ...OwnerFields,
  }),
});
const Update = Type.Object({
  network: Type.Object(
    { name: Type.Optional(name), admin_state_up: only(true), port_security_enabled: Type.Optional(Type.Boolean()) },
    { additionalProperties: false, minProperties: 1, description: 'at least one of name, admin_state_up and port_security_enabled' },
  ),
});

const Filters = Type.Object({
  id: Type.Optional(filterText),
  name: Type.Optional(filterText),
  status: Type.Optional(filterText),
  admin_state_up: Type.Optional(Type.Boolean({ description: 'True or False' })),
  shared: Type.Optional(Type.Boolean({ description: 'True or False' })),
  'router:external': Type.Optional(Type.Boolean({ description: 'True or False' })),
  'provider:network_type': Type.Optional(filterText),
  ...OwnerFilters,
  ...neutronPage,
});
type Filter = Omit<Input<'list-networks'>, 'page'>;
interface Asked {
  readonly id?: string;
  readonly name?: string;
  readonly status?: string;
  readonly admin_state_up?: boolean;
  readonly shared?: boolean;
  readonly 'router:external'?: boolean;
  readonly 'provider:network_type'?: string;
}

/** Null where nothing can match: every network here is up, vxlan, and neither shared nor external. */
function filterOf(asked: Asked): Filter | null {
  const { id, name: called, status = 'ACTIVE', admin_state_up = true, shared = false } = asked;
  if (status !== 'ACTIVE' || !admin_state_up || shared || asked['router:external'] === true) return null;
  if ((asked['provider:network_type'] ?? networkType) !== networkType || (id !== undefined && !isUuid(id))) return null;
  return { ...(id === undefined ? {} : { id: idOf(id) }), ...(called === undefined ? {} : { name: called }) };
}

const networkId = (params: Readonly<Record<string, string>>) => ({ id: idOf<Network['id']>(params['network_id'] ?? '') });

export const networks: readonly Endpoint[] = [
  neutronList({
    path,
    summary: 'List networks',
    resource,
    list: 'list-networks',
    show: 'show-network',
    query: Filters,
    plural: 'networks',
    shown: Shown,
    filter: ({ query, request }) => (isOwner(query, request) ? filterOf(query) : null),
    idOf: ({ network }) => network.id,
    render,
  }),
  orSeveral(
    {
      dialect,
      method: 'POST',
      path,
      summary: 'Create a network, or several at once; subnets on them come next',
      resource,
      operation: 'create-network',
      body: Create,
      success: [201, Wrapped],
      decode({ body: { network }, request }) {
        const owner = checkOwner(network, request, resource, 'network');
        const allowed = checkName(network.name);
        if (!allowed.ok) return allowed;
        return owner.ok ? ok({ name: network.name ?? '', portSecurityEnabled: network.port_security_enabled ?? true }) : owner;
      },
      encode: wrap,
    },
    'create-networks',
  ),
  operationEndpoint({
    dialect,
    method: 'GET',
    path: `${path}/:network_id`,
    summary: 'Show a network',
    operation: 'show-network',
    success: [200, Wrapped],
    decode: ({ params }) => ok(networkId(params)),
    encode: wrap,
  }),
  operationEndpoint({
    dialect,
    method: 'PUT',
    path: `${path}/:network_id`,
    summary: 'Rename a network, or change what its new ports begin with',
    resource,
    operation: 'update-network',
    body: Update,
    success: [200, Wrapped],
    decode({ params, body: { network } }) {
      const allowed = checkName(network.name);
      if (!allowed.ok) return allowed;
      return ok({
        ...networkId(params),
        ...(network.name === undefined ? {} : { name: network.name }),
        ...(network.port_security_enabled === undefined ? {} : { portSecurityEnabled: network.port_security_enabled }),
      });
    },
    encode: wrap,
  }),
  operationEndpoint({
    dialect,
    method: 'DELETE',
    path: `${path}/:network_id`,
    summary: 'Delete a network, and its subnet where that is in no router',
    operation: 'delete-network',
    success: [204, null],
    decode: ({ params }) => ok(networkId(params)),
  }),
];
