import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { ask, createAccount, fields, logIn, password, type Answer, type Credentials, type Session } from './api.ts';
import { startService, type Service } from './service.ts';
import { signatureOf, type KeyPair, type Variant } from './sign.ts';

const credentials = '/v3.0/OS-CREDENTIAL/credentials';

let service: Service;
let acme: Session;
let globex: Session;
let acmeLogin: Credentials;
let key: KeyPair;
before(async () => {
  service = await startService();
  acmeLogin = await createAccount(service, 'acme');
  acme = await logIn(service, acmeLogin, 'eu-de');
  globex = await logIn(service, await createAccount(service, 'globex'), 'eu-de');
  key = await newKey(acme);
});
after(async () => service.remove());

async function newKey(session: Session, userId = session.userId): Promise<KeyPair> {
  const answer = await ask(service, { method: 'POST', path: credentials, token: session.token, body: { credential: { user_id: userId } } });
  assert.equal(answer.status, 201, answer.text);
  return fields(answer).credential;
}

interface Request {
  readonly method?: string;
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}
interface Signature {
  readonly by?: KeyPair;
  readonly variant?: Variant;
  readonly at?: Date;
}

/** Signs anew each time; two requests of one second have one signature. */
const signed = (
  { method = 'GET', path, body, headers = {} }: Request,
  { by = key, variant = 'access', at = new Date() }: Signature = {},
) => {
  const text = body === undefined ? '' : JSON.stringify(body);
  const signature = signatureOf({ method, host: new URL(service.url).host, target: path, body: text, at }, by, variant);
  return ask(service, { method, path, body, headers: { ...headers, ...signature } });
};
/** A date of its own for each call, so that no request is taken for another's replay: each a second before the last, whatever the time is by then. */
const begun = Date.now();
let second = 0;
const another = (): Date => new Date(begun - ++second * 1000);

const isGateway = (answer: Answer, message: RegExp): void => {
  assert.equal(answer.status, 401, answer.text);
  const { error_code, error_msg, request_id } = fields(answer);
  assert.equal(error_code, 'APIGW.0301');
  assert.match(error_msg, /^Incorrect IAM authentication information: /);
  assert.match(error_msg, message);
  assert.match(request_id, /^[0-9a-f]{32}$/);
};

describe('a signed request', () => {
  for (const variant of ['access', 'credential'] as const)
    test(`variant ${variant} is whoever owns the key`, async () => {
      const answer = await signed({ path: '/isthmus/v1/whoami' }, { variant });
      assert.equal(answer.status, 200, answer.text);
      assert.equal(fields(answer).user_id, acme.userId);
      assert.equal(fields(answer).project, null);
    });

  test('is for the project of the header, of the path, or of the first region', async () => {
    const sub = await signed({ method: 'POST', path: '/v3/projects', body: { project: { name: 'eu-de_sub', parent_id: acme.projectId } } });
    assert.equal(sub.status, 201, sub.text);
    const { id } = fields(sub).project;
    const named = await signed({ path: '/isthmus/v1/whoami', headers: { 'X-Project-Id': id } });
    assert.equal(fields(named).project.id, id);
    assert.equal((await signed({ path: `/v1/${id}/vpcs` })).status, 200);
    assert.equal((await signed({ path: `/v1/${id}/vpcs`, headers: { 'X-Domain-Id': acme.domainId } })).status, 200);
    assert.equal((await signed({ path: `/v1/${id}/vpcs`, headers: { 'X-Project-Id': acme.projectId } })).status, 400);
    assert.equal((await signed({ path: '/v2.0/vpc/peerings' })).status, 200);
    const made = await signed({ method: 'POST', path: `/v1/${id}/vpcs`, body: { vpc: { name: 'in-sub' } } });
    assert.equal(made.status, 200, made.text);
    assert.equal(fields(await signed({ path: `/v1/${acme.projectId}/vpcs` })).vpcs.length, 0);
  });

  test("another account's project or domain is as unknown as none", async () => {
    const others: readonly NonNullable<Request['headers']>[] = [
      { 'X-Project-Id': globex.projectId },
      { 'X-Project-Id': '0'.repeat(32) },
      { 'X-Domain-Id': globex.domainId },
    ];
    for (const headers of others) {
      assert.equal((await signed({ path: '/v2.0/vpc/peerings', headers })).status, 404, JSON.stringify(headers));
      assert.equal((await signed({ path: `/v1/${acme.projectId}/vpcs`, headers })).status, 400, JSON.stringify(headers));
    }
    const [theirs, nobodys] = [
      await signed({ path: `/v1/${globex.projectId}/vpcs` }),
      await signed({ path: `/v1/${'0'.repeat(32)}/vpcs` }),
    ];
    assert.deepEqual([theirs.status, theirs.text], [nobodys.status, nobodys.text]);
    assert.equal(theirs.status, 400);
  });

  test('clients find their project, account and catalog', async () => {
    const project = await signed({ path: '/v3/projects?name=eu-de' });
    assert.deepEqual(
      fields(project).projects.map(({ id }: { id: string }) => id),
      [acme.projectId],
    );
    assert.equal(fields(await signed({ path: '/v3/auth/domains?name=acme' })).domains[0].id, acme.domainId);
    const catalog = await signed({ path: '/v3/auth/catalog', headers: { 'X-Project-Id': acme.projectId } });
    const vpc = fields(catalog).catalog.find(({ type }: { type: string }) => type === 'vpc');
    assert.ok(vpc.endpoints[0].url.endsWith(`/v1/${acme.projectId}`), catalog.text);
    assert.equal(fields(await signed({ path: '/v3/auth/catalog' })).catalog.length, 2);
  });

  test('is signed with its query, its body and a slash at the end of its path', async () => {
    assert.equal((await signed({ path: '/v2.0/vpc/peerings?limit=10&status=ACTIVE' })).status, 200);
    assert.equal((await signed({ path: '/v2.0/vpc/peerings/' })).status, 200);
    const umlaut = await signed({ method: 'POST', path: `/v1/${acme.projectId}/vpcs`, body: { vpc: { name: 'käse', description: '🦊' } } });
    assert.equal(umlaut.status, 200, umlaut.text);
    assert.equal(fields(umlaut).vpc.description, '🦊');
  });

  test('with a body on GET is signed with that body', async () => {
    const { request } = await import('node:http');
    const host = new URL(service.url).host;
    const send = (body: string, claimed: string): Promise<number> =>
      new Promise((resolve, reject) => {
        const signature = signatureOf({ method: 'GET', host, target: '/v2.0/vpc/peerings', body: claimed, at: new Date() }, key, 'access');
        const headers = { ...signature, 'Content-Type': 'application/json', 'Content-Length': String(body.length) };
        request(`${service.url}/v2.0/vpc/peerings`, { method: 'GET', headers }, (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        })
          .once('error', reject)
          .end(body);
      });
    assert.equal(await send('{}', '{}'), 200);
    assert.equal(await send('{}', '{ }'), 401);
  });
});

describe('a signature that does not hold', () => {
  test("is refused in the gateway's words in every dialect", async () => {
    const paths = ['/v2.0/vpc/peerings', `/v1/${acme.projectId}/vpcs`, `/v3/${acme.projectId}/vpc/vpcs`, '/v3/projects'];
    const spare = await newKey(acme);
    for (const path of paths) isGateway(await signed({ path }, { by: { ...spare, secret: 'wrong' } }), /verify aksk signature fail$/);
    for (const path of paths)
      isGateway(await signed({ path }, { by: { access: 'HPUANOBODY0000000000', secret: 'x' } }), /ak HPUANOBODY0000000000 not exist$/);
    const old = await signed({ path: '/v3/projects' }, { at: new Date(Date.now() - 16 * 60_000) });
    isGateway(old, /calc aksk signature fail:signature expired, signature time:\d{8}T\d{6}Z,server time:\d{8}T\d{6}Z$/);
    for (const Authorization of ['SDK-HMAC-SHA256 nonsense', 'SDK-HMAC-SM3 Access=a', 'V11-HMAC-SHA256 Credential=a'])
      isGateway(await ask(service, { method: 'GET', path: '/v3/projects', headers: { Authorization } }), /verify aksk signature fail$/);
    await ask(service, { method: 'DELETE', path: `${credentials}/${spare.access}`, token: acme.token });
  });

  test('is limited like logins, for the one key alone, and a wrong clock is no guess', async () => {
    const guessed = await newKey(acme);
    for (let guess = 0; guess < 6; guess++) await signed({ path: '/v3/projects' }, { by: guessed, at: new Date(0) });
    assert.equal((await signed({ path: '/v3/projects' }, { by: guessed })).status, 200);
    for (let guess = 0; guess < 5; guess++)
      isGateway(await signed({ path: '/v3/projects' }, { by: { ...guessed, secret: `guess-${guess}` } }), /verify aksk/);
    isGateway(await signed({ path: '/v3/projects' }, { by: guessed }), /too many failed signatures/);
    assert.equal((await signed({ path: '/v3/projects' })).status, 200);
    await ask(service, { method: 'DELETE', path: `${credentials}/${guessed.access}`, token: acme.token });
  });
});

describe('a replay', () => {
  test('of what makes something new makes nothing, and says so', async () => {
    const at = another();
    const request = { method: 'POST', path: `/v1/${acme.projectId}/vpcs`, body: { vpc: { name: 'once' } } };
    const first = await signed(request, { at });
    assert.equal(first.status, 200, first.text);
    const gone = await signed({ method: 'DELETE', path: `/v1/${acme.projectId}/vpcs/${fields(first).vpc.id}` });
    assert.equal(gone.status, 204, gone.text);
    const again = await signed(request, { at });
    assert.equal(again.status, 409, again.text);
    assert.match(fields(again).message, /carried out already/);
    const elsewhere = await signed({ ...request, headers: { 'X-Project-Id': acme.projectId } }, { at });
    assert.equal(elsewhere.status, 409, 'unsigned headers do not make it another request');
    assert.equal((await signed(request, { at: another() })).status, 200);
    const taken = await signed(request, { at });
    assert.equal(fields(taken).code, 'VPC.0115', 'what stands in its way anyhow is said first');
  });

  test('of what was refused is answered as before', async () => {
    const at = another();
    const request = { method: 'POST', path: `/v1/${acme.projectId}/vpcs`, body: { vpc: { name: 'x', cidr: '10.0.0.5/24' } } };
    const answers = [await signed(request, { at }), await signed(request, { at })];
    assert.deepEqual(
      answers.map(({ status }) => status),
      [400, 400],
    );
  });

  test('of what may be repeated is carried out: clients do repeat it', async () => {
    const at = another();
    const { id } = fields(
      await signed({ method: 'POST', path: `/v1/${acme.projectId}/vpcs`, body: { vpc: { name: 'kept' } } }, { at }),
    ).vpc;
    const rename = { method: 'PUT', path: `/v1/${acme.projectId}/vpcs/${id}`, body: { vpc: { name: 'renamed' } } };
    for (let time = 0; time < 2; time++) assert.equal((await signed(rename, { at })).status, 200);
    const remove = { method: 'DELETE', path: `/v1/${acme.projectId}/vpcs/${id}` };
    assert.equal((await signed(remove, { at })).status, 204);
    assert.equal((await signed(remove, { at })).status, 404);
  });
});

describe('an access key', () => {
  test('tells its secret once, and when it was used', async () => {
    assert.match(key.access, /^[A-Z0-9]{20}$/);
    assert.match(key.secret, /^[A-Za-z0-9]{40}$/);
    const list = await ask(service, { method: 'GET', path: `${credentials}?user_id=${acme.userId}`, token: acme.token });
    const shown = await ask(service, { method: 'GET', path: `${credentials}/${key.access}`, token: acme.token });
    for (const answer of [list, shown]) assert.ok(answer.status === 200 && !answer.text.includes(key.secret), answer.text);
    const { last_use_time, create_time, ...rest } = fields(shown).credential;
    assert.deepEqual(rest, { access: key.access, user_id: acme.userId, status: 'active', description: '' });
    for (const time of [last_use_time, create_time]) assert.match(time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  });

  test('is the second of a user and never the third', async () => {
    const next = await newKey(acme);
    const third = await ask(service, {
      method: 'POST',
      path: credentials,
      token: acme.token,
      body: { credential: { user_id: acme.userId } },
    });
    assert.equal(third.status, 400);
    assert.deepEqual(fields(third), { error: { code: 400, message: 'akSkNumExceed', title: 'Bad Request' } });
    const gone = await ask(service, { method: 'DELETE', path: `${credentials}/${next.access}`, token: acme.token });
    assert.equal(gone.status, 204, gone.text);
    isGateway(await signed({ path: '/v3/projects' }, { by: next }), /not exist$/);
  });

  test('that is disabled is refused at once, and works at once when it is enabled', async () => {
    const own = await newKey(acme);
    const set = (status: string) =>
      ask(service, { method: 'PUT', path: `${credentials}/${own.access}`, token: acme.token, body: { credential: { status } } });
    assert.equal((await signed({ path: '/v3/projects' }, { by: own })).status, 200);
    assert.equal((await set('inactive')).status, 200);
    isGateway(await signed({ path: '/v3/projects' }, { by: own }), /not exist$/);
    assert.equal(fields(await set('active')).credential.status, 'active');
    assert.equal((await signed({ path: '/v3/projects' }, { by: own })).status, 200);
    assert.equal((await set('broken')).status, 400);
    await ask(service, { method: 'DELETE', path: `${credentials}/${own.access}`, token: acme.token });
  });

  test("of another account's user is found by nobody else", async () => {
    for (const [method, body] of [
      ['GET', undefined],
      ['PUT', { credential: { status: 'inactive' } }],
      ['DELETE', undefined],
    ] as const)
      assert.equal((await ask(service, { method, path: `${credentials}/${key.access}`, token: globex.token, body })).status, 404, method);
    const made = await ask(service, {
      method: 'POST',
      path: credentials,
      token: globex.token,
      body: { credential: { user_id: acme.userId } },
    });
    assert.equal(made.status, 404);
    assert.equal((await ask(service, { method: 'GET', path: `${credentials}?user_id=${acme.userId}`, token: globex.token })).status, 404);
  });

  test('of a user who is disabled or deleted signs nothing more', async () => {
    const made = await ask(service, { method: 'POST', path: '/isthmus/v1/users', token: acme.token, body: { name: 'carol', password } });
    const { id } = fields(made);
    const own = await newKey(acme, id);
    const path = `/v1/${acme.projectId}/vpcs`;
    const enable = (enabled: boolean) =>
      ask(service, { method: 'PATCH', path: `/v3/users/${id}`, token: acme.token, body: { user: { enabled } } });
    assert.equal((await signed({ path }, { by: own })).status, 200);
    assert.equal(fields(await enable(false)).user.enabled, false);
    isGateway(await signed({ path }, { by: own }), /not exist$/);
    await enable(true);
    assert.equal((await signed({ path }, { by: own })).status, 200);
    assert.equal((await ask(service, { method: 'DELETE', path: `/v3/users/${id}`, token: acme.token })).status, 204);
    isGateway(await signed({ path }, { by: own }), /not exist$/);
  });

  test('is on no disk in the clear, and what seals it is for its owner alone', () => {
    for (const name of readdirSync(service.dataDir, { recursive: true, encoding: 'utf8' })) {
      const file = join(service.dataDir, name);
      if (statSync(file).isFile()) assert.ok(!readFileSync(file).includes(key.secret), file);
    }
    assert.equal(statSync(join(service.dataDir, 'secret.key')).mode & 0o777, 0o600);
  });
});

describe('a temporary key', () => {
  const issue = (session: Session, token: object = {}) =>
    ask(service, {
      method: 'POST',
      path: '/v3.0/OS-CREDENTIAL/securitytokens',
      token: session.token,
      body: { auth: { identity: { methods: ['token'], token } } },
    });

  test('signs with its security token and not without it', async () => {
    const { access, secret, securitytoken, expires_at } = fields(await issue(acme)).credential;
    assert.ok(Math.abs(Date.parse(expires_at) - Date.now() - 900_000) < 30_000, expires_at);
    const by = { access, secret };
    const path = '/isthmus/v1/whoami';
    assert.equal((await signed({ path, headers: { 'X-Security-Token': securitytoken } }, { by })).status, 200);
    const without = await signed({ path }, { by });
    assert.equal(without.status, 401);
    assert.equal((await signed({ path, headers: { 'X-Security-Token': `${securitytoken}x` } }, { by })).status, 401);
    const made = await signed(
      { method: 'POST', path: credentials, headers: { 'X-Security-Token': securitytoken }, body: { credential: { user_id: acme.userId } } },
      { by },
    );
    assert.equal(made.status, 403, 'what a temporary key does must not outlive it');
  });

  test('lives from a quarter of an hour to a day, and needs a token of its own', async () => {
    assert.equal((await issue(acme, { duration_seconds: 86_400 })).status, 201);
    for (const duration_seconds of [0, 899, 86_401, 'x', -1]) assert.equal((await issue(acme, { duration_seconds })).status, 400);
    assert.equal((await issue(globex, { id: acme.token })).status, 404);
    const bySignature = await signed({
      method: 'POST',
      path: '/v3.0/OS-CREDENTIAL/securitytokens',
      body: { auth: { identity: { methods: ['token'] } } },
    });
    assert.equal(bySignature.status, 400, 'a key cannot prolong itself');
    const agency = { auth: { identity: { methods: ['assume_role'], assume_role: { agency_name: 'x' } } } };
    assert.equal(
      (await ask(service, { method: 'POST', path: '/v3.0/OS-CREDENTIAL/securitytokens', token: acme.token, body: agency })).status,
      400,
    );
  });

  test('ends when the password changes; permanent keys stay', async () => {
    const { access, secret, securitytoken } = fields(await issue(acme)).credential;
    const change = (original_password: string) =>
      ask(service, {
        method: 'POST',
        path: `/v3/users/${acme.userId}/password`,
        token: acme.token,
        body: { user: { original_password, password: 'another-password' } },
      });
    assert.equal((await change('not it')).status, 401);
    assert.equal((await change(acmeLogin.password)).status, 204);
    const headers = { 'X-Security-Token': securitytoken };
    assert.equal((await signed({ path: '/v3/projects', headers }, { by: { access, secret } })).status, 401);
    assert.equal((await signed({ path: '/v3/projects' })).status, 200);
    assert.equal((await ask(service, { method: 'GET', path: '/v3/projects', token: acme.token })).status, 401);
  });
});
