import type { AccessKeyId, Instant, UserId } from '../id.ts';
import type { Problem } from '../problem.ts';
import { err, ok, type Result } from '../result.ts';

export const accessKeyStatuses = ['active', 'inactive'] as const;
export type AccessKeyStatus = (typeof accessKeyStatuses)[number];

/**
 * A pair with which a user signs requests instead of sending a token. Permanent keys last until they are deleted;
 * temporary ones have an end and come with a security token, which must accompany every request.
 */
export interface AccessKey {
  readonly id: AccessKeyId;
  readonly userId: UserId;
  readonly status: AccessKeyStatus;
  readonly description: string;
  readonly createdAt: Instant;
  /** To within a few minutes; null where it was never used. */
  readonly lastUsedAt: Instant | null;
  /** Null for a permanent key. */
  readonly expiresAt: Instant | null;
}

/** Published. Temporary keys are not counted. */
export const mostAccessKeys = 2;

/** Published bounds of a temporary key's life, in seconds. */
export const temporaryKeySeconds = { least: 900, most: 86_400, usual: 900 } as const;

export function checkTemporaryKeySeconds(seconds: number): Result<void, Problem> {
  const { least, most } = temporaryKeySeconds;
  if (seconds >= least && seconds <= most) return ok(undefined);
  return err({
    kind: 'invalid-field',
    resource: 'access_key',
    field: 'duration_seconds',
    reason: seconds < least ? 'is too short' : 'is too long',
    fix: `use ${least} to ${most} seconds`,
  });
}
