import { err, idOf, ok, type UserId } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { anyText, filterText, named } from '../fields.ts';
import { endpoint } from '../row.ts';
import { listBody, listOf } from './link.ts';

const dialect = 'keystone-v3';
const path = '/v3/groups';

const Shown = named('Group', Type.Object({ id: anyText, name: anyText }));
const Filters = Type.Object({ name: Type.Optional(filterText), domain_id: Type.Optional(filterText) });

/** Users have their roles themselves: there are no groups, as in an account that never made one. */
export const groups: readonly Endpoint[] = [
  endpoint({
    dialect,
    method: 'GET',
    path,
    summary: 'List groups: none',
    caller: 'account',
    operations: [],
    query: Filters,
    responses: { 200: listOf('groups', Shown) },
    handle: async ({ request: { site } }) => ok({ status: 200, body: listBody(site, path, 'groups', []) }),
  }),
  endpoint({
    dialect,
    method: 'GET',
    path: '/v3/users/:user_id/groups',
    summary: 'The groups of a user: none',
    operations: ['show-user'],
    responses: { 200: listOf('groups', Shown) },
    async handle({ params, request: { site } }, run) {
      const id = idOf<UserId>(params['user_id'] ?? '');
      const user = await run('show-user', { id });
      if (!user.ok) return err(user.problem);
      return ok({ status: 200, body: listBody(site, `/v3/users/${id}/groups`, 'groups', []) });
    },
  }),
];
