import type { Problem } from '@isthmus/core';
import type { Dialect, Endpoint } from '@isthmus/wire';
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { randomBytes } from 'node:crypto';
import type { Arrivals } from './arrivals.ts';
import { baseUrlOf } from './base-url.ts';
import { bodyLimit, parseBody } from './body.ts';
import { dialectOf } from './dialect.ts';
import { causeOf, type Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { answerEndpoint, projectOf, type Answering } from './pipeline.ts';
import { replyOf, send } from './reply.ts';

/** What the HTTP side needs of the rest. */
export interface HttpParts extends Answering {
  readonly endpoints: readonly Endpoint[];
  readonly regions: readonly string[];
  readonly metrics: Metrics;
  readonly log: Log;
  /** Told of each request when it comes in. */
  readonly arrivals: Pick<Arrivals, 'one'>;
  /** The address that links name where a client's Host header cannot be believed. */
  readonly fallbackUrl: () => string;
  /** Addresses and blocks whose `X-Forwarded-` headers say who asks, and whom; null for none. */
  readonly trustedProxies: readonly string[] | null;
  /** Identity on a port of its own names the main port in its links, which serves identity too. */
  readonly mainPort?: () => number;
}

/** Large enough for the longest tokens of the field (8 kB) beside other headers. */
const headerLimit = 32 * 1024;

/** One server with the fixed pipeline for every row of `endpoints`. */
export function createHttp(parts: HttpParts): FastifyInstance {
  const app = fastify({
    logger: false,
    trustProxy: parts.trustedProxies !== null && [...parts.trustedProxies],
    bodyLimit,
    exposeHeadRoutes: false,
    // A client that trickles its request holds a socket for this long and no longer.
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
    keepAliveTimeout: 65_000,
    http: { maxHeaderSize: headerLimit, headersTimeout: 15_000 },
    routerOptions: { maxParamLength: 1024, caseSensitive: true },
    rewriteUrl: ({ url = '/' }) => withoutTrailingSlash(url),
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    genReqId: () => randomBytes(16).toString('hex'),
  });
  app.removeAllContentTypeParsers();
  // The body is taken as it came and parsed in the pipeline, so that bad JSON is answered in the row's dialect.
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.setErrorHandler((error: FastifyError, request, reply) => refuse(parts, error, request, reply));
  app.setNotFoundHandler((request, reply) => notFound(parts, request, reply));
  app.addHook('onRequest', (_request, _reply, done) => {
    parts.arrivals.one();
    done();
  });
  app.addHook('onResponse', async (request, reply) => observe(parts, request, reply));
  for (const endpoint of parts.endpoints) mount(app, endpoint, parts);
  return app;
}

/** Clients append slashes to version documents and collections as they like. The console's own folder keeps its slash. */
export const withoutTrailingSlash = (url: string): string =>
  url.startsWith('/console/') ? url : url.replace(/^(\/[^?]*[^/?])\/+(\?|$)/, '$1$2');

function mount(app: FastifyInstance, endpoint: Endpoint, parts: HttpParts): void {
  const { method, path } = endpoint;
  // What can be read can be asked for without its body; Node leaves the body out.
  const alone = method === 'GET' && !parts.endpoints.some((row) => row.method === 'HEAD' && row.path === path);
  app.route({
    method: alone ? ['GET', 'HEAD'] : method,
    url: path,
    config: { endpoint },
    handler: async (request, reply) => {
      const site = { baseUrl: baseUrlOf(request, parts), regions: parts.regions, unread: parts.metrics.unread };
      send(reply, await answerEndpoint(endpoint, { request, body: parseBody(request), site }, parts));
    },
  });
}

function notFound(parts: HttpParts, request: FastifyRequest, reply: FastifyReply): void {
  const path = pathOf(request);
  parts.metrics.unknownPath(request.method, path);
  send(reply, replyOf({ kind: 'no-such-endpoint', method: request.method, path }, dialectOf(path), request.id));
}

/** What Fastify itself refuses is the client's doing; anything else that is thrown is ours. */
function refuse(parts: HttpParts, error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const dialect = dialectFor(request);
  const status = error.statusCode ?? 500;
  if (status < 500) {
    const problem: Problem =
      error.code === 'FST_ERR_CTP_BODY_TOO_LARGE'
        ? { kind: 'body-too-large', limit: bodyLimit }
        : { kind: 'malformed-body', reason: error.message };
    return send(reply, replyOf(problem, dialect, request.id));
  }
  parts.log.error('bug', { requestId: request.id, method: request.method, path: pathOf(request), ...causeOf(error) });
  send(reply, replyOf({ kind: 'internal', requestId: request.id }, dialect, request.id));
}

const endpointOf = (request: FastifyRequest): Endpoint | undefined =>
  (request.routeOptions.config as { readonly endpoint?: Endpoint }).endpoint;

const dialectFor = (request: FastifyRequest): Dialect => endpointOf(request)?.dialect ?? dialectOf(pathOf(request));

export const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0] ?? '/';

function observe({ metrics, log }: HttpParts, request: FastifyRequest, reply: FastifyReply): void {
  const endpoint = endpointOf(request);
  const status = reply.raw.statusCode;
  metrics.request({
    dialect: endpoint?.dialect ?? 'none',
    endpoint: endpoint ? `${endpoint.method} ${endpoint.path}` : (request.routeOptions.url ?? 'unknown'),
    status,
    seconds: reply.elapsedTime / 1000,
  });
  log.info('request', {
    method: request.method,
    path: pathOf(request),
    status,
    ms: Math.round(reply.elapsedTime * 100) / 100,
    requestId: request.id,
    project: projectOf.get(request.raw),
  });
}
