import { formatAddress, idOf, ok, type Port, type SecurityGroup, type SecurityGroupWithRules } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { anyText, descriptionText, idText, named, orNull, printableText, filterText } from '../fields.ts';
import { enterpriseProject } from '../enterprise-project.ts';
import { listEndpoint } from '../list.ts';
import { mostRows, strictPage } from '../page.ts';
import { operationEndpoint } from '../row.ts';
import { zuluTime } from '../times.ts';
import { idsOf, listBody, PageInfo, several } from './paging.ts';
import { dryRun, renderRule, ShownRule } from './security-group-rule.ts';

const path = '/v3/:project_id/vpc/security-groups';
const dialect = 'otc-v3';
const resource = 'security_group';

const summaryFields = {
  id: anyText,
  name: anyText,
  description: anyText,
  project_id: anyText,
  enterprise_project_id: anyText,
  tags: Type.Array(Type.Object({ key: anyText, value: anyText })),
  created_at: anyText,
  updated_at: anyText,
};
const Summary = named('SecurityGroup', Type.Object(summaryFields));
const Shown = named('SecurityGroupInfo', Type.Object({ ...summaryFields, security_group_rules: Type.Array(ShownRule) }));
const Wrapped = Type.Object({ request_id: anyText, security_group: Shown });

/** Security groups have no tags here. */
const summary = ({ group }: SecurityGroupWithRules) => ({
  id: group.id,
  name: group.name,
  description: group.description,
  project_id: group.projectId,
  enterprise_project_id: group.enterpriseProjectId,
  tags: [],
  created_at: zuluTime(group.createdAt),
  updated_at: zuluTime(group.updatedAt),
});
const wrap = (found: SecurityGroupWithRules, requestId: string) => ({
  request_id: requestId,
  security_group: { ...summary(found), security_group_rules: found.rules.map(renderRule) },
});

const Create = Type.Object({
  ...dryRun,
  security_group: Type.Object({
    name: printableText(1, 64),
    description: Type.Optional(orNull(descriptionText)),
    enterprise_project_id: Type.Optional(orNull(idText)),
  }),
});
const Update = Type.Object({
  ...dryRun,
  security_group: Type.Object({ name: Type.Optional(printableText(1, 64)), description: Type.Optional(orNull(descriptionText)) }),
});
const Filters = Type.Object({
  id: several,
  name: several,
  description: several,
  enterprise_project_id: Type.Optional(filterText),
  ...strictPage(mostRows),
});

const groupId = (params: Readonly<Record<string, string>>) => ({ id: idOf<SecurityGroup['id']>(params['security_group_id'] ?? '') });

const PortGroups = Type.Object({
  port: Type.Object({
    security_groups: Type.Array(idText, { minItems: 1, maxItems: 20, description: '1 to 20 ids of security groups' }),
    index: Type.Optional(Type.Integer({ minimum: 0, description: 'a position, which changes nothing: all groups allow' })),
  }),
});
const ShownPort = named(
  'PortWithSecurityGroups',
  Type.Object({
    id: anyText,
    name: anyText,
    project_id: anyText,
    virsubnet_id: anyText,
    mac_address: anyText,
    device_id: anyText,
    device_owner: anyText,
    private_ips: Type.Array(Type.Object({ ip_address: anyText })),
    security_groups: Type.Array(anyText),
  }),
);
const renderPort = (port: Port) => ({
  id: port.id,
  name: port.name,
  project_id: port.projectId,
  virsubnet_id: port.subnetId,
  mac_address: port.macAddress,
  device_id: port.deviceId,
  device_owner: port.deviceOwner,
  private_ips: port.addresses.map((address) => ({ ip_address: formatAddress(address) })),
  security_groups: port.securityGroupIds,
});

const portRow = (change: 'add' | 'remove', verb: string, summaryText: string): Endpoint =>
  operationEndpoint({
    dialect,
    method: 'PUT',
    path: `/v3/:project_id/ports/:port_id/${verb}-security-groups`,
    summary: summaryText,
    resource: 'port',
    operation: 'update-port-security-groups',
    body: PortGroups,
    success: [200, Type.Object({ request_id: anyText, port: ShownPort })],
    decode: ({ params, body: { port } }) =>
      ok({ id: idOf<Port['id']>(params['port_id'] ?? ''), change, securityGroupIds: port.security_groups.map((id) => idOf(id)) }),
    encode: (port, { request }) => ({ request_id: request.requestId, port: renderPort(port) }),
  });

export const securityGroups: readonly Endpoint[] = [
  listEndpoint({
    dialect,
    path,
    summary: 'List security groups, without their rules',
    resource,
    list: 'list-security-groups',
    show: 'show-security-group',
    query: Filters,
    success: Type.Object({ request_id: anyText, security_groups: Type.Array(Summary), page_info: PageInfo }),
    filter({ query: { id, name, description, enterprise_project_id } }) {
      const ids = idsOf<SecurityGroup['id']>(id);
      if (ids?.length === 0) return null;
      return {
        ...(ids === undefined ? {} : { id: ids }),
        ...(name === undefined ? {} : { name }),
        ...(description === undefined ? {} : { description }),
        ...enterpriseProject(enterprise_project_id),
      };
    },
    encode: ({ items, more }, { request }) => listBody('security_groups', { items: items.map(summary), more }, request),
  }),
  operationEndpoint({
    dialect,
    method: 'POST',
    path,
    summary: 'Create a security group: its members reach each other and everyone, and nobody else reaches them',
    resource,
    operation: 'create-security-group',
    body: Create,
    success: [201, Wrapped],
    decode: ({ body: { security_group: written } }) =>
      ok({
        name: written.name,
        description: written.description ?? '',
        vpcId: null,
        enterpriseProjectId: written.enterprise_project_id ?? '0',
        birthRules: 'egress-and-own' as const,
      }),
    encode: (found, { request }) => wrap(found, request.requestId),
  }),
  operationEndpoint({
    dialect,
    method: 'GET',
    path: `${path}/:security_group_id`,
    summary: 'Show a security group with its rules',
    operation: 'show-security-group',
    success: [200, Wrapped],
    decode: ({ params }) => ok(groupId(params)),
    encode: (found, { request }) => wrap(found, request.requestId),
  }),
  operationEndpoint({
    dialect,
    method: 'PUT',
    path: `${path}/:security_group_id`,
    summary: 'Rename or describe a security group',
    resource,
    operation: 'update-security-group',
    body: Update,
    success: [200, Wrapped],
    decode: ({ params, body: { security_group: written } }) =>
      ok({
        ...groupId(params),
        ...(written.name === undefined ? {} : { name: written.name }),
        ...(written.description === undefined ? {} : { description: written.description ?? '' }),
      }),
    encode: (found, { request }) => wrap(found, request.requestId),
  }),
  operationEndpoint({
    dialect,
    method: 'DELETE',
    path: `${path}/:security_group_id`,
    summary: 'Delete a security group that no port is in; rules that name it go with it',
    operation: 'delete-security-group',
    success: [204, null],
    decode: ({ params }) => ok(groupId(params)),
  }),
  portRow('add', 'insert', 'Put a port into security groups'),
  portRow('remove', 'remove', 'Take a port out of security groups'),
];
