import type { AccessKeyId, Instant, UserId } from '../id.ts';
import type { Operation } from '../operation.ts';
import type { Listed } from '../paging.ts';
import type { AccessKey, AccessKeyStatus } from './access-key.ts';

/** A key with its secret, which is told once, when the key is made. */
export interface NewAccessKey {
  readonly key: AccessKey;
  readonly secret: string;
}

export interface AccessKeyOperations {
  /** Permanent keys: of one user, or without one the caller's own. */
  'list-access-keys': Operation<{ readonly userId?: UserId }, Listed<AccessKey>>;
  'show-access-key': Operation<{ readonly id: AccessKeyId }, AccessKey>;
  'create-access-key': Operation<{ readonly userId: UserId; readonly description: string }, NewAccessKey>;
  'update-access-key': Operation<{ readonly id: AccessKeyId; readonly status?: AccessKeyStatus; readonly description?: string }, AccessKey>;
  'delete-access-key': Operation<{ readonly id: AccessKeyId }, null>;
  /** `subject` is a token of the caller's own: a key must not be able to prolong itself. */
  'issue-temporary-key': Operation<
    { readonly subject: string; readonly seconds: number },
    NewAccessKey & { readonly securityToken: string; readonly expiresAt: Instant }
  >;
}
