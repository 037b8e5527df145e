import { err, ok, type Problem, type Result } from '@isthmus/core';
import type { FastifyRequest } from 'fastify';

/** Bytes. */
export const bodyLimit = 1024 * 1024;

const json = /^application\/([a-z0-9.+-]+\+)?json\s*(;|$)/i;

/**
 * The body as parsed JSON; undefined without one. Unmodified clients announce JSON and send nothing, on any method.
 * Only JSON is taken: a form of a foreign web page can send anything but that without being asked first.
 */
export function parseBody(request: Pick<FastifyRequest, 'body' | 'headers'>): Result<unknown, Problem> {
  // Kept as bytes until here: a signature covers them, and not what a decoder made of them.
  const text = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
  if (text.trim() === '') return ok(undefined);
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding !== '' && encoding.toLowerCase() !== 'identity')
    return err({ kind: 'malformed-body', reason: 'its content encoding is not taken: send it uncompressed' });
  const type = request.headers['content-type'];
  if (type !== undefined && !json.test(type)) return err({ kind: 'malformed-body', reason: 'the content type must be application/json' });
  try {
    return ok(JSON.parse(text, withoutPrototype));
  } catch {
    return err({ kind: 'malformed-body', reason: 'the body is not valid JSON' });
  }
}

/** `__proto__` in a body is a key like any other to JSON, and a trap to code that copies objects. */
const withoutPrototype = (key: string, value: unknown): unknown => (key === '__proto__' ? undefined : value);
