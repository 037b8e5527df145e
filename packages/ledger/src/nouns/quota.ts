import type { FilterOf, RowOf } from '@isthmus/control';
import { integer, text } from '../codec.ts';
import { noun } from '../noun.ts';

export const quotas = noun<RowOf<'quotas'>, FilterOf<'quotas'>>({
  table: 'quotas',
  key: 'id',
  fields: { id: text(), domainId: text(), region: text(), type: text(), limit: integer() },
});
