/**
 * The `Authorization` header of a signed request, SDK-HMAC-SHA256. Two incompatible variants are in use:
 * `access` (`Access=<key>`; Huawei's SDKs and API gateway) and `credential` (`Credential=<key>/<scope>`; the Go client
 * and with it Terraform). Contract, section 14.
 */
export interface SignedAuthorization {
  readonly variant: 'access' | 'credential';
  readonly accessKey: string;
  /** `<yyyymmdd>/<region>/<service>/sdk_request`; region and service may be empty. Variant `credential` alone. */
  readonly scope: string | null;
  /** Lower-case, in the order the client signed them. */
  readonly signedHeaders: readonly string[];
  /** Lower-case hex. */
  readonly signature: string;
}

const algorithm = 'SDK-HMAC-SHA256';

/** Whether the header claims to be a signature at all, of whatever algorithm. */
export const isSigned = (authorization: string | undefined): authorization is string =>
  /^SDK-HMAC-|^V11-HMAC-|^SDK-/i.test(authorization ?? '');

/** Null where it is not a well-formed SDK-HMAC-SHA256 header. */
export function parseAuthorization(header: string): SignedAuthorization | null {
  if (!header.startsWith(`${algorithm} `)) return null;
  const parts = new Map<string, string>();
  for (const part of header.slice(algorithm.length + 1).split(',')) {
    const equals = part.indexOf('=');
    if (equals < 0) return null;
    parts.set(part.slice(0, equals).trim(), part.slice(equals + 1).trim());
  }
  const signedHeaders = parts.get('SignedHeaders')?.toLowerCase().split(';') ?? [];
  const signature = parts.get('Signature')?.toLowerCase() ?? '';
  // Without its time a signature could be replayed for ever.
  if (!signedHeaders.includes('x-sdk-date') || !/^[0-9a-f]{64}$/.test(signature)) return null;
  const access = parts.get('Access');
  if (access) return { variant: 'access', accessKey: access, scope: null, signedHeaders, signature };
  // Without its host it could be replayed elsewhere: every client of this variant signs it, but Huawei's Go SDK, of the other, does not.
  if (!signedHeaders.includes('host')) return null;
  const [accessKey, ...scope] = parts.get('Credential')?.split('/') ?? [];
  if (!accessKey || scope.length !== 4 || scope[3] !== 'sdk_request' || !/^\d{8}$/.test(scope[0] ?? '')) return null;
  return { variant: 'credential', accessKey, scope: scope.join('/'), signedHeaders, signature };
}
