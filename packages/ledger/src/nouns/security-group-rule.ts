import type { FilterOf, RowOf } from '@isthmus/control';
import { cidr, instant, integer, nullable, text } from '../codec.ts';
import { noun } from '../noun.ts';

export const securityGroupRules = noun<RowOf<'securityGroupRules'>, FilterOf<'securityGroupRules'>>({
  table: 'security_group_rules',
  key: 'id',
  fields: {
    id: text(),
    securityGroupId: text(),
    projectId: text(),
    direction: text(),
    etherType: text(),
    protocol: nullable(text()),
    portMin: nullable(integer()),
    portMax: nullable(integer()),
    remotePrefix: nullable(cidr),
    remoteGroupId: nullable(text()),
    description: text(),
    createdAt: instant(),
  },
});
