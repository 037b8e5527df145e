import type { FilterOf, RowOf } from '@isthmus/control';
import { instant, json, nullable, text } from '../codec.ts';
import { noun } from '../noun.ts';

export const tokens = noun<RowOf<'tokens'>, FilterOf<'tokens'>>({
  table: 'tokens',
  key: 'hash',
  fields: {
    hash: text(),
    userId: text(),
    projectId: nullable(text()),
    domainId: nullable(text()),
    methods: json(),
    issuedAt: instant(),
    expiresAt: instant(),
  },
  filters: { expiresBy: (at) => ({ column: 'expires_at', atMost: at }) },
});
