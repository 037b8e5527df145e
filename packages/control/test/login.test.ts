import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ok, type Input, type TokenScope } from '@isthmus/core';
import { argon2idPasswords, lockoutRule, tokenLifeMs, type Control } from '../src/index.ts';
import { done, install, refused } from './world.ts';

const login = (user: string, more: Partial<Input<'issue-token'>> = {}): Input<'issue-token'> => ({
  method: { kind: 'password', user: { name: user, domain: { name: user } }, password: `${user}-pw` },
  scope: { kind: 'unscoped' },
  source: '192.0.2.1',
  ...more,
});
const guess = (user: string, source = '192.0.2.1') =>
  login(user, { method: { kind: 'password', user: { name: user, domain: { name: user } }, password: 'a guess' }, source });
const tokenOf = async (control: Control, user: string, more: Partial<Input<'issue-token'>> = {}): Promise<string> =>
  (await done(control, null, 'issue-token', login(user, more))).token;
const holds = async (control: Control, token: string): Promise<boolean> => (await control.authenticate(token)).ok;

const wrong = { kind: 'unauthenticated', reason: 'wrong-credentials' };
const locked = { kind: 'unauthenticated', reason: 'locked' };

test('a password hash is argon2id in PHC form, salted, and verifies its password alone', async () => {
  const passwords = argon2idPasswords();
  const phc = await passwords.hash('a password');
  assert.match(phc, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  assert.notEqual(await passwords.hash('a password'), phc);
  assert.equal(await passwords.verify('a password', phc), true);
  assert.equal(await passwords.verify('A password', phc), false);
  await assert.rejects(passwords.verify('a password', 'plain text'));
});

test('each published scope is resolved, and what is not the users own is as wrong as a wrong password', async () => {
  const { control, account } = await install();
  const [acme, globex] = [await account('acme'), await account('globex')];
  const { domainId } = acme;
  const project = acme.project.id;
  const scopes: readonly (readonly [fact: string, scope: TokenScope, project: string | null | 'refused'])[] = [
    ['none', { kind: 'unscoped' }, null],
    ['domain by id', { kind: 'domain', domain: { id: domainId } }, null],
    ['domain by name', { kind: 'domain', domain: { name: 'acme' } }, null],
    ["another's domain", { kind: 'domain', domain: { name: 'globex' } }, 'refused'],
    ['project by id', { kind: 'project', project: { id: project } }, project],
    ['project by name', { kind: 'project', project: { name: 'eu-de' } }, project],
    ['project by name with domain name', { kind: 'project', project: { name: 'eu-de', domain: { name: 'acme' } } }, project],
    ['project by name with domain id', { kind: 'project', project: { name: 'eu-de', domain: { id: domainId } } }, project],
    ["another's project by id", { kind: 'project', project: { id: globex.project.id } }, 'refused'],
    ["another's project by name", { kind: 'project', project: { name: 'eu-de', domain: { name: 'globex' } } }, 'refused'],
    ['a project that nobody has', { kind: 'project', project: { name: 'eu-xx' } }, 'refused'],
  ];
  for (const [fact, scope, expected] of scopes) {
    const result = await control.execute(null, 'issue-token', login('acme', { scope }));
    if (!result.ok) assert.deepEqual([result.problem, expected], [wrong, 'refused'], fact);
    else {
      const { principal, projectDomain, methods, issuedAt, expiresAt } = result.value.value.info;
      assert.equal(principal.project?.id ?? null, expected, fact);
      assert.deepEqual(projectDomain, expected === null ? null : { id: domainId, name: 'acme' });
      assert.deepEqual([methods, expiresAt - issuedAt], [['password'], tokenLifeMs]);
    }
  }
});

test('a token stands for its user until its time is up, and is stored as a hash', async () => {
  const { control, account, clock } = await install();
  const acme = await account('acme');
  const token = await tokenOf(control, 'acme', { scope: { kind: 'project', project: { id: acme.project.id } } });
  const who = await control.authenticate(token);
  assert.deepEqual(who, ok(acme));
  assert.deepEqual(await control.authenticate(`${token}x`), { ok: false, problem: { kind: 'unauthenticated', reason: 'invalid-token' } });
  const stored = (await control.ledger.read.tokens.list({ userId: acme.userId })).items;
  assert.ok(!JSON.stringify(stored).includes(token));
  clock.advance(tokenLifeMs - 1);
  assert.equal(await holds(control, token), true);
  clock.advance(1);
  assert.equal(await holds(control, token), false);
  await control.expirer.sweep();
  assert.equal(await control.ledger.read.tokens.count({ userId: acme.userId }), 0);
});

test('a token ends at once when it is revoked, and when its user has a new password', async () => {
  const { control, account } = await install();
  const acme = await account('acme');
  const [one, two] = [await tokenOf(control, 'acme'), await tokenOf(control, 'acme')];
  assert.deepEqual([await holds(control, one), await holds(control, two)], [true, true], 'both are at hand');
  await done(control, acme, 'revoke-token', { subject: one });
  assert.deepEqual([await holds(control, one), await holds(control, two)], [false, true]);
  await done(control, acme, 'set-password', { id: acme.userId, password: 'another one' });
  assert.equal(await holds(control, two), false);
  assert.deepEqual(await refused(control, null, 'issue-token', login('acme')), wrong, 'the old password');
});

test('a token ends when its user is disabled', async () => {
  const { control, account, clock } = await install();
  const acme = await account('acme');
  const token = await tokenOf(control, 'acme');
  assert.equal(await holds(control, token), true);
  await control.ledger.write(null, async (tx) => {
    await tx.users.update(acme.userId, { enabled: false });
    return ok(null);
  });
  clock.advance(2_000);
  assert.equal(await holds(control, token), false);
  assert.deepEqual(await refused(control, null, 'issue-token', login('acme')), wrong);
});

test('a token is exchanged for another scope and no longer life', async () => {
  const { control, account, clock } = await install();
  const acme = await account('acme');
  const first = await done(control, null, 'issue-token', login('acme'));
  clock.advance(3_600_000);
  const scope = { kind: 'project', project: { name: 'eu-de' } } as const;
  const method = { kind: 'token', token: first.token } as const;
  const second = await done(control, null, 'issue-token', { method, scope, source: '192.0.2.1' });
  assert.equal(second.info.principal.project?.id, acme.project.id);
  assert.equal(second.info.expiresAt, first.info.expiresAt);
  assert.deepEqual(second.info.methods.toSorted(), ['password', 'token']);
  await done(control, acme, 'revoke-token', { subject: first.token });
  assert.equal((await refused(control, null, 'issue-token', { method, scope, source: '192.0.2.1' })).kind, 'unauthenticated');
});

test('an unknown user is answered like a wrong password', async () => {
  const { control, account } = await install();
  await account('acme');
  assert.deepEqual(await refused(control, null, 'issue-token', login('nobody')), wrong);
  assert.deepEqual(await refused(control, null, 'issue-token', guess('acme')), wrong);
});

test('five failures lock a user out from that address for a quarter of an hour, and from no other', async () => {
  const { control, account, clock } = await install();
  await account('acme');
  for (const name of ['acme', 'nobody']) {
    for (let count = 0; count < lockoutRule.failures; count++)
      assert.deepEqual(await refused(control, null, 'issue-token', guess(name)), wrong);
    assert.deepEqual(await refused(control, null, 'issue-token', guess(name)), locked, name);
  }
  assert.deepEqual(await refused(control, null, 'issue-token', login('acme')), locked, 'the right password too');
  await tokenOf(control, 'acme', { source: '192.0.2.2' });
  clock.advance(lockoutRule.lockMs - 1);
  assert.deepEqual(await refused(control, null, 'issue-token', login('acme')), locked);
  clock.advance(1);
  await tokenOf(control, 'acme');
});

test('guesses sent at once learn no more than five in a row', async () => {
  const { control, account } = await install();
  await account('acme');
  const results = await Promise.all(
    [...Array.from({ length: 30 }, () => guess('acme')), login('acme')].map((input) => control.execute(null, 'issue-token', input)),
  );
  const told = results.filter((result) => result.ok || result.problem.kind !== 'unauthenticated' || result.problem.reason !== 'locked');
  assert.ok(told.length <= lockoutRule.failures, `${told.length}`);
});

test('failures more than a quarter of an hour apart do not add up, and successes are never limited', async () => {
  const { control, account, clock } = await install();
  await account('acme');
  for (let count = 0; count < 12; count++) {
    assert.deepEqual(await refused(control, null, 'issue-token', guess('acme')), wrong);
    clock.advance(lockoutRule.windowMs / 4);
  }
  for (let count = 0; count < 20; count++) await tokenOf(control, 'acme');
});

test('who may look at and end a token: its user, the administrators of the account, and of the installation', async () => {
  const { control, account, administrator } = await install();
  const [acme, globex] = [await account('acme'), await account('globex')];
  const draft = { password: 'viewer-pw', email: '', description: '', roles: ['vpc_viewer'] as const };
  const viewer = await done(control, acme, 'create-user', { ...draft, name: 'viewer' });
  const subject = await tokenOf(control, 'acme');
  const asViewer = { ...acme, userId: viewer.id, roles: viewer.roles };
  const answers = [acme, administrator, globex, asViewer].map(
    async (caller) => (await control.execute(caller, 'validate-token', { subject })).ok,
  );
  assert.deepEqual(await Promise.all(answers), [true, true, false, false]);
  assert.deepEqual(await refused(control, globex, 'revoke-token', { subject }), { kind: 'not-found', resource: 'token', id: '' });
});

test('a user without a role looks at itself, at its own token, and changes its own password, and nothing else', async () => {
  const { control, account } = await install();
  const acme = await account('acme');
  const draft = { name: 'new', password: 'first password', email: '', description: '', roles: [] };
  const { id } = await done(control, acme, 'create-user', draft);
  const logIn = (password: string) => {
    const method = { kind: 'password', user: { id }, password } as const;
    return done(control, null, 'issue-token', { method, scope: { kind: 'unscoped' }, source: '127.0.0.1' });
  };
  const { token, info } = await logIn('first password');
  const self = info.principal;
  assert.equal((await done(control, self, 'validate-token', { subject: token })).principal.userId, id);
  assert.equal((await done(control, self, 'show-user', { id })).name, 'new');
  assert.equal((await refused(control, self, 'show-user', { id: acme.userId })).kind, 'not-found');
  assert.equal((await refused(control, self, 'validate-token', { subject: await tokenOf(control, 'acme') })).kind, 'not-found');
  assert.deepEqual((await done(control, self, 'list-users', {})).items, []);
  assert.equal((await refused(control, self, 'update-user', { id, description: 'x' })).kind, 'not-permitted');
  const change = { id, original: 'first password', password: 'second password', source: '127.0.0.1' };
  assert.equal((await refused(control, self, 'change-password', { ...change, original: 'guess' })).kind, 'unauthenticated');
  await done(control, self, 'change-password', change);
  const next = await logIn('second password');
  await done(control, next.info.principal, 'revoke-token', { subject: next.token });
});
