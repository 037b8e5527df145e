import type { FilterOf, RowOf } from '@isthmus/control';
import { cidr, flag, instant, listOf, nullable, text } from '../codec.ts';
import { noun, searchByName } from '../noun.ts';

export const vpcs = noun<RowOf<'vpcs'>, FilterOf<'vpcs'>>({
  table: 'vpcs',
  key: 'id',
  fields: {
    id: text(),
    projectId: text(),
    name: text(),
    description: text(),
    cidr: nullable(cidr),
    secondaryCidrs: listOf(cidr),
    enterpriseProjectId: text(),
    enableSharedSnat: flag,
    createdAt: instant(),
    updatedAt: instant(),
  },
  filters: { search: searchByName },
});
