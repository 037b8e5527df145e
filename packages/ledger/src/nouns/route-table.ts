import type { FilterOf, RowOf } from '@isthmus/control';
import { flag, instant, text } from '../codec.ts';
import { noun } from '../noun.ts';

export const routeTables = noun<RowOf<'routeTables'>, FilterOf<'routeTables'>>({
  table: 'route_tables',
  key: 'id',
  fields: {
    id: text(),
    vpcId: text(),
    projectId: text(),
    name: text(),
    description: text(),
    isDefault: flag,
    createdAt: instant(),
    updatedAt: instant(),
  },
});
