import { err, idOf, ok, parseAddress, statusOfPort, type Address, type Port, type SubnetId } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { addressText, anyText, idText, named, oneOf } from '../fields.ts';
import { listEndpoint } from '../list.ts';
import { mostRows, strictPage } from '../page.ts';
import { ipv4Of } from '../port-shape.ts';
import { operationEndpoint } from '../row.ts';

const path = '/v1/:project_id/privateips';
const dialect = 'otc-v1';
const resource = 'private_ip';

const Shown = named(
  'PrivateIp',
  Type.Object({
    id: anyText,
    status: oneOf(['ACTIVE', 'DOWN']),
    subnet_id: anyText,
    tenant_id: anyText,
    device_owner: anyText,
    ip_address: anyText,
  }),
);

/** Its id is its port's. */
const render = (port: Port) => ({
  id: port.id,
  status: statusOfPort(port),
  subnet_id: port.subnetId,
  tenant_id: port.projectId,
  device_owner: port.deviceOwner,
  ip_address: ipv4Of(port),
});

const Create = Type.Object({
  privateips: Type.Array(Type.Object({ subnet_id: idText, ip_address: Type.Optional(addressText) }), {
    minItems: 1,
    maxItems: 20,
    description: '1 to 20 addresses',
  }),
});

const privateIpId = (params: Readonly<Record<string, string>>) => ({ id: idOf<Port['id']>(params['private_ip_id'] ?? '') });

export const privateIps: readonly Endpoint[] = [
  operationEndpoint({
    dialect,
    method: 'POST',
    path,
    summary: 'Reserve addresses of subnets: all of them, or none',
    resource,
    operation: 'create-private-ips',
    body: Create,
    success: [200, Type.Object({ privateips: Type.Array(Shown) })],
    decode({ body: { privateips } }) {
      const items: { readonly subnetId: SubnetId; readonly address?: Address }[] = [];
      for (const [index, { subnet_id, ip_address }] of privateips.entries()) {
        const address = ip_address === undefined ? undefined : parseAddress(ip_address);
        if (address !== undefined && !address.ok)
          return err({ kind: 'invalid-field', resource, field: `privateips.${index}.ip_address`, ...address.problem });
        items.push({ subnetId: idOf(subnet_id), ...(address === undefined ? {} : { address: address.value }) });
      }
      return ok({ items });
    },
    encode: (made) => ({ privateips: made.map(render) }),
  }),
  listEndpoint({
    dialect,
    path: '/v1/:project_id/subnets/:subnet_id/privateips',
    summary: 'List the addresses of a subnet that are in use, whatever by',
    resource,
    list: 'list-private-ips',
    show: 'show-private-ip',
    query: Type.Object(strictPage(mostRows)),
    success: Type.Object({ privateips: Type.Array(Shown) }),
    filter: ({ params }) => ({ subnetId: idOf(params['subnet_id'] ?? '') }),
    encode: ({ items }) => ({ privateips: items.map(render) }),
  }),
  operationEndpoint({
    dialect,
    method: 'GET',
    path: `${path}/:private_ip_id`,
    summary: 'Show an address that is in use',
    operation: 'show-private-ip',
    success: [200, Type.Object({ privateip: Shown })],
    decode: ({ params }) => ok(privateIpId(params)),
    encode: (port) => ({ privateip: render(port) }),
  }),
  operationEndpoint({
    dialect,
    method: 'DELETE',
    path: `${path}/:private_ip_id`,
    summary: 'Release an address that nothing is attached to',
    operation: 'delete-private-ip',
    success: [204, null],
    decode: ({ params }) => ok(privateIpId(params)),
  }),
];
