import { ok } from '@isthmus/core';
import { Type } from 'typebox';
import type { Dialect, Endpoint } from './endpoint.ts';
import { anyText } from './fields.ts';
import { endpoint } from './row.ts';

/**
 * The collections of services that are not here. Clients list them in passing, and an installation without the service
 * has none of its things: an empty array. Whatever else is asked under these paths is no endpoint, and is 404.
 */
export const absent = (dialect: Exclude<Dialect, 'native'>, collections: Readonly<Record<string, string>>): readonly Endpoint[] =>
  Object.entries(collections).map(([path, plural]) =>
    endpoint({
      dialect,
      method: 'GET',
      path,
      summary: `An empty list: there are no ${plural.replaceAll('_', ' ')} here`,
      caller: 'project',
      operations: [],
      responses: { 200: Type.Object({ [plural]: Type.Array(Type.Object({})), ...(dialect === 'otc-v3' ? { request_id: anyText } : {}) }) },
      handle: async ({ request }) =>
        ok({ status: 200, body: { [plural]: [], ...(dialect === 'otc-v3' ? { request_id: request.requestId } : {}) } }),
    }),
  );
