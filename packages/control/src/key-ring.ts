import {
  err,
  ok,
  type AccessKeyId,
  type Domain,
  type DomainId,
  type Instant,
  type Principal,
  type Problem,
  type ProjectId,
  type Region,
  type Result,
  type User,
  type UserId,
} from '@isthmus/core';
import type { AccessKeyRecord } from './ledger.ts';
import { tokenHash } from './secret.ts';
import type { World } from './world.ts';

/** Most keys kept at hand, and how long one is trusted without another look, for changes made by another server. */
const mostCached = 10_000;
const trustMs = 2_000;
/** How stale `last_use_time` may be: a write for every request would cost more than it tells. */
const useRecordedEveryMs = 5 * 60_000;

/** A key that may sign at this moment, with what a signature is checked with. */
export interface UsableKey {
  readonly record: AccessKeyRecord;
  readonly secret: string;
  readonly user: User;
  readonly domain: Domain;
}

/**
 * Which project a signed request is for, in the order of what wins: the header, the path, and where the endpoint needs
 * one and nothing names it, the default project of a region. The account is only checked.
 */
export interface SignedScope {
  readonly projectId?: ProjectId;
  readonly domainId?: DomainId;
  readonly region?: Region;
}

export interface KeyRing {
  /** Undefined where there is no such key, or it or its owner may not be used: disabled, expired, or without its security token. */
  find(id: string, securityToken: string | undefined): Promise<UsableKey | undefined>;
  /** Who signs with the key. A project or account that is not the owner's is as unknown as one that does not exist. */
  principal(key: UsableKey, scope: SignedScope): Promise<Result<Principal, Problem>>;
  /** Called after a change is in the ledger: nothing of it may be remembered. */
  forget(what: { readonly id: AccessKeyId } | { readonly userId: UserId }): void;
}

export function keyRingOf({ ledger, clock, vault, log }: Pick<World, 'ledger' | 'clock' | 'vault' | 'log'>): KeyRing {
  const cache = new Map<string, { readonly key: UsableKey; readonly until: Instant }>();
  /** Counts what was forgotten, so that a look-up that began before it is not remembered after it. */
  let epoch = 0;

  const load = async (id: string): Promise<UsableKey | undefined> => {
    const record = await ledger.read.accessKeys.get(id as AccessKeyId);
    if (record === undefined || record.status !== 'active') return undefined;
    const user = await ledger.read.users.get(record.userId);
    if (user === undefined || !user.enabled) return undefined;
    const domain = await ledger.read.domains.get(user.domainId);
    if (domain === undefined || !domain.enabled) return undefined;
    const secret = vault.open(record.sealedSecret, record.id);
    if (secret !== undefined) return { record, secret, user, domain };
    log('error', 'an access key was sealed with another secret key than this server has', { accessKey: id });
    return undefined;
  };

  const cached = async (id: string): Promise<UsableKey | undefined> => {
    const now = clock.now();
    const known = cache.get(id);
    if (known !== undefined && now < known.until) return known.key;
    const began = epoch;
    const key = await load(id);
    cache.delete(id);
    if (key === undefined || began !== epoch) return key;
    cache.set(id, { key, until: (now + trustMs) as Instant });
    if (cache.size > mostCached) cache.delete(cache.keys().next().value!);
    return key;
  };

  const used = new Map<string, Instant>();
  /** Waits for nobody: the answer does not depend on it, and a failure is only logged. */
  function noteUse({ id, lastUsedAt }: AccessKeyRecord): void {
    const now = clock.now();
    const last = used.get(id) ?? lastUsedAt;
    if (last !== null && now - last < useRecordedEveryMs) return;
    used.set(id, now);
    if (used.size > mostCached) used.delete(used.keys().next().value!);
    ledger
      .write(null, async (tx) => {
        await tx.accessKeys.update(id, { lastUsedAt: now });
        return ok(null);
      })
      .catch((cause: unknown) => log('warn', 'the last use of an access key was not written down', { cause: String(cause) }));
  }

  return {
    async find(id, securityToken) {
      const key = await cached(id);
      if (key === undefined) return undefined;
      const { expiresAt, securityTokenHash } = key.record;
      if (expiresAt !== null && expiresAt <= clock.now()) return undefined;
      if (securityTokenHash !== null && (securityToken === undefined || tokenHash(securityToken) !== securityTokenHash)) return undefined;
      return key;
    },
    async principal({ record, user, domain }, { projectId, domainId, region }) {
      noteUse(record);
      if (domainId !== undefined && domainId !== domain.id) return err({ kind: 'project-mismatch' });
      const who: Principal = {
        userId: user.id,
        userName: user.name,
        domainId: domain.id,
        domainName: domain.name,
        roles: user.roles,
        signedWith: record.expiresAt === null ? 'permanent-key' : 'temporary-key',
      };
      if (projectId === undefined && region === undefined) return ok(who);
      const project =
        projectId === undefined
          ? (await ledger.read.projects.list({ domainId: domain.id, name: region! }, { limit: 1 })).items[0]
          : await ledger.read.projects.get(projectId);
      // An account without projects, such as the one that runs the installation, has no default project either.
      if (project === undefined && projectId === undefined) return ok(who);
      if (project === undefined || project.domainId !== domain.id || !project.enabled) return err({ kind: 'project-mismatch' });
      return ok({ ...who, project: { id: project.id, name: project.name, region: project.region } });
    },
    forget(what) {
      epoch++;
      for (const [id, { key }] of cache) if ('id' in what ? what.id === id : what.userId === key.user.id) cache.delete(id);
    },
  };
}
