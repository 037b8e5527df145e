import type { SecurityGroupWithRules } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { anyText, named } from '../fields.ts';
import { listEndpoint } from '../list.ts';
import { rfc3339Time } from '../times.ts';
import { listBody, nativePage, nativePageOf } from './paging.ts';
import { searchField, searchOf } from './search.ts';

const Shown = named(
  'ListedSecurityGroup',
  Type.Object({
    id: anyText,
    name: anyText,
    description: anyText,
    ingress_rules: Type.Integer({ description: 'how many' }),
    egress_rules: Type.Integer({ description: 'how many' }),
    created_at: anyText,
  }),
);

const render = ({ group, rules }: SecurityGroupWithRules) => ({
  id: group.id,
  name: group.name,
  description: group.description,
  ingress_rules: rules.filter(({ direction }) => direction === 'ingress').length,
  egress_rules: rules.filter(({ direction }) => direction === 'egress').length,
  created_at: rfc3339Time(group.createdAt),
});

export const securityGroups: readonly Endpoint[] = [
  listEndpoint({
    dialect: 'native',
    path: '/isthmus/v1/projects/:project_id/security-groups',
    summary: 'List security groups, or search them',
    resource: 'security_group',
    list: 'list-security-groups',
    show: 'show-security-group',
    query: Type.Object({ ...searchField, ...nativePage }),
    success: Type.Object({ security_groups: Type.Array(Shown), next_marker: Type.Optional(anyText) }),
    pageOf: nativePageOf,
    filter: ({ query }) => searchOf(query),
    encode: (listed) => listBody('security_groups', listed, render, ({ group }) => group.id),
  }),
];
