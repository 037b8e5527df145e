import type { FilterOf, RowOf } from '@isthmus/control';
import { flag, instant, nullable, text } from '../codec.ts';
import { noun, searchByName } from '../noun.ts';

export const acls = noun<RowOf<'acls'>, FilterOf<'acls'>>({
  table: 'acls',
  key: 'id',
  fields: {
    id: text(),
    projectId: text(),
    name: text(),
    description: text(),
    adminStateUp: flag,
    enterpriseProjectId: text(),
    ingressPolicyId: nullable(text()),
    egressPolicyId: nullable(text()),
    createdAt: instant(),
    updatedAt: instant(),
  },
  filters: { search: searchByName },
});
