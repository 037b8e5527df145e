import {
  err,
  idOf,
  isAdministrator,
  mayManage,
  ok,
  type EventDraft,
  type Principal,
  type Problem,
  type PublicUser,
  type Result,
  type Role,
  type User,
  type UserId,
} from '@isthmus/core';
import { all } from '../all.ts';
import { given } from '../given.ts';
import { forAccount, read, write, type Desk, type Handler } from '../handler.ts';
import type { Writer } from '../ledger.ts';
import { newPassword } from '../secret.ts';
import { endTemporaryKeys, refusedTemporary } from './access-key.ts';

/** Published: six characters at least. The most is ours, so that hashing is bounded. */
export const passwordLength = { least: 6, most: 128 } as const;

export function publicUser({ id, domainId, name, email, description, enabled, roles, createdAt }: User): PublicUser {
  return { id, domainId, name, email, description, enabled, roles, createdAt };
}

export const listUsers: Handler<'list-users'> = forAccount(async (desk, caller, { name, domainId, enabled }) => {
  if (!isAdministrator(caller) && domainId !== undefined && domainId !== caller.domainId) return read({ items: [], more: false });
  const users = await all(desk.ledger.read.users, given({ domainId: isAdministrator(caller) ? domainId : caller.domainId, name, enabled }));
  return read({ items: users.map(publicUser), more: false });
});

export const showUser: Handler<'show-user'> = forAccount(async (desk, caller, { id }) => {
  const user = await desk.ledger.read.users.get(id);
  if (user === undefined || !mayManage(caller, user)) return err({ kind: 'not-found', resource: 'user', id });
  return read(publicUser(user));
});

export const createUser: Handler<'create-user'> = forAccount(async (desk, caller, input) => {
  const domainId = input.domainId ?? caller.domainId;
  if (domainId !== caller.domainId && !isAdministrator(caller)) return err({ kind: 'not-found', resource: 'domain', id: domainId });
  const allowed = checkRoles(caller, input.roles);
  if (!allowed.ok) return allowed;
  // What nobody knows is hashed where none was given: a login as such a user takes as long as any, and fails as any.
  const password = input.password ?? newPassword();
  const good = checkPassword(password);
  if (!good.ok) return good;
  const passwordHash = await desk.passwords.hash(password);
  return write(desk, caller, async (tx) => {
    if ((await tx.domains.get(domainId)) === undefined) return err({ kind: 'not-found', resource: 'domain', id: domainId });
    const { name, email, description, roles, enabled = true } = input;
    const added = await addUser(desk, tx, { domainId, name, email, description, roles, enabled, passwordHash });
    return added.ok ? ok(publicUser(added.value)) : added;
  });
});

export async function addUser(
  { ids, clock }: Pick<Desk, 'ids' | 'clock'>,
  tx: Writer,
  draft: Omit<User, 'id' | 'enabled' | 'createdAt'> & { readonly enabled?: boolean },
): Promise<Result<User, Problem>> {
  const taken = err({ kind: 'already-exists', resource: 'user', field: 'name', value: draft.name } as const);
  if ((await tx.users.count({ domainId: draft.domainId, name: draft.name })) > 0) return taken;
  const user: User = { enabled: true, ...draft, id: idOf<UserId>(ids.hex()), createdAt: clock.now() };
  if (!(await tx.users.insert(user)).ok) return taken;
  tx.record({
    kind: 'user.created',
    resourceKind: 'user',
    resourceId: user.id,
    projectIds: [],
    vpcIds: [],
    detail: { name: user.name, domainId: user.domainId },
  });
  return ok(user);
}

const noUser = (id: UserId) => err({ kind: 'not-found', resource: 'user', id } as const);

/** A new password ends every token and temporary key of the user: whoever had the old one is out. */
export const setPassword: Handler<'set-password'> = forAccount(async (desk, caller, { id, password }) => {
  const found = await desk.ledger.read.users.get(id);
  if (found === undefined || !mayManage(caller, found)) return noUser(id);
  return replacePassword(desk, caller, id, { password, unchanged: null });
});

/** Wrong guesses count as failed logins do: a stolen token must not become the password. */
export const changePassword: Handler<'change-password'> = forAccount(async (desk, caller, { id, original, password, source }) => {
  const found = id === caller.userId ? await desk.ledger.read.users.get(id) : undefined;
  if (found === undefined) return noUser(id);
  if (desk.lockout.isLocked(id, source)) return err({ kind: 'unauthenticated', reason: 'locked' });
  const right = await desk.passwords.verify(original, found.passwordHash);
  if (desk.lockout.isLocked(id, source)) return err({ kind: 'unauthenticated', reason: 'locked' });
  if (!right) {
    desk.lockout.failed(id, source);
    return err({ kind: 'unauthenticated', reason: 'wrong-credentials' });
  }
  return replacePassword(desk, caller, id, { password, unchanged: found.passwordHash });
});

interface NewPassword {
  readonly password: string;
  /** The hash that must still be there, where the caller proved itself with it. */
  readonly unchanged: string | null;
}

async function replacePassword(desk: Desk, caller: Principal, id: UserId, { password, unchanged }: NewPassword) {
  const allowed = refusedTemporary(caller, 'iam:users:setPassword');
  if (!allowed.ok) return allowed;
  const good = checkPassword(password);
  if (!good.ok) return good;
  const passwordHash = await desk.passwords.hash(password);
  const done = await write(desk, caller, async (tx) => {
    const current = await tx.users.get(id);
    if (current === undefined) return noUser(id);
    if (unchanged !== null && current.passwordHash !== unchanged)
      return err({ kind: 'unauthenticated', reason: 'wrong-credentials' } as const);
    await tx.users.update(id, { passwordHash });
    await endLogins(tx, id);
    tx.record(userEvent('user.password-set', id, {}));
    return ok(null);
  });
  forgetUser(desk, id);
  return done;
}

export const updateUser: Handler<'update-user'> = forAccount(async (desk, caller, { id, password, ...change }) => {
  const found = await desk.ledger.read.users.get(id);
  if (found === undefined || !mayManage(caller, found)) return noUser(id);
  const allowed = refusedTemporary(caller, 'iam:users:update');
  if (!allowed.ok) return allowed;
  if (change.enabled === false && id === caller.userId)
    return err({ kind: 'immutable', resource: 'user', id, reason: 'nobody disables oneself' });
  const good = password === undefined ? ok(undefined) : checkPassword(password);
  if (!good.ok) return good;
  const passwordHash = password === undefined ? undefined : await desk.passwords.hash(password);
  const done = await write(desk, caller, async (tx) => {
    const changed = await tx.users.update(id, given({ ...change, passwordHash }) as Partial<User>);
    if (!changed.ok) return err({ kind: 'already-exists', resource: 'user', field: 'name', value: change.name ?? '' } as const);
    if (changed.value === undefined) return noUser(id);
    if (passwordHash !== undefined || !changed.value.enabled) await endLogins(tx, id);
    tx.record(userEvent('user.updated', id, { name: changed.value.name, enabled: changed.value.enabled }));
    return ok(publicUser(changed.value));
  });
  forgetUser(desk, id);
  return done;
});

export const deleteUser: Handler<'delete-user'> = forAccount(async (desk, caller, { id }) => {
  const done = await write(desk, caller, async (tx) => {
    const found = await tx.users.get(id);
    if (found === undefined || !mayManage(caller, found)) return noUser(id);
    const allowed = refusedTemporary(caller, 'iam:users:delete');
    if (!allowed.ok) return allowed;
    if (id === caller.userId) return err({ kind: 'immutable', resource: 'user', id, reason: 'nobody deletes oneself' } as const);
    await endLogins(tx, id);
    await tx.users.delete(id);
    tx.record(userEvent('user.deleted', id, { name: found.name }));
    return ok(null);
  });
  forgetUser(desk, id);
  return done;
});

const userEvent = (kind: string, id: UserId, detail: EventDraft['detail']): EventDraft => ({
  kind,
  resourceKind: 'user',
  resourceId: id,
  projectIds: [],
  vpcIds: [],
  detail,
});

async function endLogins(tx: Writer, userId: UserId): Promise<void> {
  await endTokens(tx, { userId });
  await endTemporaryKeys(tx, userId);
}

function forgetUser({ sessions, keyRing }: Pick<Desk, 'sessions' | 'keyRing'>, userId: UserId): void {
  sessions.forget({ userId });
  keyRing.forget({ userId });
}

export async function endTokens(tx: Writer, filter: Parameters<Writer['tokens']['list']>[0]): Promise<void> {
  for (;;) {
    const { items } = await tx.tokens.list(filter, { limit: 500 });
    if (items.length === 0) return;
    for (const { hash } of items) await tx.tokens.delete(hash);
  }
}

export function checkPassword(password: string): Result<void, Problem> {
  if (password.length >= passwordLength.least && password.length <= passwordLength.most) return ok(undefined);
  return err({
    kind: 'invalid-field',
    resource: 'user',
    field: 'user.password',
    reason: password.length < passwordLength.least ? 'is too short' : 'is too long',
    fix: `use ${passwordLength.least} to ${passwordLength.most} characters`,
  });
}

/** Nobody gives the installation away but who runs it. */
function checkRoles(caller: Principal, wanted: readonly Role[]): Result<void, Problem> {
  if (!wanted.includes('administrator') || isAdministrator(caller)) return ok(undefined);
  return err({
    kind: 'invalid-field',
    resource: 'user',
    field: 'user.roles',
    reason: 'may not include administrator',
    fix: 'use te_admin, vpc_full or vpc_viewer',
  });
}
