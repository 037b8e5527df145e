import type { PortWithSubnet } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { named } from '../fields.ts';
import { neutronPage } from '../page.ts';
import { rowsOfOnePort } from '../port-rows.ts';
import { NewPortFields, PortFields, PortFilters, PortShown, decodeNewPort, fixedIps, portFilterOf, renderPort } from '../port-shape.ts';
import { neutronList } from './list.ts';
import { OwnerFields, OwnerFilters, isOwner } from '../owner.ts';
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
const Update = Type.Object(changeable, {
  additionalProperties: false,
  minProperties: 1,
  description: `at least one of ${Object.keys(changeable).join(', ')}`,
});
const Filters = Type.Object({ ...PortFilters, ...OwnerFilters, ...neutronPage });

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
      decode: ({ body: { port }, request }) => decodeNewPort(port, request),
      encode: wrap,
    },
    'create-ports',
  ),
  ...rowsOfOnePort({
    dialect,
    path,
    changeable: Update,
    shown: Shown,
    changes: 'name, addresses, security groups, allowed address pairs and DHCP options',
    render: renderPort,
  }),
];
