import type { FilterOf, RowOf } from '@isthmus/control';
import { text } from '../codec.ts';
import { noun } from '../noun.ts';

export const peeringHealths = noun<RowOf<'peeringHealths'>, FilterOf<'peeringHealths'>>({
  table: 'peering_healths',
  key: 'id',
  fields: { id: text(), peeringId: text(), projectId: text(), health: text() },
});
