import type { IdSource, Region } from '@isthmus/core';
import type { Clock } from './clock.ts';
import type { DataPlane } from './dataplane.ts';
import type { Ledger } from './ledger.ts';
import type { Passwords } from './passwords.ts';
import type { Vault } from './vault.ts';

/** What happened inside, for whoever operates it; never a secret. */
export type Log = (level: 'info' | 'warn' | 'error', message: string, fields?: Readonly<Record<string, unknown>>) => void;

/** Everything outside the rules, as arguments. */
export interface World {
  readonly ledger: Ledger;
  readonly dataPlane: DataPlane;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly passwords: Passwords;
  readonly vault: Vault;
  readonly regions: readonly Region[];
  /** Milliseconds until a pending request expires. */
  readonly expireAfterMs: number;
  readonly log: Log;
}
