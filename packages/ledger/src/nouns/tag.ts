import type { FilterOf, RowOf } from '@isthmus/control';
import { text } from '../codec.ts';
import { noun } from '../noun.ts';

export const tags = noun<RowOf<'tags'>, FilterOf<'tags'>>({
  table: 'tags',
  key: 'id',
  fields: { id: text(), resourceKind: text(), resourceId: text(), projectId: text(), key: text(), value: text() },
});
