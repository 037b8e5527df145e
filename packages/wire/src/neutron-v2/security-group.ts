import { idOf, ok, type SecurityGroup, type SecurityGroupWithRules } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { anyText, descriptionText, filterText, idText, named, orNull, printableText } from '../fields.ts';
import { neutronPage } from '../page.ts';
import { operationEndpoint } from '../row.ts';
import { bareTime } from '../times.ts';
import { byIdAndName } from './by-id-and-name.ts';
import { neutronList } from './list.ts';
import { checkOwner, isOwner } from '../owner.ts';
import { renderRule, ShownRule } from './security-group-rule.ts';
import { orSeveral } from './several.ts';

const path = '/v2.0/security-groups';
const dialect = 'neutron-v2';
const resource = 'security_group';

const Shown = named(
  'SecurityGroup',
  Type.Object({
    id: anyText,
    name: anyText,
    description: anyText,
    stateful: Type.Boolean(),
    tenant_id: anyText,
    project_id: anyText,
    security_group_rules: Type.Array(ShownRule),
    created_at: anyText,
    updated_at: anyText,
  }),
);
const Wrapped = Type.Object({ security_group: Shown });

const render = ({ group, rules }: SecurityGroupWithRules) => ({
  id: group.id,
  name: group.name,
  description: group.description,
  stateful: true,
  tenant_id: group.projectId,
  project_id: group.projectId,
  security_group_rules: rules.map(renderRule),
  created_at: bareTime(group.createdAt),
  updated_at: bareTime(group.updatedAt),
});
const wrap = (found: SecurityGroupWithRules) => ({ security_group: render(found) });

/** Connections are tracked: a group that is not stateful would need a rule for every answer. */
const stateful = Type.Optional(Type.Literal(true, { description: 'true: every security group is stateful' }));
const Create = Type.Object({
  security_group: Type.Object({
    name: printableText(1, 64),
    description: Type.Optional(orNull(descriptionText)),
    stateful,
    tenant_id: Type.Optional(idText),
    project_id: Type.Optional(idText),
  }),
});
/** Closed, as every update of v2.0: what cannot be changed is refused and not ignored. */
const Update = Type.Object({
  security_group: Type.Object(
    { name: Type.Optional(printableText(1, 64)), description: Type.Optional(orNull(descriptionText)), stateful },
    { additionalProperties: false, minProperties: 1, description: 'at least one of name, description and stateful' },
  ),
});
const filter = Type.Optional(filterText);
const Filters = Type.Object({ id: filter, name: filter, description: filter, tenant_id: filter, project_id: filter, ...neutronPage });

const groupId = (params: Readonly<Record<string, string>>) => ({ id: idOf<SecurityGroup['id']>(params['security_group_id'] ?? '') });

export const securityGroups: readonly Endpoint[] = [
  neutronList({
    path,
    summary: 'List security groups with their rules',
    resource,
    list: 'list-security-groups',
    show: 'show-security-group',
    query: Filters,
    plural: 'security_groups',
    shown: Shown,
    filter: ({ query, request }) => (isOwner(query, request) ? byIdAndName(query) : null),
    keep: ({ query: { description } }) => (description === undefined ? undefined : ({ group }) => group.description === description),
    idOf: ({ group }) => group.id,
    render,
  }),
  orSeveral(
    {
      dialect,
      method: 'POST',
      path,
      summary: 'Create a security group, or several at once: members reach everyone, and nobody reaches them until a rule says so',
      resource,
      operation: 'create-security-group',
      body: Create,
      success: [201, Wrapped],
      decode({ body: { security_group: written }, request }) {
        const owner = checkOwner(written, request, resource, 'security_group');
        if (!owner.ok) return owner;
        const { name, description } = written;
        return ok({ name, description: description ?? '', vpcId: null, enterpriseProjectId: '0', birthRules: 'egress' as const });
      },
      encode: wrap,
    },
    'create-security-groups',
  ),
  operationEndpoint({
    dialect,
    method: 'GET',
    path: `${path}/:security_group_id`,
    summary: 'Show a security group with its rules',
    operation: 'show-security-group',
    success: [200, Wrapped],
    decode: ({ params }) => ok(groupId(params)),
    encode: wrap,
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
    encode: wrap,
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
];
