import type { FilterOf, RowOf } from '@isthmus/control';
import { flag, instant, nullable, text } from '../codec.ts';
import { noun, searchByName } from '../noun.ts';

export const securityGroups = noun<RowOf<'securityGroups'>, FilterOf<'securityGroups'>>({
  table: 'security_groups',
  key: 'id',
  fields: {
    id: text(),
    projectId: text(),
    name: text(),
    description: text(),
    vpcId: nullable(text()),
    enterpriseProjectId: text(),
    isDefault: flag,
    createdAt: instant(),
    updatedAt: instant(),
  },
  filters: { search: searchByName },
});
