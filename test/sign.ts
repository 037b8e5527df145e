import { createHash, createHmac } from 'node:crypto';

/** A key as its owner has it. */
export interface KeyPair {
  readonly access: string;
  readonly secret: string;
}

/** Which of the two incompatible variants a client signs in, see docs/wire/signing.md. */
export type Variant = 'access' | 'credential';

export interface Signable {
  readonly method: string;
  /** `127.0.0.1:9696`. */
  readonly host: string;
  /** Path and query; only characters that need no encoding. */
  readonly target: string;
  readonly body: string;
  readonly at: Date;
}

/** The headers that sign a request: written from the published description and from nothing of ours. */
export function signatureOf({ method, host, target, body, at }: Signable, { access, secret }: KeyPair, variant: Variant) {
  const [path = '', query = ''] = target.split('?');
  const date = at.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const sorted = query.split('&').toSorted().join('&');
  const signed = `host:${host}\nx-sdk-date:${date}\n`;
  const canonical = [method, path.endsWith('/') ? path : `${path}/`, sorted, signed, 'host;x-sdk-date', sha256(body)].join('\n');
  const scope = `${date.slice(0, 8)}///sdk_request`;
  const lines = ['SDK-HMAC-SHA256', date, ...(variant === 'credential' ? [scope] : []), sha256(canonical)].join('\n');
  const chain = () => scope.split('/').reduce<Buffer>((key, part) => hmac(key, part), Buffer.from(`SDK${secret}`));
  const signature = hmac(variant === 'credential' ? chain() : Buffer.from(secret), lines).toString('hex');
  const key = variant === 'credential' ? `Credential=${access}/${scope}` : `Access=${access}`;
  return { 'X-Sdk-Date': date, Authorization: `SDK-HMAC-SHA256 ${key}, SignedHeaders=host;x-sdk-date, Signature=${signature}` };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
