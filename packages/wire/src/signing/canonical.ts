import { createHash } from 'node:crypto';

/** A request exactly as it arrived, before any rewriting: what a client signed. */
export interface RawRequest {
  readonly method: string;
  /** Path with its query, undecoded. */
  readonly target: string;
  /** By lower-case name; `host` with the port the client used. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

/**
 * The canonical requests that a client may have signed for this request. Clients differ in how they order a query
 * (by raw key, or ignoring case) and in what they do with a query on a POST without body (the Go client hashes it as
 * the payload); for most requests all of them are one.
 */
export function canonicalRequests(request: RawRequest, signedHeaders: readonly string[]): readonly string[] {
  const [path = '/', query = ''] = splitOnce(request.target, '?');
  const pairs = parseQuery(query);
  const headers = signedHeaders.map((name) => `${name}:${(request.headers[name] ?? '').trim()}\n`).join('');
  const payload = request.headers['x-sdk-content-sha256'] ?? sha256(request.body);
  const build = (canonicalQuery: string, payloadHash: string): string =>
    [request.method, canonicalPath(path), canonicalQuery, headers, signedHeaders.join(';'), payloadHash].join('\n');
  const forms = [build(join(byRawKey(pairs)), payload), build(join(ignoringCase(pairs)), payload)];
  if (request.method === 'POST' && request.body.length === 0) forms.push(build('', sha256(Buffer.from(formEncoded(pairs)))));
  return [...new Set(forms)];
}

export const sha256 = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex');

type Pair = readonly [key: string, value: string];

/** Percent-encodes all but the unreserved characters of RFC 3986. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** Each segment decoded, then encoded; a slash at the end whether or not there was one. `/v1/a b` is `/v1/a%20b/`. */
function canonicalPath(path: string): string {
  const encoded = path
    .split('/')
    .map((segment) => encode(decode(segment)))
    .join('/');
  return encoded.endsWith('/') ? encoded : `${encoded}/`;
}

function parseQuery(query: string): Pair[] {
  if (query === '') return [];
  return query.split('&').map((pair) => {
    const [key = '', value = ''] = splitOnce(pair, '=');
    return [decode(key.replaceAll('+', ' ')), decode(value.replaceAll('+', ' '))];
  });
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byRawKey = (pairs: readonly Pair[]): readonly Pair[] => pairs.toSorted((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]));
/** One value a key, the first, as the Go client signs it. */
const ignoringCase = (pairs: readonly Pair[]): readonly Pair[] =>
  pairs
    .filter(([key], index) => pairs.findIndex(([other]) => other === key) === index)
    .toSorted((a, b) => compare(encode(a[0]).toLowerCase(), encode(b[0]).toLowerCase()));
const join = (pairs: readonly Pair[]): string => pairs.map(([key, value]) => `${encode(key)}=${encode(value)}`).join('&');
/** As Go's url.Values encodes: sorted by key, spaces as plus signs. */
const formEncoded = (pairs: readonly Pair[]): string =>
  new URLSearchParams(byRawKey(pairs).map(([key, value]): [string, string] => [key, value])).toString();

/** A segment that is not valid percent-encoding stays as it is: it was signed as it is, or the signature fails. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function splitOnce(text: string, separator: string): readonly [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
