import { err, ok, type Execute, type Principal, type Problem, type Result } from '@isthmus/core';
import { isSigned, type Endpoint, type Site, type WireRequest } from '@isthmus/wire';
import type { FastifyRequest } from 'fastify';
import { tokenIn } from './console/cookie.ts';
import { sessionPrincipal } from './console/session.ts';
import type { Metrics } from './metrics.ts';
import { makesSomethingNew, type Replays } from './replays.ts';
import { replyOf, traceOf, type Reply } from './reply.ts';
import { signedPrincipal, type Signing } from './signed.ts';

/** What answers, behind the wire. */
export interface Answering {
  readonly execute: Execute;
  /** For a replay: the same judgement, and nothing of it stays. */
  readonly rehearse: Execute;
  authenticate(token: string): Promise<Result<Principal, Problem>>;
  readonly signing: Signing;
  readonly replays: Replays;
  readonly metrics: Pick<Metrics, 'unreadField'>;
}

/** Who asks, and with which signature; null where there is none. */
interface Caller {
  readonly principal: Principal | null;
  readonly signature: string | null;
}

interface Received {
  readonly request: FastifyRequest;
  readonly body: Result<unknown, Problem>;
  readonly site: Site;
}

/** Which project a request was made for, for the log. */
export const projectOf = new WeakMap<object, string>();

/**
 * The fixed pipeline behind every row: parse → authenticate → answer, which begins with the path's project. Who is
 * asking is settled before anything of the body is judged: a stranger learns nothing from what is wrong with it.
 */
export async function answerEndpoint(endpoint: Endpoint, received: Received, answering: Answering): Promise<Reply> {
  const answered = await judged(endpoint, received, answering);
  if (!answered.ok) return replyOf(answered.problem, endpoint.dialect, received.request.id);
  const { status, headers, body, generation } = answered.value;
  const ours: Record<string, string> = {};
  if (body !== undefined) ours['Content-Type'] = 'application/json';
  if (generation !== undefined && generation !== null) ours['Isthmus-Generation'] = String(generation);
  return {
    status,
    headers: { ...ours, ...traceOf(endpoint.dialect, received.request.id), ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  };
}

async function judged(endpoint: Endpoint, { request, body, site }: Received, answering: Answering): ReturnType<Endpoint['answer']> {
  const params = request.params as Readonly<Record<string, string>>;
  const caller = await callerOf(endpoint, request, answering);
  if (!caller.ok) return caller;
  const { principal, signature } = caller.value;
  const project = principal?.project?.id;
  if (project !== undefined) projectOf.set(request.raw, project);
  if (!body.ok) return body;
  const wire: WireRequest = {
    principal,
    params,
    query: request.query as WireRequest['query'],
    body: body.value,
    headers: request.headers as WireRequest['headers'],
    source: request.ip,
    requestId: request.id,
    site,
  };
  for (const field of endpoint.ignoredFields(wire)) answering.metrics.unreadField(endpoint, field);
  if (signature === null || !makesSomethingNew(endpoint)) return endpoint.answer(wire, answering.execute);
  if (!answering.replays.begin(signature)) {
    // Two equal requests of one second have one signature: whoever meant both is told what stands in the second's way.
    const rehearsed = await endpoint.answer(wire, answering.rehearse);
    return rehearsed.ok ? err({ kind: 'replayed' }) : rehearsed;
  }
  const answered = await endpoint.answer(wire, answering.execute);
  if (!answered.ok) answering.replays.giveBack(signature);
  return answered;
}

/**
 * By token, by access key, or by the console's session cookie. Rows that anyone may ask look at none of them: an old
 * token must not stop a login.
 */
async function callerOf(endpoint: Endpoint, request: FastifyRequest, answering: Answering): Promise<Result<Caller, Problem>> {
  if (endpoint.caller === 'none') return ok({ principal: null, signature: null });
  const token = request.headers['x-auth-token'];
  if (typeof token === 'string' && token !== '') return unsigned(await answering.authenticate(token));
  if (isSigned(request.headers.authorization)) return signedPrincipal(request, endpoint, answering.signing);
  if (tokenIn(request.headers.cookie) !== null) return unsigned(await sessionPrincipal(request, answering));
  return err({ kind: 'unauthenticated', reason: 'missing' });
}

const unsigned = (principal: Result<Principal, Problem>): Result<Caller, Problem> =>
  principal.ok ? ok({ principal: principal.value, signature: null }) : principal;
