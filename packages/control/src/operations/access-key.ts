import {
  checkTemporaryKeySeconds,
  err,
  mayManage,
  mostAccessKeys,
  ok,
  type AccessKey,
  type AccessKeyId,
  type EventDraft,
  type Instant,
  type Principal,
  type Problem,
  type Result,
  type UserId,
} from '@isthmus/core';
import { all } from '../all.ts';
import { given } from '../given.ts';
import { forAccount, read, write, type Desk, type Handler } from '../handler.ts';
import type { AccessKeyRecord, Reader, Writer } from '../ledger.ts';
import { newAccessKeyId, newSecretKey, newToken, tokenHash } from '../secret.ts';
import { agreeOnVault } from '../vault-check.ts';

const publicKey = ({ id, userId, status, description, createdAt, lastUsedAt, expiresAt }: AccessKeyRecord): AccessKey => ({
  id,
  userId,
  status,
  description,
  createdAt,
  lastUsedAt,
  expiresAt,
});

const notFound = (id: AccessKeyId) => err({ kind: 'not-found', resource: 'access_key', id } as const);

/** Temporary keys are their holder's own affair, and are in no list. */
export const listAccessKeys: Handler<'list-access-keys'> = forAccount(async (desk, caller, { userId = caller.userId }) => {
  const owner = await desk.ledger.read.users.get(userId);
  if (owner === undefined || !mayManage(caller, owner)) return err({ kind: 'not-found', resource: 'user', id: userId });
  return read({ items: (await permanentKeys(desk.ledger.read, userId)).map(publicKey), more: false });
});

const permanentKeys = async (reader: Reader | Writer, userId: UserId): Promise<readonly AccessKeyRecord[]> =>
  (await all(reader.accessKeys, { userId })).filter(({ expiresAt }) => expiresAt === null);

async function findManaged(reader: Reader | Writer, caller: Principal, id: AccessKeyId): Promise<AccessKeyRecord | undefined> {
  const key = await reader.accessKeys.get(id);
  if (key === undefined || key.expiresAt !== null) return undefined;
  const owner = await reader.users.get(key.userId);
  return owner !== undefined && mayManage(caller, owner) ? key : undefined;
}

export const showAccessKey: Handler<'show-access-key'> = forAccount(async (desk, caller, { id }) => {
  const key = await findManaged(desk.ledger.read, caller, id);
  return key === undefined ? notFound(id) : read(publicKey(key));
});

export const createAccessKey: Handler<'create-access-key'> = forAccount(async (desk, caller, { userId, description }) =>
  write(desk, caller, async (tx) => {
    const owner = await tx.users.get(userId);
    if (owner === undefined || !mayManage(caller, owner)) return err({ kind: 'not-found', resource: 'user', id: userId });
    const outlived = refusedTemporary(caller, 'iam:credentials:createCredential');
    if (!outlived.ok) return outlived;
    if ((await permanentKeys(tx, userId)).length >= mostAccessKeys) return err({ kind: 'too-many-access-keys', most: mostAccessKeys });
    const secret = newSecretKey();
    const added = await addKey(desk, tx, secret, { userId, description, expiresAt: null, securityTokenHash: null });
    if (!added.ok) return added;
    tx.record(eventOf('access-key.created', added.value));
    return ok({ key: publicKey(added.value), secret });
  }),
);

/** What a temporary key does must not outlive it: no permanent key, no other password. */
export function refusedTemporary(caller: Principal, action: string): Result<void, Problem> {
  return caller.signedWith === 'temporary-key' ? err({ kind: 'not-permitted', action: `${action} (with a temporary key)` }) : ok(undefined);
}

async function addKey(
  { vault, clock }: Pick<Desk, 'vault' | 'clock'>,
  tx: Writer,
  secret: string,
  draft: Pick<AccessKeyRecord, 'userId' | 'description' | 'expiresAt' | 'securityTokenHash'>,
): Promise<Result<AccessKeyRecord, Problem>> {
  const agreed = await agreeOnVault(tx, vault);
  if (!agreed.ok) return agreed;
  const id = newAccessKeyId();
  const record: AccessKeyRecord = {
    ...draft,
    id,
    status: 'active',
    createdAt: clock.now(),
    lastUsedAt: null,
    sealedSecret: vault.seal(secret, id),
  };
  const inserted = await tx.accessKeys.insert(record);
  if (!inserted.ok) throw new Error('two access keys drew one id');
  return ok(record);
}

const eventOf = (kind: string, { id, userId, status }: AccessKeyRecord): EventDraft => ({
  kind,
  resourceKind: 'access_key',
  resourceId: id,
  projectIds: [],
  vpcIds: [],
  detail: { userId, status },
});

export const updateAccessKey: Handler<'update-access-key'> = forAccount(async (desk, caller, { id, status, description }) => {
  const done = await write(desk, caller, async (tx) => {
    if ((await findManaged(tx, caller, id)) === undefined) return notFound(id);
    const changed = await tx.accessKeys.update(id, given({ status, description }) as Partial<AccessKeyRecord>);
    if (!changed.ok || changed.value === undefined) return notFound(id);
    tx.record(eventOf('access-key.updated', changed.value));
    return ok(publicKey(changed.value));
  });
  desk.keyRing.forget({ id });
  return done;
});

export const deleteAccessKey: Handler<'delete-access-key'> = forAccount(async (desk, caller, { id }) => {
  const done = await write(desk, caller, async (tx) => {
    const key = await findManaged(tx, caller, id);
    if (key === undefined) return notFound(id);
    await tx.accessKeys.delete(id);
    tx.record(eventOf('access-key.deleted', key));
    return ok(null);
  });
  desk.keyRing.forget({ id });
  return done;
});

export const issueTemporaryKey: Handler<'issue-temporary-key'> = forAccount(async (desk, caller, { subject, seconds }) => {
  const allowed = checkTemporaryKeySeconds(seconds);
  if (!allowed.ok) return allowed;
  const session = await desk.sessions.find(subject);
  if (session === undefined || session.user.id !== caller.userId) return err({ kind: 'not-found', resource: 'token', id: '' });
  const secret = newSecretKey();
  const securityToken = newToken();
  const expiresAt = (desk.clock.now() + seconds * 1000) as Instant;
  return write(desk, caller, async (tx) => {
    // The token may have ended since it was looked up; what it gives must not begin after that.
    if ((await tx.tokens.get(session.record.hash)) === undefined) return err({ kind: 'unauthenticated', reason: 'invalid-token' });
    const draft = { userId: caller.userId, description: '', expiresAt, securityTokenHash: tokenHash(securityToken) };
    const added = await addKey(desk, tx, secret, draft);
    if (!added.ok) return added;
    tx.record(eventOf('access-key.issued', added.value));
    return ok({ key: publicKey(added.value), secret, securityToken, expiresAt });
  });
});

/** Temporary keys were got with a login; when the login ends for all, so do they. */
export async function endTemporaryKeys(tx: Writer, userId: UserId): Promise<void> {
  for (const { id, expiresAt } of await all(tx.accessKeys, { userId })) if (expiresAt !== null) await tx.accessKeys.delete(id);
}
