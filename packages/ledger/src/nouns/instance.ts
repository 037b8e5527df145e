import type { FilterOf, RowOf } from '@isthmus/control';
import { instant, text } from '../codec.ts';
import { noun, searchByName } from '../noun.ts';

export const instances = noun<RowOf<'instances'>, FilterOf<'instances'>>({
  table: 'instances',
  key: 'id',
  fields: {
    id: text(),
    projectId: text(),
    vpcId: text(),
    subnetId: text(),
    portId: text(),
    name: text(),
    status: text(),
    createdAt: instant(),
  },
  filters: { search: searchByName },
});
