import { ok, quotaTypes } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { anyText, oneOf } from '../fields.ts';
import { operationEndpoint } from '../row.ts';

const Resource = Type.Object({ type: anyText, used: Type.Integer(), quota: Type.Integer(), min: Type.Integer() });

export const quotas: readonly Endpoint[] = [
  operationEndpoint({
    dialect: 'otc-v1',
    method: 'GET',
    path: '/v1/:project_id/quotas',
    summary: 'List the quotas of the account in this region, with what is used',
    resource: 'quota',
    operation: 'list-quotas',
    query: Type.Object({ type: Type.Optional(oneOf(quotaTypes)) }),
    success: [200, Type.Object({ quotas: Type.Object({ resources: Type.Array(Resource) }) })],
    decode: ({ query: { type } }) => ok(type === undefined ? {} : { type }),
    encode: ({ items }) => ({ quotas: { resources: items.map(({ type, used, limit }) => ({ type, used, quota: limit, min: 0 })) } }),
  }),
];
