import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ok, type Input, type TokenMethod, type TokenScope } from '@isthmus/core';
import { acme, alice, aliceOfDomain, exchange, info, refusing, rowOf } from '../../test/world.ts';
import { tokens } from './token.ts';

const path = '/v3/auth/tokens';
const password = { methods: ['password'], password: { user: { name: 'alice', password: 'isthmus-demo', domain: { name: 'acme' } } } };
const issue = (identity: object, scope?: unknown, query = {}) =>
  exchange(rowOf(tokens, `POST ${path}`), {
    principal: null,
    query,
    body: { auth: { identity, ...(scope === undefined ? {} : { scope }) } },
  });
const asked = async (identity: object, scope?: unknown) => {
  const { calls, problem } = await issue(identity, scope);
  const input = calls[0]?.input as Input<'issue-token'> | undefined;
  return { method: input?.method, scope: input?.scope, field: problem?.kind === 'invalid-field' ? problem.field : null };
};

test('a token comes in a header of exactly this spelling, and is described in the body', async () => {
  const { answer, status, body } = await issue(password, { project: { name: 'eu-de' } }, { nocatalog: '1' });
  assert.equal(status, 201);
  assert.deepEqual(answer.ok && answer.value.headers, { 'X-Subject-Token': 'secret-token' });
  const domain = { id: alice.domainId, name: 'acme' };
  assert.deepEqual(body, {
    token: {
      methods: ['password'],
      issued_at: '2026-11-23T10:15:00.123000Z',
      expires_at: '2026-11-24T10:15:00.123000Z',
      user: { id: alice.userId, name: 'alice', domain, password_expires_at: null },
      project: { id: acme, name: 'eu-de', domain },
      roles: [{ id: '0', name: 'te_admin' }],
    },
  });
});

test('the catalog is there, unless nocatalog says something', async () => {
  const has = async (query: Record<string, string>) =>
    'catalog' in ((await issue(password, undefined, query)).body as { token: object }).token;
  assert.deepEqual([await has({}), await has({ nocatalog: '' }), await has({ nocatalog: 'true' })], [true, true, false]);
});

test('a token of a domain has a domain and no project', async () => {
  const execute = async () => ok({ value: { token: 't', info: { ...info, principal: aliceOfDomain } }, generation: null } as never);
  const { body } = await exchange(rowOf(tokens, `POST ${path}`), { body: { auth: { identity: password } } }, execute);
  const { token } = body as { token: Record<string, unknown> };
  assert.deepEqual([token['domain'], 'project' in token], [{ id: alice.domainId, name: 'acme' }, false]);
});

const byName: TokenMethod = { kind: 'password', user: { name: 'alice', domain: { name: 'acme' } }, password: 'isthmus-demo' };
const byToken = { methods: ['token'], token: { id: 'abc' } };
const scopes: readonly (readonly [string, unknown, TokenScope])[] = [
  ['nothing', undefined, { kind: 'unscoped' }],
  ['null', null, { kind: 'unscoped' }],
  ['an empty object', {}, { kind: 'unscoped' }],
  ['"unscoped"', 'unscoped', { kind: 'unscoped' }],
  ['a project by id', { project: { id: acme } }, { kind: 'project', project: { id: acme } }],
  ['a project by name', { project: { name: 'eu-de' } }, { kind: 'project', project: { name: 'eu-de' } }],
  [
    'a project by name with its domain',
    { project: { name: 'eu-de', domain: { name: 'acme' } } },
    { kind: 'project', project: { name: 'eu-de', domain: { name: 'acme' } } },
  ],
  ['a domain by name', { domain: { name: 'acme' } }, { kind: 'domain', domain: { name: 'acme' } }],
  ['a project and a domain', { project: { id: acme }, domain: { name: 'acme' } }, { kind: 'project', project: { id: acme } }],
  ['an empty project id with a name', { project: { id: '', name: 'eu-de' } }, { kind: 'project', project: { name: 'eu-de' } }],
];
for (const [what, scope, wanted] of scopes)
  test(`the scope ${what} is ${JSON.stringify(wanted).slice(0, 70)}`, async () => {
    const { method, scope: given } = await asked(password, scope);
    assert.deepEqual([method, given], [byName, wanted]);
  });

test('a user by id needs no domain; an old name with a space is a name', async () => {
  const one = await asked({ methods: ['password'], password: { user: { id: alice.userId, password: 'x' } } });
  assert.deepEqual(one.method, { kind: 'password', user: { id: alice.userId }, password: 'x' });
  const user = { name: '14760000 OTC00000000001000000123', password: 'x', domain: { name: 'OTC00000000001000000123' } };
  const old = await asked({ methods: ['password'], password: { user } });
  assert.equal(old.method?.kind === 'password' && 'name' in old.method.user && old.method.user.name, user.name);
});

const refusals: readonly (readonly [string, object, unknown, string])[] = [
  ['no method', { methods: [] }, undefined, 'auth.identity.methods'],
  ['an unknown method', { methods: ['assume_role'] }, undefined, 'auth.identity.methods'],
  ['a second proof we cannot check', { ...password, methods: ['password', 'totp'] }, undefined, 'auth.identity.methods'],
  ['a method without its part', { methods: ['token'] }, undefined, 'auth.identity.token'],
  [
    'a user name without a domain',
    { methods: ['password'], password: { user: { name: 'alice', password: 'x' } } },
    undefined,
    'auth.identity.password.user.domain',
  ],
  ['no user', { methods: ['password'], password: { user: { password: 'x' } } }, undefined, 'auth.identity.password.user'],
  ['a project without a name', password, { project: {} }, 'auth.scope.project'],
  ['a domain without a name', password, { domain: {} }, 'auth.scope.domain'],
  ['a project name by token, of nobody', byToken, { project: { name: 'eu-de' } }, 'auth.scope.project.domain'],
];
for (const [what, identity, scope, field] of refusals)
  test(`${what} is refused as ${field}`, async () => {
    const given = await asked(identity, scope);
    assert.deepEqual([given.field, given.method], [field, undefined]);
  });

test('a login says where it came from, for limiting failures', async () => {
  const { calls } = await issue(byToken, { project: { id: acme } });
  assert.deepEqual(calls[0]?.input, {
    method: { kind: 'token', token: 'abc' },
    scope: { kind: 'project', project: { id: acme } },
    source: '127.0.0.1',
  });
});

test('show and check repeat the subject in its header; check has no body', async () => {
  const headers = { 'x-subject-token': 'abc' };
  const shown = await exchange(rowOf(tokens, `GET ${path}`), { headers });
  const checked = await exchange(rowOf(tokens, `HEAD ${path}`), { headers });
  assert.deepEqual(shown.answer.ok && shown.answer.value.headers, { 'X-Subject-Token': 'abc' });
  assert.deepEqual([checked.status, checked.body, shown.calls], [200, undefined, [{ name: 'validate-token', input: { subject: 'abc' } }]]);
  const revoked = await exchange(rowOf(tokens, `DELETE ${path}`), { headers });
  assert.deepEqual([revoked.status, revoked.calls], [204, [{ name: 'revoke-token', input: { subject: 'abc' } }]]);
});

test('a subject that is missing is named; one that is unknown is not found; one that is absurd is not looked up', async () => {
  const row = rowOf(tokens, `HEAD ${path}`);
  const missing = await exchange(row);
  assert.equal(missing.problem?.kind === 'invalid-field' && missing.problem.field, 'X-Subject-Token');
  const unknown = await exchange(row, { headers: { 'x-subject-token': 'x' } }, refusing({ kind: 'not-found', resource: 'token', id: '' }));
  assert.equal(unknown.problem?.kind, 'not-found');
  const absurd = await exchange(row, { headers: { 'x-subject-token': 'x'.repeat(100_000) } });
  assert.deepEqual([absurd.problem?.kind, absurd.calls], ['not-found', []]);
});
