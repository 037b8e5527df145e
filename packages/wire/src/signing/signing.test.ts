import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAuthorization } from './authorization.ts';
import type { RawRequest } from './canonical.ts';
import { signatureFailure } from './verify.ts';

const empty = new Uint8Array();
const huawei: RawRequest = {
  method: 'GET',
  target: '/resources?size=1',
  headers: { host: 'service.endpoint.myhuaweicloud.com', 'x-sdk-date': '20200608T023900Z' },
  body: empty,
};
const ours: RawRequest = {
  method: 'GET',
  target: '/v2.0/vpc/peerings?status=ACTIVE&limit=10',
  headers: { host: 'vpc.eu-de.example.test', 'x-sdk-date': '20261123T101500Z' },
  body: empty,
};
const at = (text: string): number => Date.parse(text);

function check(request: RawRequest, credentials: string, signature: string, secret: string, now: number) {
  const parsed = parseAuthorization(`SDK-HMAC-SHA256 ${credentials}, SignedHeaders=host;x-sdk-date, Signature=${signature}`);
  assert.ok(parsed);
  return signatureFailure(request, parsed, secret, now);
}

/** As Huawei's Go SDK 0.1.207 sent it to look up its project, with the port it had. */
test("Huawei's Go SDK signs its time and not its host", () => {
  const signature = 'a31732b234a0f11923962ea96f29a020c1d313e9725016f77066cf7c81a79378';
  const parsed = parseAuthorization(`SDK-HMAC-SHA256 Access=AK, SignedHeaders=x-sdk-date, Signature=${signature}`);
  assert.ok(parsed);
  const request = { ...ours, target: '/v3/projects?name=eu-de', headers: { host: '127.0.0.1:19201', 'x-sdk-date': '20261125T171821Z' } };
  const fails = (one: RawRequest) => signatureFailure(one, parsed, 'sk-demo-0123456789', at('2026-11-25T17:18:21Z'));
  assert.equal(fails(request), null);
  assert.notEqual(fails({ ...request, target: '/v3/projects?name=eu-nl' }), null);
});

const vectors = [
  {
    title: 'the published GET',
    request: huawei,
    credentials: 'Access=AK',
    secret: 'SecretKey',
    now: '2020-06-08T02:39:00Z',
    signature: 'cfb4171acec81de07d50e53d57eb77edd537414d66ddb1d7d780f128e12cd842',
  },
  {
    title: 'variant access',
    request: ours,
    credentials: 'Access=AK',
    secret: 'sk-demo-0123456789',
    now: '2026-11-23T10:15:00Z',
    signature: '41ebb17d293dfb9a02a07e7bf5bda4eb9ebd24d0c3262dd28257a56465569f33',
  },
  {
    title: 'variant credential with an empty scope',
    request: ours,
    credentials: 'Credential=AK/20261123///sdk_request',
    secret: 'sk-demo-0123456789',
    now: '2026-11-23T10:15:00Z',
    signature: '2e4160afd982a083e173f3126aa1eb51a755456bdd64d72714da3934dad62acb',
  },
  {
    title: 'variant credential with region and service',
    request: ours,
    credentials: 'Credential=AK/20261123/eu-de/vpc/sdk_request',
    secret: 'sk-demo-0123456789',
    now: '2026-11-23T10:15:00Z',
    signature: 'c5eaed995ba36ada051e8eb38ab4d2461059d073494627cef2198c9914cea1b1',
  },
];

for (const { title, request, credentials, secret, now, signature } of vectors) {
  test(`the signature of ${title} holds, and of nothing else`, () => {
    assert.equal(check(request, credentials, signature, secret, at(now)), null);
    assert.deepEqual(check(request, credentials, signature, `${secret}x`, at(now)), { kind: 'mismatch' });
    assert.deepEqual(check({ ...request, target: `${request.target}&x=1` }, credentials, signature, secret, at(now)), { kind: 'mismatch' });
    assert.deepEqual(check({ ...request, method: 'DELETE' }, credentials, signature, secret, at(now)), { kind: 'mismatch' });
    assert.deepEqual(check({ ...request, body: Buffer.from('{}') }, credentials, signature, secret, at(now)), { kind: 'mismatch' });
    assert.deepEqual(
      check({ ...request, headers: { ...request.headers, host: 'elsewhere.test' } }, credentials, signature, secret, at(now)),
      { kind: 'mismatch' },
    );
  });
}

test('the published POST with a body holds', () => {
  const signature = '436b1ac0a1ae03705934bb70ef2f2e09f7bfed2117d731a38235053199323a1f';
  const request: RawRequest = { ...huawei, method: 'POST', body: Buffer.from('{"name":"test","id":1}') };
  const failures = [request, { ...request, target: '/resources' }].map((one) =>
    check(one, 'Access=AK', signature, 'SecretKey', at('2020-06-08T02:39:00Z')),
  );
  assert.ok(failures.includes(null), JSON.stringify(failures));
});

test('a signature is good for 15 minutes either way, and unsigned headers do not matter', () => {
  const [, vector] = vectors;
  assert.ok(vector);
  const tagged = { ...vector.request, headers: { ...vector.request.headers, 'x-project-id': 'added-after-signing' } };
  const judge = (now: string) => check(tagged, vector.credentials, vector.signature, vector.secret, at(now));
  assert.equal(judge('2026-11-23T10:30:00Z'), null);
  assert.equal(judge('2026-11-23T10:00:00Z'), null);
  assert.deepEqual(judge('2026-11-23T10:30:01Z'), { kind: 'expired', signedAt: '20261123T101500Z', serverTime: '20261123T103001Z' });
  assert.equal(judge('2026-11-23T09:59:59Z')?.kind, 'expired');
});

const malformed = [
  '',
  'Bearer x',
  'SDK-HMAC-SHA256',
  'SDK-HMAC-SHA256 Access=AK',
  `SDK-HMAC-SHA256 Credential=AK/20261123///sdk_request, SignedHeaders=x-sdk-date, Signature=${'0'.repeat(64)}`,
  `SDK-HMAC-SHA256 Access=AK, SignedHeaders=host, Signature=${'0'.repeat(64)}`,
  `SDK-HMAC-SHA256 Access=, SignedHeaders=host;x-sdk-date, Signature=${'0'.repeat(64)}`,
  'SDK-HMAC-SHA256 Access=AK, SignedHeaders=host;x-sdk-date, Signature=zz',
  `SDK-HMAC-SHA256 Credential=AK/2026/x/y/sdk_request, SignedHeaders=host;x-sdk-date, Signature=${'0'.repeat(64)}`,
  `SDK-HMAC-SHA256 Credential=AK/20261123///aws4_request, SignedHeaders=host;x-sdk-date, Signature=${'0'.repeat(64)}`,
  `SDK-HMAC-SM3 Access=AK, SignedHeaders=host;x-sdk-date, Signature=${'0'.repeat(64)}`,
];
test('a header that is not whole is no signature', () => {
  for (const header of malformed) assert.equal(parseAuthorization(header), null, header);
});
