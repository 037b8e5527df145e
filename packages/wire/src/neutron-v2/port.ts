import { idOf, ok, type Port, type PortWithSubnet } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { named } from '../fields.ts';
import { neutronPage } from '../page.ts';
import {
  NewPortFields,
  PortFields,
  PortFilters,
  PortShown,
  decodeNewPort,
  decodePortChange,
  fixedIps,
  portFilterOf,
  renderPort,
} from '../port-shape.ts';
import { operationEndpoint } from '../row.ts';
import { neutronList } from './list.ts';
import { OwnerFields, OwnerFilters, checkOwner, isOwner } from '../owner.ts';
import { orSeveral } from './several.ts';

const path = '/v2.0/ports';
const dialect = 'neutron-v2';
const resource = 'port';

const Shown = named('Port', Type.Object(PortShown));
const Wrapped = Type.Object({ port: Shown });
const wrap = (one: PortWithSubnet) => ({ port: renderPort(one) });

const security = { port_security_enabled: Type.Optional(Type.Boolean()) };
const Create = Type.Object({ port: Type.Object({ ...NewPortFields, ...security, ...OwnerFields }) });
const changeable = { ...PortFields, ...security, fixed_ips: fixedIps };
/** Closed: a device or an owner cannot be changed, and saying so is refused and not ignored. */
const Update = Type.Object({
  port: Type.Object(changeable, {
    additionalProperties: false,
    minProperties: 1,
    description: `at least one of ${Object.keys(changeable).join(', ')}`,
  }),
});
const Filters = Type.Object({ ...PortFilters, ...OwnerFilters, ...neutronPage });

const portId = (params: Readonly<Record<string, string>>) => ({ id: idOf<Port['id']>(params['port_id'] ?? '') });

export const ports: readonly Endpoint[] = [
  neutronList({
    path,
    summary: 'List ports: those that were made, those of instances, and those that subnets have by themselves',
    resource,
    list: 'list-ports',
    show: 'show-port',
    query: Filters,
    plural: 'ports',
    shown: Shown,
    filter: ({ query, request }) => (isOwner(query, request) ? portFilterOf(query) : null),
    idOf: ({ port }) => port.id,
    render: renderPort,
  }),
  orSeveral(
    {
      dialect,
      method: 'POST',
      path,
      summary: 'Create a port with a free address or with the one that is asked for, or several at once',
      resource,
      operation: 'create-port',
      body: Create,
      success: [201, Wrapped],
      decode({ body: { port }, request }) {
        const owner = checkOwner(port, request, resource, 'port');
        return owner.ok ? decodeNewPort(port) : owner;
      },
      encode: wrap,
    },
    'create-ports',
  ),
  operationEndpoint({
    dialect,
    method: 'GET',
    path: `${path}/:port_id`,
    summary: 'Show a port',
    operation: 'show-port',
    success: [200, Wrapped],
    decode: ({ params }) => ok(portId(params)),
    encode: wrap,
  }),
  operationEndpoint({
    dialect,
    method: 'PUT',
    path: `${path}/:port_id`,
    summary: "Change a port's name, addresses, security groups, allowed address pairs and DHCP options",
    resource,
    operation: 'update-port',
    body: Update,
    success: [200, Wrapped],
    decode({ params, body: { port } }) {
      const change = decodePortChange(port);
      return change.ok ? ok({ ...portId(params), ...change.value }) : change;
    },
    encode: wrap,
  }),
  operationEndpoint({
    dialect,
    method: 'DELETE',
    path: `${path}/:port_id`,
    summary: 'Delete a port that nothing is attached to',
    operation: 'delete-port',
    success: [204, null],
    decode: ({ params }) => ok(portId(params)),
  }),
];
