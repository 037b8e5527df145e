import {
  err,
  mayManage,
  ok,
  type Domain,
  type DomainId,
  type Instant,
  type Principal,
  type Problem,
  type Project,
  type Result,
  type TokenMethod,
  type TokenScope,
  type User,
} from '@isthmus/core';
import { forAccount, forAnyone, read, write, type Desk, type Handler } from '../handler.ts';
import type { Reader, TokenRecord } from '../ledger.ts';
import { newToken, tokenHash } from '../secret.ts';
import { infoOf, type Session } from '../session.ts';

/** Published: a token is good for 24 hours. */
export const tokenLifeMs = 24 * 60 * 60_000;

const wrongCredentials = err({ kind: 'unauthenticated', reason: 'wrong-credentials' } as const);

export const issueToken: Handler<'issue-token'> = forAnyone(async (desk, { method, scope, source }) => {
  const login = await proofs[method.kind](desk, method as never, source);
  if (!login.ok) return login;
  const { user, methods, expiresAt } = login.value;
  const domain = await desk.ledger.read.domains.get(user.domainId);
  if (domain === undefined || !domain.enabled) return wrongCredentials;
  const scoped = await resolve(desk.ledger.read, scope, domain);
  if (!scoped.ok) return scoped;

  const token = newToken();
  const record: TokenRecord = {
    hash: tokenHash(token),
    userId: user.id,
    projectId: scoped.value?.id ?? null,
    domainId: scoped.value === null ? domain.id : null,
    methods,
    issuedAt: desk.clock.now(),
    expiresAt,
  };
  return write(desk, null, async (tx) => {
    // The password may have changed since it was verified; a token of the old one must not outlive it.
    const current = await tx.users.get(user.id);
    if (current === undefined || !current.enabled || current.passwordHash !== user.passwordHash) return wrongCredentials;
    await tx.tokens.insert(record);
    return ok({ token, info: infoOf(record, user, domain, scoped.value) });
  });
});

interface Login {
  readonly user: User;
  readonly methods: readonly string[];
  readonly expiresAt: Instant;
}

type Proof<Kind extends TokenMethod['kind']> = (
  desk: Desk,
  method: Extract<TokenMethod, { kind: Kind }>,
  source: string,
) => Promise<Result<Login, Problem>>;

const proofs: { readonly [Kind in TokenMethod['kind']]: Proof<Kind> } = {
  /** An unknown user takes as long as a wrong password and is answered the same, or it could be told who exists. */
  async password(desk, method, source) {
    const user = await findUser(desk.ledger.read, method.user);
    const name = user?.id ?? JSON.stringify(method.user);
    if (desk.lockout.isLocked(name, source)) return err({ kind: 'unauthenticated', reason: 'locked' });
    const right = await isRight(desk, user, method.password);
    // Again, for guesses sent at once: those that end after the fifth failure learn nothing.
    if (desk.lockout.isLocked(name, source)) return err({ kind: 'unauthenticated', reason: 'locked' });
    if (user !== undefined && right && user.enabled)
      return ok({ user, methods: ['password'], expiresAt: (desk.clock.now() + tokenLifeMs) as Instant });
    desk.lockout.failed(name, source);
    return wrongCredentials;
  },
  /** Another scope for the same login. It ends when the first token does, or one login could be drawn out for ever. */
  async token(desk, method) {
    const session = await desk.sessions.find(method.token);
    if (session === undefined) return err({ kind: 'unauthenticated', reason: 'invalid-token' });
    const { methods, expiresAt } = session.record;
    return ok({ user: session.user, methods: [...new Set(['token', ...methods])], expiresAt });
  },
};

async function isRight({ passwords }: Desk, user: User | undefined, password: string): Promise<boolean> {
  if (user !== undefined) return passwords.verify(password, user.passwordHash);
  await passwords.pretend(password);
  return false;
}

async function findUser(reader: Reader, ref: Extract<TokenMethod, { kind: 'password' }>['user']): Promise<User | undefined> {
  if ('id' in ref) return reader.users.get(ref.id);
  const domain = 'id' in ref.domain ? await reader.domains.get(ref.domain.id) : await domainNamed(reader, ref.domain.name);
  if (domain === undefined) return undefined;
  return (await reader.users.list({ domainId: domain.id, name: ref.name }, { limit: 1 })).items[0];
}

const domainNamed = async (reader: Reader, name: string): Promise<Domain | undefined> =>
  (await reader.domains.list({ name }, { limit: 1 })).items[0];

/** The project that is asked for; null for the user's domain. What is another account's is as wrong as what nobody has. */
async function resolve(reader: Reader, scope: TokenScope, own: Domain): Promise<Result<Project | null, Problem>> {
  if (scope.kind === 'unscoped') return ok(null);
  if (scope.kind === 'domain') return isOwn(scope.domain, own) ? ok(null) : wrongCredentials;
  const project = await findProject(reader, scope.project, own);
  return project !== undefined && project.domainId === own.id && project.enabled ? ok(project) : wrongCredentials;
}

async function findProject(
  reader: Reader,
  ref: Extract<TokenScope, { kind: 'project' }>['project'],
  own: Domain,
): Promise<Project | undefined> {
  if ('id' in ref) return reader.projects.get(ref.id);
  if (ref.domain !== undefined && !isOwn(ref.domain, own)) return undefined;
  return (await reader.projects.list({ domainId: own.id, name: ref.name }, { limit: 1 })).items[0];
}

const isOwn = (ref: { readonly id: DomainId } | { readonly name: string }, own: Domain): boolean =>
  'id' in ref ? ref.id === own.id : ref.name === own.name;

export const validateToken: Handler<'validate-token'> = forAccount(async (desk, caller, { subject }) => {
  const session = await findVisible(desk, caller, subject);
  return session.ok ? read(session.value.info) : session;
});

export const revokeToken: Handler<'revoke-token'> = forAccount(async (desk, caller, { subject }) => {
  const session = await findVisible(desk, caller, subject);
  if (!session.ok) return session;
  const { hash } = session.value.record;
  const done = await write(desk, caller, async (tx) => {
    await tx.tokens.delete(hash);
    return ok(null);
  });
  desk.sessions.forget({ hash });
  return done;
});

/** One's own tokens; those of the account for its administrators; all for the installation's. */
async function findVisible(desk: Desk, caller: Principal, subject: string): Promise<Result<Session, Problem>> {
  const session = await desk.sessions.find(subject);
  if (session !== undefined && mayManage(caller, session.user)) return ok(session);
  return err({ kind: 'not-found', resource: 'token', id: '' });
}
