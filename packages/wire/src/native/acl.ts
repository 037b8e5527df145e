import { aclIsActive, type TaggedAcl } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { anyText, named, oneOf } from '../fields.ts';
import { listEndpoint } from '../list.ts';
import { rfc3339Time } from '../times.ts';
import { listBody, nativePage, nativePageOf } from './paging.ts';
import { searchField, searchOf } from './search.ts';

const Shown = named(
  'ListedFirewall',
  Type.Object({
    id: anyText,
    name: anyText,
    description: anyText,
    status: oneOf(['ACTIVE', 'INACTIVE']),
    subnets: Type.Integer({ description: 'how many it is associated with' }),
    created_at: anyText,
  }),
);

const render = (found: TaggedAcl) => ({
  id: found.acl.id,
  name: found.acl.name,
  description: found.acl.description,
  status: aclIsActive(found) ? 'ACTIVE' : 'INACTIVE',
  subnets: found.subnets.length,
  created_at: rfc3339Time(found.acl.createdAt),
});

export const acls: readonly Endpoint[] = [
  listEndpoint({
    dialect: 'native',
    path: '/isthmus/v1/projects/:project_id/firewalls',
    summary: 'List network ACLs, or search them',
    resource: 'firewall',
    list: 'list-acls',
    show: 'show-acl',
    query: Type.Object({ ...searchField, ...nativePage }),
    success: Type.Object({ firewalls: Type.Array(Shown), next_marker: Type.Optional(anyText) }),
    pageOf: nativePageOf,
    filter: ({ query }) => searchOf(query),
    encode: (listed) => listBody('firewalls', listed, render, ({ acl }) => acl.id),
  }),
];
