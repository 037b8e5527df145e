import type { FilterOf, RowOf } from '@isthmus/control';
import { flag, instant, json, text } from '../codec.ts';
import { noun } from '../noun.ts';

export const users = noun<RowOf<'users'>, FilterOf<'users'>>({
  table: 'users',
  key: 'id',
  fields: {
    id: text(),
    domainId: text(),
    name: text(),
    email: text(),
    description: text(),
    enabled: flag,
    roles: json(),
    passwordHash: text(),
    createdAt: instant(),
  },
  constraints: [{ name: 'users_name', columns: ['domainId', 'name'], conflict: 'name' }],
});
