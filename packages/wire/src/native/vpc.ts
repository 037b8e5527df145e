import { formatCidr, idOf, ok, type Vpc } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { anyText, named, nullableText } from '../fields.ts';
import { listPage } from '../page.ts';
import { endpoint } from '../row.ts';
import { rfc3339Time } from '../times.ts';
import { listBody, nativePage, nativePageOf } from './paging.ts';
import { searchField, searchOf } from './search.ts';

const resource = 'vpc';

const Shown = named(
  'ListedVpc',
  Type.Object({
    id: anyText,
    name: anyText,
    description: anyText,
    cidr: nullableText,
    secondary_cidrs: Type.Array(anyText),
    created_at: anyText,
  }),
);

const render = ({ id, name, description, cidr, secondaryCidrs, createdAt }: Vpc) => ({
  id,
  name,
  description,
  cidr: cidr && formatCidr(cidr),
  secondary_cidrs: secondaryCidrs.map(formatCidr),
  created_at: rfc3339Time(createdAt),
});

export const vpcs: readonly Endpoint[] = [
  endpoint({
    dialect: 'native',
    method: 'GET',
    path: '/isthmus/v1/projects/:project_id/vpcs',
    summary: 'List VPCs with all their blocks, or search them',
    resource,
    operations: ['list-vpcs', 'show-vpc'],
    query: Type.Object({ ...searchField, ...nativePage }),
    responses: { 200: Type.Object({ vpcs: Type.Array(Shown), next_marker: Type.Optional(anyText) }) },
    async handle({ query }, run) {
      const page = nativePageOf(query, resource);
      if (!page.ok) return page;
      const listed = await listPage(page.value, {
        known: (marker) => run('show-vpc', { id: idOf<Vpc['id']>(marker) }),
        list: (at) => run('list-vpcs', { ...searchOf(query), page: at }),
      });
      return listed.ok ? ok({ status: 200, body: listBody('vpcs', listed.value, render, ({ id }) => id) }) : listed;
    },
  }),
];
