import type { FilterOf, RowOf } from '@isthmus/control';
import { flag, instant, integer, json, nullable, text } from '../codec.ts';
import { noun } from '../noun.ts';

export const aclRules = noun<RowOf<'aclRules'>, FilterOf<'aclRules'>>({
  table: 'acl_rules',
  key: 'id',
  fields: {
    id: text(),
    projectId: text(),
    name: text(),
    description: text(),
    action: text(),
    family: integer(),
    protocol: nullable(text()),
    source: nullable(text()),
    destination: nullable(text()),
    sourcePorts: json(),
    destinationPorts: json(),
    enabled: flag,
    createdAt: instant(),
    updatedAt: instant(),
  },
});
