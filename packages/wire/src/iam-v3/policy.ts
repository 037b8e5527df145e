import { ok } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { anyText, named, wholeNumber } from '../fields.ts';
import { endpoint } from '../row.ts';

const path = '/v3.0/OS-ROLE/roles';
const Policy = named('CustomPolicy', Type.Object({ id: anyText, display_name: anyText }));

/** Roles are the few that are built in: there are no custom policies, as in an account that never made one. */
export const policies: readonly Endpoint[] = [
  endpoint({
    dialect: 'iam-v3',
    method: 'GET',
    path,
    summary: 'List custom policies: none',
    caller: 'account',
    operations: [],
    query: Type.Object({ page: Type.Optional(wholeNumber(1)), per_page: Type.Optional(wholeNumber(1, 300)) }),
    responses: {
      200: Type.Object({
        roles: Type.Array(Policy),
        links: Type.Object({ self: anyText, previous: Type.Null(), next: Type.Null() }),
        total_number: Type.Integer(),
      }),
    },
    handle: async ({ request: { site } }) =>
      ok({ status: 200, body: { roles: [], links: { self: `${site.baseUrl}${path}`, previous: null, next: null }, total_number: 0 } }),
  }),
];
