import { idOf, isUuid, ok, type SecurityGroup, type SecurityGroupWithRules } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { anyText, descriptionText, filterText, idOrEmptyText, idText, named, nullableText, orNull, printableText } from '../fields.ts';
import { listEndpoint } from '../list.ts';
import { mostRows, strictPage } from '../page.ts';
import { operationEndpoint } from '../row.ts';
import { enterpriseProject } from '../enterprise-project.ts';
import { renderRule } from '../rule-terms.ts';
import { ShownRule } from './security-group-rule.ts';

const path = '/v1/:project_id/security-groups';
const dialect = 'otc-v1';
const resource = 'security_group';

const Shown = named(
  'SecurityGroup',
  Type.Object({
    id: anyText,
    name: anyText,
    description: anyText,
    vpc_id: nullableText,
    enterprise_project_id: anyText,
    security_group_rules: Type.Array(ShownRule),
  }),
);
const Wrapped = Type.Object({ security_group: Shown });

const render = ({ group, rules }: SecurityGroupWithRules) => ({
  id: group.id,
  name: group.name,
  description: group.description,
  vpc_id: group.vpcId,
  enterprise_project_id: group.enterpriseProjectId,
  security_group_rules: rules.map(renderRule),
});
const wrap = (found: SecurityGroupWithRules) => ({ security_group: render(found) });

const Create = Type.Object({
  security_group: Type.Object({
    name: printableText(1, 64),
    description: Type.Optional(orNull(descriptionText)),
    vpc_id: Type.Optional(orNull(idOrEmptyText)),
    enterprise_project_id: Type.Optional(orNull(idText)),
  }),
});
const Filters = Type.Object({
  vpc_id: Type.Optional(filterText),
  enterprise_project_id: Type.Optional(filterText),
  ...strictPage(mostRows),
});

const groupId = (params: Readonly<Record<string, string>>) => ({ id: idOf<SecurityGroup['id']>(params['security_group_id'] ?? '') });

export const securityGroups: readonly Endpoint[] = [
  listEndpoint({
    dialect,
    path,
    summary: 'List security groups with their rules',
    resource,
    list: 'list-security-groups',
    show: 'show-security-group',
    query: Filters,
    success: Type.Object({ security_groups: Type.Array(Shown) }),
    filter: ({ query: { vpc_id, enterprise_project_id } }) =>
      vpc_id !== undefined && !isUuid(vpc_id)
        ? null
        : { ...(vpc_id === undefined ? {} : { vpcId: idOf(vpc_id) }), ...enterpriseProject(enterprise_project_id) },
    encode: ({ items }) => ({ security_groups: items.map(render) }),
  }),
  operationEndpoint({
    dialect,
    method: 'POST',
    path,
    summary: 'Create a security group: its members reach each other and everyone, and nobody else reaches them',
    resource,
    operation: 'create-security-group',
    body: Create,
    success: [200, Wrapped],
    decode: ({ body: { security_group: written } }) =>
      ok({
        name: written.name,
        description: written.description ?? '',
        vpcId: written.vpc_id ? idOf(written.vpc_id) : null,
        enterpriseProjectId: written.enterprise_project_id ?? '0',
        birthRules: 'egress-and-own' as const,
      }),
    encode: wrap,
  }),
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
    method: 'DELETE',
    path: `${path}/:security_group_id`,
    summary: 'Delete a security group that no port is in; rules that name it go with it',
    operation: 'delete-security-group',
    success: [204, null],
    decode: ({ params }) => ok(groupId(params)),
  }),
];
