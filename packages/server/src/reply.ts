import type { Problem } from '@isthmus/core';
import { encodeProblem, traceHeaders, type Dialect } from '@isthmus/wire';
import type { FastifyReply } from 'fastify';

/** An answer as it goes out; header names in the spelling that clients look for. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** The header by which identity names a request, beside `X-Request-Id`. */
export function traceOf(dialect: Dialect, requestId: string): Readonly<Record<string, string>> {
  const name = traceHeaders[dialect];
  return name === undefined ? {} : { [name]: requestId };
}

/** A problem in the words of `dialect`. */
export function replyOf(problem: Problem, dialect: Dialect, requestId: string): Reply {
  const { status, headers, body } = encodeProblem(problem, dialect, requestId);
  const type = dialect === 'native' ? 'application/problem+json' : 'application/json';
  return {
    status,
    headers: { 'Content-Type': type, ...traceOf(dialect, requestId), ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  };
}

/** Written past Fastify, which lower-cases header names: some clients read `X-Subject-Token` in this spelling alone. */
export function send(reply: FastifyReply, { status, headers, body }: Reply): void {
  reply.hijack();
  const length: Record<string, string> = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
  reply.raw.writeHead(status, { 'X-Request-Id': reply.request.id, ...headers, ...length });
  reply.raw.end(body);
}
