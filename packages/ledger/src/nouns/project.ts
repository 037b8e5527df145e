import type { FilterOf, RowOf } from '@isthmus/control';
import { flag, instant, nullable, text } from '../codec.ts';
import { noun } from '../noun.ts';

export const projects = noun<RowOf<'projects'>, FilterOf<'projects'>>({
  table: 'projects',
  key: 'id',
  fields: {
    id: text(),
    domainId: text(),
    name: text(),
    region: text(),
    parentId: nullable(text()),
    description: text(),
    enabled: flag,
    createdAt: instant(),
  },
  constraints: [{ name: 'projects_name', columns: ['domainId', 'name'], conflict: 'name' }],
});
