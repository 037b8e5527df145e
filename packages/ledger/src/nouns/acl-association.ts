import type { FilterOf, RowOf } from '@isthmus/control';
import { text } from '../codec.ts';
import { noun } from '../noun.ts';

/** Its id is the subnet's, so that a subnet has one at most. */
export const aclAssociations = noun<RowOf<'aclAssociations'>, FilterOf<'aclAssociations'>>({
  table: 'acl_associations',
  key: 'id',
  fields: { id: text(), aclId: text(), projectId: text() },
});
