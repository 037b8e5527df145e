import type { FilterOf, RowOf } from '@isthmus/control';
import { instant, nullable, text } from '../codec.ts';
import { noun } from '../noun.ts';

export const accessKeys = noun<RowOf<'accessKeys'>, FilterOf<'accessKeys'>>({
  table: 'access_keys',
  key: 'id',
  fields: {
    id: text(),
    userId: text(),
    status: text(),
    description: text(),
    sealedSecret: text(),
    securityTokenHash: nullable(text()),
    createdAt: instant(),
    lastUsedAt: nullable(instant()),
    expiresAt: nullable(instant()),
  },
  filters: { expiresBy: (at) => ({ column: 'expires_at', atMost: at }) },
});
