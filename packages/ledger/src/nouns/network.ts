import type { FilterOf, RowOf } from '@isthmus/control';
import { flag, instant, text } from '../codec.ts';
import { noun } from '../noun.ts';

export const networks = noun<RowOf<'networks'>, FilterOf<'networks'>>({
  table: 'networks',
  key: 'id',
  fields: {
    id: text(),
    projectId: text(),
    name: text(),
    adminStateUp: flag,
    portSecurityEnabled: flag,
    createdAt: instant(),
    updatedAt: instant(),
  },
});
