import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { loginOf, withVersion } from './clouds.ts';
import { Failure } from './failure.ts';

const folder = mkdtempSync(join(tmpdir(), 'isthmus-clouds-'));
after(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'clouds.yaml');
writeFileSync(
  file,
  `clouds:
  acme:
    region_name: eu-nl
    auth:
      auth_url: http://cloud.example:9696
      username: alice
      password: secret
      user_domain_name: acme
      project_name: eu-nl_blue
`,
);

const variables = { OS_USERNAME: 'bob', OS_PASSWORD: 'pw', OS_USER_DOMAIN_NAME: 'globex', OS_PROJECT_NAME: 'eu-de' };

test('the OS_ variables of the OpenStack client', () => {
  assert.deepEqual(loginOf({ flags: {}, environment: { ...variables, OS_AUTH_URL: 'http://h:1/v3/' } }), {
    authUrl: 'http://h:1/v3',
    userName: 'bob',
    password: 'pw',
    userDomain: { name: 'globex' },
    project: { name: 'eu-de' },
    region: null,
  });
});

test('a cloud of clouds.yaml wins over the variables, and a flag over both', () => {
  const environment = { ...variables, OS_CLOUD: 'acme', OS_CLIENT_CONFIG_FILE: file };
  const login = loginOf({ flags: { 'os-username': 'carol' }, environment });
  assert.deepEqual(login, {
    authUrl: 'http://cloud.example:9696/v3',
    userName: 'carol',
    password: 'secret',
    userDomain: { name: 'acme' },
    project: { name: 'eu-nl_blue' },
    region: 'eu-nl',
  });
});

test('ids win over names', () => {
  const login = loginOf({ flags: {}, environment: { ...variables, OS_PROJECT_ID: 'p', OS_USER_DOMAIN_ID: 'd' } });
  assert.deepEqual([login.project, login.userDomain], [{ id: 'p' }, { id: 'd' }]);
});

test("without a project it is the region's", () => {
  const { OS_PROJECT_NAME: _, ...rest } = variables;
  assert.deepEqual(loginOf({ flags: {}, environment: { ...rest, OS_REGION_NAME: 'eu-nl' } }).project, { name: 'eu-nl' });
  assert.equal(loginOf({ flags: {}, environment: rest }).project, null);
});

for (const [what, environment, message] of [
  ['nobody', {}, /no user: set OS_USERNAME/],
  ['no account', { OS_USERNAME: 'a', OS_PASSWORD: 'b' }, /no account/],
  ['a cloud that is not there', { OS_CLOUD: 'x', OS_CLIENT_CONFIG_FILE: file }, /no cloud "x"/],
] as const)
  test(`${what} is a usage error`, () => {
    assert.throws(
      () => loginOf({ flags: {}, environment }),
      (error) => error instanceof Failure && error.kind === 'usage' && message.test(error.message),
    );
  });

test('the version is added to an identity address once', () => {
  for (const url of ['http://h', 'http://h/', 'http://h/v3', 'http://h/v3/']) assert.equal(withVersion(url), 'http://h/v3');
});
