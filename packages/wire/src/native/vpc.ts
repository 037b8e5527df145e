import { formatCidr, type Vpc } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { anyText, named, nullableText } from '../fields.ts';
import { listEndpoint } from '../list.ts';
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
  listEndpoint({
    dialect: 'native',
    path: '/isthmus/v1/projects/:project_id/vpcs',
    summary: 'List VPCs with all their blocks, or search them',
    resource,
    list: 'list-vpcs',
    show: 'show-vpc',
    query: Type.Object({ ...searchField, ...nativePage }),
    success: Type.Object({ vpcs: Type.Array(Shown), next_marker: Type.Optional(anyText) }),
    pageOf: nativePageOf,
    filter: ({ query }) => searchOf(query),
    encode: (listed) => listBody('vpcs', listed, render, ({ id }) => id),
  }),
];
