import {
  err,
  ok,
  type Domain,
  type Instant,
  type Principal,
  type Problem,
  type Project,
  type ProjectId,
  type Result,
  type TokenInfo,
  type User,
  type UserId,
} from '@isthmus/core';
import type { Clock } from './clock.ts';
import type { Ledger, Reader, TokenRecord } from './ledger.ts';
import { tokenHash } from './secret.ts';

/** Most tokens kept at hand, and how long one is trusted without another look, for changes made by another server. */
const mostCached = 10_000;
const trustMs = 2_000;

export interface Sessions {
  /** Who holds this token. Every request asks. */
  authenticate(token: string): Promise<Result<Principal, Problem>>;
  /** The token with everything its holder may see; undefined where it is not valid (any more). */
  find(token: string): Promise<Session | undefined>;
  /** Called after the tokens are gone from the ledger: nothing of them may be remembered. */
  forget(what: { readonly hash: string } | { readonly userId: UserId } | { readonly projectId: ProjectId }): void;
}

export interface Session {
  readonly record: TokenRecord;
  readonly user: User;
  readonly info: TokenInfo;
}

export function sessionsOf(ledger: Ledger, clock: Clock): Sessions {
  const cache = new Map<string, { readonly session: Session; readonly until: Instant }>();
  /** Counts what was forgotten, so that a look-up that began before it is not remembered after it. */
  let epoch = 0;

  const find = async (token: string): Promise<Session | undefined> => {
    const hash = tokenHash(token);
    const now = clock.now();
    const cached = cache.get(hash);
    if (cached !== undefined && now < cached.until) return now < cached.session.record.expiresAt ? cached.session : undefined;
    const began = epoch;
    const session = await load(ledger.read, hash, now);
    cache.delete(hash);
    if (session === undefined || began !== epoch) return session;
    cache.set(hash, { session, until: (now + trustMs) as Instant });
    if (cache.size > mostCached) cache.delete(cache.keys().next().value!);
    return session;
  };

  return {
    find,
    async authenticate(token) {
      const session = await find(token);
      return session === undefined ? err({ kind: 'unauthenticated', reason: 'invalid-token' }) : ok(session.info.principal);
    },
    forget(what) {
      epoch++;
      for (const [hash, { session }] of cache) if (concerns(what, hash, session)) cache.delete(hash);
    },
  };
}

const concerns = (what: Parameters<Sessions['forget']>[0], hash: string, { record }: Session): boolean => {
  if ('hash' in what) return what.hash === hash;
  if ('userId' in what) return what.userId === record.userId;
  return what.projectId === record.projectId;
};

async function load(reader: Reader, hash: string, now: Instant): Promise<Session | undefined> {
  const record = await reader.tokens.get(hash);
  if (record === undefined || record.expiresAt <= now) return undefined;
  const user = await reader.users.get(record.userId);
  if (user === undefined || !user.enabled) return undefined;
  const domain = await reader.domains.get(user.domainId);
  if (domain === undefined || !domain.enabled) return undefined;
  if (record.projectId === null) return { record, user, info: infoOf(record, user, domain, null) };
  const project = await reader.projects.get(record.projectId);
  if (project === undefined || !project.enabled) return undefined;
  return { record, user, info: infoOf(record, user, domain, project) };
}

/** A user acts in its own account only, so the project's domain is the user's. */
export function infoOf(record: Omit<TokenRecord, 'hash'>, user: User, domain: Domain, project: Project | null): TokenInfo {
  const principal: Principal = {
    userId: user.id,
    userName: user.name,
    domainId: domain.id,
    domainName: domain.name,
    roles: user.roles,
    ...(project !== null && { project: { id: project.id, name: project.name, region: project.region } }),
  };
  return {
    principal,
    methods: record.methods,
    issuedAt: record.issuedAt,
    expiresAt: record.expiresAt,
    projectDomain: project === null ? null : { id: domain.id, name: domain.name },
  };
}
