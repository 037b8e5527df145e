import { err, ok, type Principal, type Problem, type Project, type Result } from '@isthmus/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { parseBody } from '../body.ts';
import { replyOf, send, type Reply } from '../reply.ts';
import { cookieCleared, cookieFor, tokenIn } from './cookie.ts';
import { crossSite } from './same-origin.ts';
import { signedIn, type Sessions } from './session.ts';

const url = '/isthmus/v1/session';

/** `POST` signs in, `GET` tells who is, `DELETE` signs out and revokes the token. */
export function mountSignIn(app: FastifyInstance, sessions: Sessions): void {
  const answered =
    (handle: (request: FastifyRequest, sessions: Sessions) => Promise<Result<Reply, Problem>>) =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      const result = await handle(request, sessions);
      send(reply, result.ok ? result.value : replyOf(result.problem, 'native', request.id));
    };
  app.post(url, answered(signIn));
  app.get(url, answered(show));
  app.delete(url, answered(signOut));
}

async function signIn(request: FastifyRequest, sessions: Sessions): Promise<Result<Reply, Problem>> {
  // The attacker's page would sign a victim in to the attacker's account, to be told the victim's secrets.
  const foreign = crossSite(request);
  if (foreign !== null) return err({ kind: 'not-permitted', action: `isthmus:console:sign-in (${foreign})` });
  const credentials = readCredentials(parseBody(request));
  if (!credentials.ok) return credentials;
  const { domain, user, password } = credentials.value;
  const issued = await sessions.execute(null, 'issue-token', {
    method: { kind: 'password', user: { name: user, domain: { name: domain } }, password },
    scope: { kind: 'unscoped' },
    source: request.ip,
  });
  if (!issued.ok) return issued;
  const { token, info } = issued.value.value;
  const maxAge = Math.max(0, Math.floor((info.expiresAt - Date.now()) / 1000));
  return view(info.principal, sessions, {
    expiresAt: info.expiresAt,
    headers: { 'Set-Cookie': cookieFor({ token, maxAge, protocol: request.protocol }) },
  });
}

/** Nobody is no problem: a browser that was never signed in is answered with nothing, one whose session ended with 401. */
async function show(request: FastifyRequest, sessions: Sessions): Promise<Result<Reply, Problem>> {
  if (tokenIn(request.headers.cookie) === null) return ok({ status: 204, headers: { 'Cache-Control': 'no-store' }, body: undefined });
  const principal = await signedIn(request, sessions);
  if (!principal.ok) return principal;
  const info = await sessions.execute(principal.value, 'validate-token', { subject: tokenIn(request.headers.cookie) ?? '' });
  if (!info.ok) return info;
  return view(principal.value, sessions, { expiresAt: info.value.value.expiresAt, headers: {} });
}

/** A session that is over already is signed out too; only another site's page is refused. */
async function signOut(request: FastifyRequest, sessions: Sessions): Promise<Result<Reply, Problem>> {
  const principal = await signedIn(request, sessions);
  if (!principal.ok && principal.problem.kind !== 'unauthenticated') return principal;
  const token = tokenIn(request.headers.cookie);
  if (principal.ok && token !== null) await sessions.execute(principal.value, 'revoke-token', { subject: token });
  return ok({ status: 204, headers: { 'Set-Cookie': cookieCleared(request.protocol), 'Cache-Control': 'no-store' }, body: undefined });
}

interface Signed {
  readonly expiresAt: number;
  readonly headers: Readonly<Record<string, string>>;
}

async function view(principal: Principal, { execute }: Sessions, { expiresAt, headers }: Signed): Promise<Result<Reply, Problem>> {
  const projects = await execute(principal, 'list-projects', { domainId: principal.domainId, enabled: true });
  if (!projects.ok) return projects;
  const body = {
    user: { id: principal.userId, name: principal.userName, roles: principal.roles },
    domain: { id: principal.domainId, name: principal.domainName },
    projects: projects.value.value.items.map(({ id, name, region }: Project) => ({ id, name, region })).toSorted(byName),
    expires_at: new Date(expiresAt).toISOString(),
  };
  const ours = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };
  return ok({ status: 200, headers: { ...ours, ...headers }, body: JSON.stringify(body) });
}

const byName = (a: { readonly name: string }, b: { readonly name: string }): number => (a.name < b.name ? -1 : 1);

interface Credentials {
  readonly domain: string;
  readonly user: string;
  readonly password: string;
}

function readCredentials(body: Result<unknown, Problem>): Result<Credentials, Problem> {
  if (!body.ok) return body;
  const fields = (typeof body.value === 'object' && body.value !== null ? body.value : {}) as Readonly<Record<string, unknown>>;
  const read: Record<string, string> = {};
  for (const field of ['domain', 'user', 'password'] as const) {
    const value = fields[field];
    if (typeof value !== 'string' || value === '' || value.length > 256)
      return err({
        kind: 'invalid-field',
        field,
        reason: 'is missing, or not a text of at most 256 characters',
        fix: `send "${field}" as a text`,
      });
    read[field] = value;
  }
  return ok(read as unknown as Credentials);
}
