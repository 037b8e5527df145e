import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SignedAuthorization } from './authorization.ts';
import { canonicalRequests, sha256, type RawRequest } from './canonical.ts';

/** Published clock skew. */
export const signatureWindowMs = 15 * 60_000;

export type SignatureFailure =
  | { readonly kind: 'mismatch' }
  | { readonly kind: 'expired'; readonly signedAt: string; readonly serverTime: string };

/**
 * Checks a signed request against the secret of its access key at `now` (ms since 1970). Null when it holds.
 * Headers outside `SignedHeaders` (`X-Project-Id`, `X-Domain-Id`) are not covered, and clients do add them afterwards.
 */
export function signatureFailure(
  request: RawRequest,
  authorization: SignedAuthorization,
  secret: string,
  now: number,
): SignatureFailure | null {
  const date = request.headers['x-sdk-date'] ?? '';
  const signedAt = parseSdkDate(date);
  if (signedAt === null) return { kind: 'mismatch' };
  if (Math.abs(now - signedAt) > signatureWindowMs) return { kind: 'expired', signedAt: date, serverTime: formatSdkDate(now) };
  if (authorization.scope !== null && !authorization.scope.startsWith(date.slice(0, 8))) return { kind: 'mismatch' };
  // A declared payload hash is what was signed; it must then be this body's, or the body could be exchanged.
  const declared = request.headers['x-sdk-content-sha256'];
  if (declared !== undefined && declared !== 'UNSIGNED-PAYLOAD' && declared !== sha256(request.body)) return { kind: 'mismatch' };
  const given = Buffer.from(authorization.signature, 'hex');
  const key = signingKey(authorization, secret);
  const holds = canonicalRequests(request, authorization.signedHeaders).some((canonical) => {
    const lines = ['SDK-HMAC-SHA256', date, ...(authorization.scope === null ? [] : [authorization.scope]), sha256(canonical)];
    return timingSafeEqual(hmac(key, lines.join('\n')), given);
  });
  return holds ? null : { kind: 'mismatch' };
}

/** The secret itself for variant `access`; a chain over date, region, service and `sdk_request` for `credential`. */
function signingKey({ scope }: SignedAuthorization, secret: string): Buffer {
  if (scope === null) return Buffer.from(secret);
  return scope.split('/').reduce<Buffer>((key, part) => hmac(key, part), Buffer.from(`SDK${secret}`));
}

const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** `20261123T101500Z` to ms since 1970; null where it is anything else. */
function parseSdkDate(text: string): number | null {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!parts) return null;
  const time = Date.parse(`${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}Z`);
  return Number.isNaN(time) ? null : time;
}

const formatSdkDate = (ms: number): string => new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, '');
