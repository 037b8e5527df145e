import type { Clock, KeyRing, Lockout, SignedScope } from '@isthmus/control';
import { err, ok, type DomainId, type Principal, type Problem, type ProjectId, type Region, type Result } from '@isthmus/core';
import { parseAuthorization, signatureFailure, type Endpoint, type SignatureFailure, type SignedAuthorization } from '@isthmus/wire';
import type { FastifyRequest } from 'fastify';
import { bodyLimit } from './body.ts';

/** What a signature is checked with. */
export interface Signing {
  readonly keyRing: KeyRing;
  readonly lockout: Lockout;
  readonly clock: Clock;
  /** The first is where requests belong that name no project and no region. */
  readonly regions: readonly string[];
}

export interface Signed {
  readonly principal: Principal;
  /** The same for the same request alone. */
  readonly signature: string;
}

/** The published words behind `Incorrect IAM authentication information: `. */
const unknownKey = (id: string): string => `ak ${id.slice(0, 64).replaceAll(/[^\x21-\x7e]/g, '?')} not exist`;
const wrongSignature = 'verify aksk signature fail';
const tooManyFailures = 'too many failed signatures, try again later';

const refused = (detail: string) => err({ kind: 'unauthenticated', reason: 'signature', detail } as const);

/**
 * Who signed this request, and for which project. The scoping headers are read whether or not they are signed: clients
 * add them afterwards. That costs nothing, because they only choose among what the key's owner may use anyway.
 */
export async function signedPrincipal(
  request: FastifyRequest,
  endpoint: Pick<Endpoint, 'caller' | 'path'>,
  { keyRing, lockout, clock, regions }: Signing,
): Promise<Result<Signed, Problem>> {
  const authorization = parseAuthorization(request.headers.authorization ?? '');
  if (authorization === null) return refused(wrongSignature);
  const { accessKey, signature } = authorization;
  if (lockout.isLocked(accessKey, request.ip)) return refused(tooManyFailures);
  const key = await keyRing.find(accessKey, headerOf(request, 'x-security-token'));
  if (key === undefined) {
    lockout.failed(accessKey, request.ip);
    return refused(unknownKey(accessKey));
  }
  const body = await rawBody(request);
  if (!body.ok) return body;
  const raw = {
    method: request.method,
    target: request.originalUrl,
    headers: request.headers as Readonly<Record<string, string | undefined>>,
    body: body.value,
  };
  const failure = signatureFailure(raw, authorization, key.secret, clock.now());
  if (failure !== null) {
    // A wrong clock is no guess.
    if (failure.kind === 'mismatch') lockout.failed(accessKey, request.ip);
    return refused(detailOf(failure));
  }
  lockout.proved(accessKey, request.ip);
  const principal = await keyRing.principal(key, scopeOf(request, endpoint, { authorization, regions }));
  return principal.ok ? ok({ principal: principal.value, signature: `${accessKey} ${signature}` }) : principal;
}

const detailOf = (failure: SignatureFailure): string =>
  failure.kind === 'mismatch'
    ? wrongSignature
    : `calc aksk signature fail:signature expired, signature time:${failure.signedAt},server time:${failure.serverTime}`;

interface Where {
  readonly authorization: SignedAuthorization;
  readonly regions: readonly string[];
}

/**
 * A project by header, or by the path. Where the endpoint needs one and nothing names it, the default project of the
 * region that the credential names, or of the installation's first: on a cloud the host name would say which.
 */
function scopeOf(
  request: FastifyRequest,
  { caller, path }: Pick<Endpoint, 'caller' | 'path'>,
  { authorization, regions }: Where,
): SignedScope {
  const domainId = headerOf(request, 'x-domain-id') as DomainId | undefined;
  const inPath = path.includes('/:project_id') ? (request.params as Readonly<Record<string, string>>)['project_id'] : undefined;
  const projectId = (headerOf(request, 'x-project-id') ?? inPath) as ProjectId | undefined;
  const account = domainId === undefined ? {} : { domainId };
  if (projectId !== undefined) return { ...account, projectId };
  if (caller !== 'project') return account;
  const named = authorization.scope?.split('/')[1] ?? '';
  return { ...account, region: (regions.includes(named) ? named : regions[0]) as Region };
}

function headerOf({ headers }: FastifyRequest, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The body as it came. Fastify leaves that of a GET unread, and clients do send and sign one. */
async function rawBody(request: FastifyRequest): Promise<Result<Uint8Array, Problem>> {
  if (Buffer.isBuffer(request.body)) return ok(request.body);
  if (request.method !== 'GET' && request.method !== 'HEAD') return ok(new Uint8Array());
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.raw as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > bodyLimit) return refused('calc aksk signature fail:body too large');
    chunks.push(chunk);
  }
  return ok(Buffer.concat(chunks));
}
