import type { FastifyRequest } from 'fastify';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Why a request that lives off the session cookie must be refused, or null. The attacker is a page of another site
 * that makes the browser send our cookie along: SameSite=Strict already keeps it away; a header that a form cannot
 * set and an Origin that is our own keep away what an older browser or a neighbouring subdomain would let through.
 */
export function crossSite(request: Pick<FastifyRequest, 'method' | 'headers' | 'protocol' | 'host'>): string | null {
  if (safe.has(request.method)) return null;
  if (request.headers['x-isthmus-console'] !== '1') return 'the header X-Isthmus-Console is missing';
  const origin = request.headers.origin;
  if (origin === undefined) return 'the header Origin is missing';
  if (origin !== `${request.protocol}://${request.host}`) return 'the request comes from another site';
  return null;
}
