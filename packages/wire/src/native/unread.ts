import { err, ok } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { anyText, named } from '../fields.ts';
import { endpoint } from '../row.ts';

const Field = named('UnreadField', Type.Object({ dialect: anyText, endpoint: anyText, field: anyText, requests: Type.Integer() }));
const Path = named('UnknownPath', Type.Object({ method: anyText, path: anyText, requests: Type.Integer() }));

/** What clients send and nobody reads: where an unmodified client may expect more than this installation does. */
export const unread: readonly Endpoint[] = [
  endpoint({
    dialect: 'native',
    method: 'GET',
    path: '/isthmus/v1/wire/unread',
    summary: 'What clients sent since the start that no handler read: fields, and paths without an endpoint; administrator only',
    caller: 'account',
    operations: [],
    responses: { 200: Type.Object({ fields: Type.Array(Field), paths: Type.Array(Path) }) },
    async handle({ request: { principal, site } }) {
      if (principal?.roles.includes('administrator') !== true) return err({ kind: 'not-permitted', action: 'isthmus:wire:get' });
      return ok({ status: 200, body: site.unread() });
    },
  }),
];
