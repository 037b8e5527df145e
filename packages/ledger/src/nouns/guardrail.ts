import type { FilterOf, RowOf } from '@isthmus/control';
import { cidr, instant, integer, nullable, text } from '../codec.ts';
import { noun } from '../noun.ts';

export const guardrails = noun<RowOf<'guardrails'>, FilterOf<'guardrails'>>({
  table: 'guardrails',
  key: 'id',
  fields: {
    id: text(),
    projectId: text(),
    name: text(),
    rule: text(),
    sourceVpcId: nullable(text()),
    sourceCidr: nullable(cidr),
    destinationVpcId: nullable(text()),
    destinationCidr: nullable(cidr),
    protocol: nullable(text()),
    portMin: nullable(integer()),
    portMax: nullable(integer()),
    createdAt: instant(),
  },
});
