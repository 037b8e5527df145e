import { err, ok, type Execute, type Principal, type Problem, type Project, type ProjectId, type Result } from '@isthmus/core';
import type { FastifyRequest } from 'fastify';
import { tokenIn } from './cookie.ts';
import { crossSite } from './same-origin.ts';

/** What a session is resolved with: the same two things that answer a request with a token. */
export interface Sessions {
  readonly execute: Execute;
  authenticate(token: string): Promise<Result<Principal, Problem>>;
}

/** The project that a request of the console is for. A stream cannot send headers; its path names the project. */
const projectHeader = 'x-project-id';

/**
 * Who asks with a session cookie instead of a token. The cookie's token belongs to the user's whole account; each
 * request names its project, which must be one of that account.
 */
export async function sessionPrincipal(request: FastifyRequest, sessions: Sessions): Promise<Result<Principal, Problem>> {
  const principal = await signedIn(request, sessions);
  if (!principal.ok) return principal;
  const named = request.headers[projectHeader];
  return typeof named === 'string' && named !== '' ? inProject(principal.value, named as ProjectId, sessions) : principal;
}

/** Who is signed in, before a project is named. */
export async function signedIn(
  request: FastifyRequest,
  { authenticate }: Pick<Sessions, 'authenticate'>,
): Promise<Result<Principal, Problem>> {
  const token = tokenIn(request.headers.cookie);
  if (token === null) return err({ kind: 'unauthenticated', reason: 'missing' });
  const foreign = crossSite(request);
  if (foreign !== null) return err({ kind: 'not-permitted', action: `isthmus:console:write (${foreign})` });
  return authenticate(token);
}

/** `principal` scoped to one project. A project of another account is as unknown as one that does not exist. */
export async function inProject(
  principal: Principal,
  id: ProjectId,
  { execute }: Pick<Sessions, 'execute'>,
): Promise<Result<Principal, Problem>> {
  const shown = await execute(principal, 'show-project', { id });
  if (!shown.ok || !isOf(principal, shown.value.value)) return err({ kind: 'project-mismatch' });
  const { name, region } = shown.value.value;
  return ok({ ...principal, project: { id, name, region } });
}

const isOf = (principal: Principal, project: Project): boolean => project.enabled && project.domainId === principal.domainId;
