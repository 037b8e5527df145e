import { err, formatAddress, idOf, ok, parseAddress, type Address, type Instance, type InstanceWithPort } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { addressText, anyText, idText, named, nullableText, oneOf, printableText } from '../fields.ts';
import { listPage } from '../page.ts';
import { endpoint, operationEndpoint } from '../row.ts';
import { rfc3339Time } from '../times.ts';
import { listBody, nativePage, nativePageOf } from './paging.ts';
import { searchField, searchOf } from './search.ts';

const dialect = 'native';
const path = '/isthmus/v1/projects/:project_id/instances';
const resource = 'instance';

const Shown = named(
  'Instance',
  Type.Object({
    id: anyText,
    name: anyText,
    status: oneOf(['BUILD', 'ACTIVE', 'ERROR']),
    vpc_id: anyText,
    subnet_id: anyText,
    port_id: anyText,
    ip_address: nullableText,
    ipv6_address: nullableText,
    mac_address: anyText,
    security_group_ids: Type.Array(anyText),
    created_at: anyText,
  }),
);

const addressOf = (addresses: readonly Address[], family: Address['family']): string | null => {
  const found = addresses.find((address) => address.family === family);
  return found === undefined ? null : formatAddress(found);
};

const render = ({ instance, port }: InstanceWithPort) => ({
  id: instance.id,
  name: instance.name,
  status: instance.status,
  vpc_id: instance.vpcId,
  subnet_id: instance.subnetId,
  port_id: instance.portId,
  ip_address: addressOf(port.addresses, 4),
  ipv6_address: addressOf(port.addresses, 6),
  mac_address: port.macAddress,
  security_group_ids: port.securityGroupIds,
  created_at: rfc3339Time(instance.createdAt),
});

const Create = Type.Object({
  name: printableText(1, 64),
  subnet_id: idText,
  ip_address: Type.Optional(addressText),
  security_group_ids: Type.Optional(Type.Array(idText, { maxItems: 20, description: 'at most 20 ids of security groups' })),
});

const instanceId = (params: Readonly<Record<string, string>>) => ({ id: idOf<Instance['id']>(params['instance_id'] ?? '') });

export const instances: readonly Endpoint[] = [
  endpoint({
    dialect,
    method: 'GET',
    path,
    summary: 'List instances',
    resource,
    operations: ['list-instances', 'show-instance'],
    query: Type.Object({ ...searchField, ...nativePage }),
    responses: { 200: Type.Object({ instances: Type.Array(Shown), next_marker: Type.Optional(anyText) }) },
    async handle({ query }, run) {
      const page = nativePageOf(query, resource);
      if (!page.ok) return page;
      const listed = await listPage(page.value, {
        known: (marker) => run('show-instance', { id: idOf<Instance['id']>(marker) }),
        list: (at) => run('list-instances', { ...searchOf(query), page: at }),
      });
      return listed.ok ? ok({ status: 200, body: listBody('instances', listed.value, render, ({ instance }) => instance.id) }) : listed;
    },
  }),
  operationEndpoint({
    dialect,
    method: 'POST',
    path,
    summary: 'Create an instance on a subnet; without an address it gets the lowest free one',
    resource,
    operation: 'create-instance',
    body: Create,
    success: [201, Shown],
    decode({ body }) {
      const address = body.ip_address === undefined ? undefined : parseAddress(body.ip_address);
      if (address !== undefined && !address.ok) return err({ kind: 'invalid-field', resource, field: 'ip_address', ...address.problem });
      return ok({
        name: body.name,
        subnetId: idOf(body.subnet_id),
        ...(address === undefined ? {} : { address: address.value }),
        ...(body.security_group_ids === undefined ? {} : { securityGroupIds: body.security_group_ids.map((id) => idOf(id)) }),
      });
    },
    encode: render,
  }),
  operationEndpoint({
    dialect,
    method: 'GET',
    path: `${path}/:instance_id`,
    summary: 'Show an instance',
    operation: 'show-instance',
    success: [200, Shown],
    decode: ({ params }) => ok(instanceId(params)),
    encode: render,
  }),
  operationEndpoint({
    dialect,
    method: 'DELETE',
    path: `${path}/:instance_id`,
    summary: 'Delete an instance',
    operation: 'delete-instance',
    success: [204, null],
    decode: ({ params }) => ok(instanceId(params)),
  }),
];
