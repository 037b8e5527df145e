import type { FilterOf, RowOf } from '@isthmus/control';
import { flag, instant, text } from '../codec.ts';
import { noun } from '../noun.ts';

export const domains = noun<RowOf<'domains'>, FilterOf<'domains'>>({
  table: 'domains',
  key: 'id',
  fields: { id: text(), name: text(), enabled: flag, description: text(), createdAt: instant() },
  constraints: [{ name: 'domains_name', columns: ['name'], conflict: 'name' }],
});
