import { ok } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { anyText, named } from '../fields.ts';
import { endpoint } from '../row.ts';

const Shown = named(
  'Principal',
  Type.Object({
    user_id: anyText,
    user_name: anyText,
    domain_id: anyText,
    domain_name: anyText,
    roles: Type.Array(anyText),
    project: Type.Union([Type.Object({ id: anyText, name: anyText, region: anyText }), Type.Null()]),
  }),
);

export const principals: readonly Endpoint[] = [
  endpoint({
    dialect: 'native',
    method: 'GET',
    path: '/isthmus/v1/whoami',
    summary: 'Who the caller is, and for which project',
    caller: 'account',
    operations: [],
    responses: { 200: Shown },
    async handle({ request: { principal } }) {
      if (principal === null) throw new Error('the row admits no caller without a token');
      const { userId, userName, domainId, domainName, roles, project } = principal;
      return ok({
        status: 200,
        body: {
          user_id: userId,
          user_name: userName,
          domain_id: domainId,
          domain_name: domainName,
          roles,
          project: project === undefined ? null : { id: project.id, name: project.name, region: project.region },
        },
      });
    },
  }),
];
