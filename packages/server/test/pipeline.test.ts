import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { text as textOf } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { err, ok, type Instant, type Principal } from '@isthmus/core';
import { endpoints, explainedProblems, type Endpoint } from '@isthmus/wire';
import type { FastifyInstance } from 'fastify';
import { mountDocuments } from '../src/documents.ts';
import { createHttp } from '../src/http.ts';
import { createLog } from '../src/log.ts';
import { createMetrics } from '../src/metrics.ts';
import { replaysOf } from '../src/replays.ts';
import type { Signing } from '../src/signed.ts';

const lines: string[] = [];
const log = createLog(
  () => new Date(0),
  (text) => lines.push(text),
);
const metrics = createMetrics();
const projectId = '0123456789abcdef0123456789abcdef';
const principal = {
  userId: 'u',
  userName: 'u',
  domainId: 'd',
  domainName: 'd',
  roles: ['te_admin'],
  project: { id: projectId, name: 'eu-de', region: 'eu-de' },
};

/** Rows that show what the pipeline hands over, and what it does with a bug. */
const echo = (method: Endpoint['method'], path: string): Endpoint => ({
  dialect: 'neutron-v2',
  method,
  path,
  summary: '',
  caller: 'account',
  operations: [],
  responses: { 200: null },
  ignoredFields: () => ['?unread'],
  answer: async ({ body, params, site, source }) =>
    ok({ status: 200, headers: { 'X-Subject-Token': 's' }, body: { body: body ?? null, params, site, source }, generation: 7 as never }),
});
const bug: Endpoint = { ...echo('GET', '/v2.0/bug'), answer: () => Promise.reject(new Error('secret inside')) };

const clock = { now: () => Date.now() as Instant };
/** Nobody's requests are signed here; signing has a test of its own, through a whole service. */
const signing: Signing = {
  keyRing: { find: async () => undefined, principal: async () => err({ kind: 'project-mismatch' }), forget: () => undefined },
  lockout: { isLocked: () => false, failed: () => undefined, proved: () => undefined },
  clock,
  regions: ['eu-de'],
};

let app: FastifyInstance;
let port: number;
const appWith = (trustedProxies: readonly string[] | null): FastifyInstance =>
  createHttp({
    arrivals: { one: () => {} },
    endpoints: [
      ...endpoints,
      echo('GET', '/v2.0/echo'),
      echo('POST', '/v2.0/echo'),
      echo('PUT', '/v2.0/echo'),
      echo('DELETE', '/v2.0/echo'),
      bug,
    ],
    regions: ['eu-de'],
    metrics,
    log,
    fallbackUrl: () => 'http://fallback',
    trustedProxies,
    execute: async () => err({ kind: 'unavailable', reason: 'no control layer here' }),
    rehearse: async () => err({ kind: 'replayed' }),
    signing,
    replays: replaysOf(clock),
    authenticate: async (token) =>
      token.startsWith('good') ? ok(principal as unknown as Principal) : err({ kind: 'unauthenticated', reason: 'invalid-token' }),
  });
before(async () => {
  app = appWith(null);
  mountDocuments(app);
  await app.listen({ port: 0, host: '127.0.0.1' });
  const address = app.server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
after(() => app.close());

const call = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`http://127.0.0.1:${port}${path}`, { ...init, headers: { 'X-Auth-Token': 'good', ...(init.headers as Record<string, string>) } });
const json = { 'Content-Type': 'application/json' };
// oxlint-disable-next-line no-explicit-any
const bodyOf = async (response: Response): Promise<any> => response.json();

/** One request as bytes, for what no client library sends. */
async function raw(request: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(request);
  return textOf(socket);
}

for (const method of ['GET', 'POST', 'PUT', 'DELETE'])
  test(`${method} with a JSON content type and an empty body is taken`, async () => {
    const answer = await raw(
      `${method} /v2.0/echo HTTP/1.1\r\nHost: x\r\nX-Auth-Token: good\r\nContent-Type: application/json\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
    );
    assert.match(answer, /^HTTP\/1.1 200 /);
    assert.match(answer, /"body":null/);
  });

test('GET with the body {} is taken', async () => {
  const answer = await raw(
    'GET /v2.0/echo HTTP/1.1\r\nHost: x\r\nX-Auth-Token: good\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}',
  );
  assert.match(answer, /^HTTP\/1.1 200 /);
});

test('header names go out in the spelling that clients look for', async () => {
  const answer = await raw('GET /v2.0/echo HTTP/1.1\r\nHost: x\r\nX-Auth-Token: good\r\nConnection: close\r\n\r\n');
  for (const name of [
    'X-Subject-Token: s',
    'X-Request-Id: ',
    'Isthmus-Generation: 7',
    'Content-Type: application/json',
    'Content-Length: ',
  ])
    assert.ok(answer.includes(`\r\n${name}`), `${name} in ${answer}`);
});

test('identity names its requests in a header of its own, in refusals too', async () => {
  for (const path of ['/v3/auth/nothing', '/v3.0/OS-NOTHING/here', '/v3-ext/nothing']) {
    const { headers } = await call(path);
    assert.equal(headers.get('X-IAM-Trace-Id'), headers.get('X-Request-Id'), path);
    assert.ok(headers.get('X-Request-Id'));
  }
  assert.equal((await call('/v2.0/nothing')).headers.get('X-IAM-Trace-Id'), null);
});

test('a body that is not JSON is answered in the envelope of the dialect', async () => {
  const answer = await call('/v2.0/vpc/peerings', { method: 'POST', headers: json, body: '{"peering":' });
  assert.equal(answer.status, 400);
  assert.ok((await bodyOf(answer)).NeutronError.message);
  const v1 = await call(`/v1/${projectId}/vpcs`, { method: 'POST', headers: json, body: 'x' });
  assert.equal(v1.status, 400);
  assert.match((await bodyOf(v1)).code, /^VPC\./);
});

test('a content type that a foreign page may send unasked is refused', async () => {
  const answer = await call('/v2.0/echo', { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: '{}' });
  assert.equal(answer.status, 400);
});

test('a charset behind the content type does no harm', async () => {
  const answer = await call('/v2.0/echo', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json;charset=utf8' },
    body: '{"a":1}',
  });
  assert.deepEqual((await bodyOf(answer)).body, { a: 1 });
});

test('a compressed body is refused for what it is', async () => {
  const body = gzipSync('{"a":1}');
  const refused = await call('/v2.0/echo', { method: 'POST', headers: { ...json, 'Content-Encoding': 'gzip' }, body });
  assert.equal(refused.status, 400);
  assert.match((await bodyOf(refused)).NeutronError.message, /content encoding.*uncompressed/);
  const plain = await call('/v2.0/echo', { method: 'POST', headers: { ...json, 'Content-Encoding': 'identity' }, body: '{"a":1}' });
  assert.deepEqual((await bodyOf(plain)).body, { a: 1 });
});

test('HEAD is GET without the body, refusals too', async () => {
  const get = await call('/v2.0/echo');
  const head = await call('/v2.0/echo', { method: 'HEAD' });
  assert.deepEqual([head.status, await head.text()], [200, '']);
  assert.equal(head.headers.get('Content-Type'), get.headers.get('Content-Type'));
  assert.equal(Number(head.headers.get('Content-Length')) > 0, true);
  const refused = await call('/v2.0/echo', { method: 'HEAD', headers: { 'X-Auth-Token': 'bad' } });
  assert.deepEqual([refused.status, await refused.text()], [401, '']);
  assert.equal((await call('/v2.0/vpc/peerings/nothing/here', { method: 'HEAD' })).status, 404);
});

test('a key named __proto__ does not reach anybody', async () => {
  const answer = await call('/v2.0/echo', { method: 'POST', headers: json, body: '{"__proto__":{"a":1},"b":{"__proto__":2}}' });
  assert.deepEqual((await bodyOf(answer)).body, { b: {} });
});

test('a body of more than 1 MiB is 413 in the envelope, before it is there', async () => {
  // Its length alone: who is refused while still writing may find the connection gone before the answer is read.
  const answer = await raw(
    `POST /v2.0/vpc/peerings HTTP/1.1\r\nHost: x\r\nX-Auth-Token: good\r\nContent-Type: application/json\r\nContent-Length: ${(1 << 20) + 1}\r\nConnection: close\r\n\r\n`,
  );
  assert.match(answer, /^HTTP\/1.1 413 /);
  assert.match(answer, /\{"NeutronError":\{/);
});

test('who is asking is settled before the body is judged', async () => {
  const answer = await call('/v2.0/vpc/peerings', { method: 'POST', headers: { ...json, 'X-Auth-Token': 'bad' }, body: 'not json' });
  assert.equal(answer.status, 401);
});

test('tokens of 8 kB pass; headers beyond 32 kB do not, and are no 500', async () => {
  assert.equal((await call('/v2.0/echo', { headers: { 'X-Auth-Token': `good${'x'.repeat(8192)}` } })).status, 200);
  // Read in one go, so that nothing of it is left unread when the connection is closed: that would tear the answer away.
  const answer = await raw(`GET /v2.0/echo HTTP/1.1\r\nHost: x\r\nX-Auth-Token: ${'x'.repeat(40_000)}\r\n\r\n`);
  assert.match(answer, /^HTTP\/1.1 431 /);
});

for (const [path, envelope] of [
  ['/v2.0/nothing', 'NeutronError'],
  ['/v3/nothing', 'error'],
  [`/v1/${projectId}/nothing`, 'error_code'],
  ['/isthmus/v1/nothing', 'type'],
] as const)
  test(`an unknown path below ${path} is 404 with "${envelope}"`, async () => {
    for (const method of ['GET', 'POST', 'PATCH']) {
      const answer = await call(path, { method });
      assert.equal(answer.status, 404);
      assert.ok(envelope in (await bodyOf(answer)));
    }
  });

test('a bug is 500 in the envelope; the log has the stack under the request id, the client has neither', async () => {
  const answer = await call('/v2.0/bug');
  assert.equal(answer.status, 500);
  const text = await answer.text();
  assert.ok(!text.includes('secret inside'));
  assert.ok('NeutronError' in JSON.parse(text));
  log.flush();
  const line =
    lines
      .join('')
      .split('\n')
      .find((found) => found.includes('secret inside')) ?? '';
  const entry = JSON.parse(line) as Record<string, string>;
  assert.equal(entry['level'], 'error');
  assert.equal(entry['requestId'], answer.headers.get('X-Request-Id'));
  assert.match(entry['stack'] ?? '', /pipeline\.test\.ts/);
});

test('a request is one structured line with its project', async () => {
  await call('/v2.0/echo?x=1');
  log.flush();
  const entry = JSON.parse(lines.join('').trim().split('\n').at(-1) ?? '{}') as Record<string, unknown>;
  assert.deepEqual([entry['method'], entry['path'], entry['status'], entry['project']], ['GET', '/v2.0/echo', 200, projectId]);
  assert.equal(typeof entry['ms'], 'number');
});

test('links name the host that the client asked, and never what is no host', async () => {
  const baseUrl = async (host: string): Promise<string> => {
    const answer = await raw(`GET /v2.0/echo HTTP/1.1\r\nHost: ${host}\r\nX-Auth-Token: good\r\nConnection: close\r\n\r\n`);
    return /"baseUrl":"([^"]*)"/.exec(answer)?.[1] ?? answer;
  };
  assert.equal(await baseUrl('cloud.example:1234'), 'http://cloud.example:1234');
  assert.equal(await baseUrl('[::1]:9696'), 'http://[::1]:9696');
  assert.equal(await baseUrl('evil"><script>'), 'http://fallback');
  assert.equal(await baseUrl('user@evil.example/path'), 'http://fallback');
});

test('a trusted proxy says who asks and whom; anyone else who says so is not believed', async () => {
  const headers = {
    'x-auth-token': 'good',
    host: 'inside:9696',
    'x-forwarded-for': '192.0.2.7',
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'cloud.example',
  };
  for (const [trusted, from, baseUrl, source] of [
    [['127.0.0.0/8'], '127.0.0.1', 'https://cloud.example', '192.0.2.7'],
    [['127.0.0.0/8'], '192.0.2.99', 'http://inside:9696', '192.0.2.99'],
    [null, '127.0.0.1', 'http://inside:9696', '127.0.0.1'],
  ] as const) {
    const proxied = appWith(trusted);
    const { body } = await proxied.inject({ method: 'GET', url: '/v2.0/echo', headers, remoteAddress: from });
    const seen = JSON.parse(body) as { site: { baseUrl: string }; source: string };
    assert.deepEqual([seen.site.baseUrl, seen.source], [baseUrl, source]);
    await proxied.close();
  }
});

test('a slash at the end changes nothing', async () => {
  assert.equal((await call('/v2.0/echo/')).status, 200);
  assert.equal((await call('/v2.0/echo/?x=1')).status, 200);
});

for (const target of [
  '/v2.0/%',
  '/v2.0/vpc/peerings/%00',
  '/v2.0/vpc/peerings/%ff',
  `/v2.0/vpc/peerings/${'x'.repeat(3000)}`,
  '//',
  '/v1//vpcs',
  'http://other/v3',
])
  test(`the request target ${target.slice(0, 40)} is the client's fault`, async () => {
    const answer = await raw(`GET ${target} HTTP/1.1\r\nHost: x\r\nX-Auth-Token: good\r\nConnection: close\r\n\r\n`);
    const status = Number(/^HTTP\/1.1 (\d{3})/.exec(answer)?.[1]);
    assert.ok((status >= 400 && status < 500) || target.startsWith('http'), answer);
  });

test('the type of a native refusal names a page that explains it', async () => {
  const { type } = await bodyOf(await call('/isthmus/v1/nowhere'));
  assert.equal(type, '/docs/problems/no-such-endpoint');
  for (const path of ['/docs/problems', ...explainedProblems.map(({ kind }) => `/docs/problems/${kind}`)]) {
    const page = await call(path);
    assert.equal(page.status, 200, path);
    assert.match(page.headers.get('content-type') ?? '', /^text\/html/);
    assert.match(await page.text(), path === type ? /There is no GET/ : /<h1>/);
  }
  assert.equal((await call('/docs/problems/<script>')).status, 404);
});

test('what no handler reads is counted, and so are unknown paths, in a bounded number of series', async () => {
  for (let count = 0; count < 30; count++) await call(`/unknown-${count}/x`);
  const { body } = await metrics.text();
  assert.match(body, /isthmus_unread_fields_total\{dialect="neutron-v2",endpoint="GET \/v2.0\/echo",field="\?unread"\} \d+/);
  assert.match(body, /isthmus_unknown_paths_total\{method="GET",prefix="other"\} \d+/);
  assert.ok(body.split('\n').filter((line) => line.startsWith('isthmus_unknown_paths_total')).length < 20);
});
