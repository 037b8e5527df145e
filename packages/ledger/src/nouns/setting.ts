import type { FilterOf, RowOf } from '@isthmus/control';
import { text } from '../codec.ts';
import { noun } from '../noun.ts';

export const settings = noun<RowOf<'settings'>, FilterOf<'settings'>>({
  table: 'settings',
  key: 'key',
  fields: { key: text(), value: text() },
});
