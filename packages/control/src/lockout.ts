import type { Instant } from '@isthmus/core';
import type { Clock } from './clock.ts';

/** Published: five failures in 15 minutes lock for 15 minutes. */
export const lockoutRule = { failures: 5, windowMs: 15 * 60_000, lockMs: 15 * 60_000 } as const;

/** Most names remembered at once. An attacker who sprays more names than this gains five guesses at a forgotten one. */
const mostRemembered = 20_000;

interface Record {
  readonly failures: readonly Instant[];
  readonly lockedUntil: Instant | null;
}

/**
 * Counts failed logins per user and source address: per both, so that a stranger can neither guess on nor lock the owner
 * out. Kept in memory: a restart forgives, which costs an attacker more than it gives.
 */
export interface Lockout {
  isLocked(user: string, source: string): boolean;
  failed(user: string, source: string): void;
  /** Whoever proves itself was not guessing: earlier failures are forgotten. A lock stays. */
  proved(user: string, source: string): void;
}

export function lockoutOf(clock: Clock): Lockout {
  const records = new Map<string, Record>();
  const keyOf = (user: string, source: string): string => JSON.stringify([user, source]);
  return {
    isLocked(user, source) {
      const lockedUntil = records.get(keyOf(user, source))?.lockedUntil ?? null;
      return lockedUntil !== null && clock.now() < lockedUntil;
    },
    proved(user, source) {
      const key = keyOf(user, source);
      if (records.get(key)?.lockedUntil === null) records.delete(key);
    },
    failed(user, source) {
      const key = keyOf(user, source);
      const now = clock.now();
      const recent = (records.get(key)?.failures ?? []).filter((at) => at > now - lockoutRule.windowMs);
      const failures = [...recent, now];
      const locked = failures.length >= lockoutRule.failures;
      records.delete(key);
      records.set(key, locked ? { failures: [], lockedUntil: (now + lockoutRule.lockMs) as Instant } : { failures, lockedUntil: null });
      if (records.size > mostRemembered) records.delete(records.keys().next().value!);
    },
  };
}
