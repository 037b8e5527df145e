import type { PortWithSubnet } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { anyText, idText, named } from '../fields.ts';
import { listEndpoint } from '../list.ts';
import { mostRows, strictPage } from '../page.ts';
import { rowsOfOnePort } from '../port-rows.ts';
import { NewPortFields, PortFields, PortFilters, PortShown, decodeNewPort, portFilterOf, renderPort } from '../port-shape.ts';
import { operationEndpoint } from '../row.ts';

const path = '/v1/:project_id/ports';
const dialect = 'otc-v1';
const resource = 'port';

const Shown = named('Port', Type.Object({ ...PortShown, instance_id: anyText, instance_type: anyText }));
const Wrapped = Type.Object({ port: Shown });

const render = (one: PortWithSubnet) => {
  const isInstance = one.port.deviceOwner.startsWith('compute:');
  return { ...renderPort(one), instance_id: isInstance ? one.port.deviceId : '', instance_type: isInstance ? 'ECS' : '' };
};
const wrap = (one: PortWithSubnet) => ({ port: render(one) });

const Create = Type.Object({ port: Type.Object({ ...NewPortFields, tenant_id: Type.Optional(idText) }) });
const Update = Type.Object(PortFields);
const Filters = Type.Object({ ...PortFilters, ...strictPage(mostRows) });

export const ports: readonly Endpoint[] = [
  listEndpoint({
    dialect,
    path,
    summary: 'List ports',
    resource,
    list: 'list-ports',
    show: 'show-port',
    query: Filters,
    success: Type.Object({ ports: Type.Array(Shown) }),
    filter: ({ query }) => portFilterOf(query),
    encode: ({ items }) => ({ ports: items.map(render) }),
  }),
  operationEndpoint({
    dialect,
    method: 'POST',
    path,
    summary: 'Create a port on a subnet',
    resource,
    operation: 'create-port',
    body: Create,
    success: [200, Wrapped],
    decode: ({ body: { port }, request }) => decodeNewPort(port, request),
    encode: wrap,
  }),
  ...rowsOfOnePort({
    dialect,
    path,
    changeable: Update,
    shown: Shown,
    changes: 'name, security groups, allowed address pairs and DHCP options',
    render,
  }),
];
