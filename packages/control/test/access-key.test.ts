import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { must, type AccessKeyId } from '@isthmus/core';
import { aesVault, checkVault } from '../src/index.ts';
import { install } from './world.ts';

test('a server with another secret key is noticed, once there is an access key', async () => {
  const { control, account } = await install();
  const { ledger, execute, world } = control;
  const other = aesVault(randomBytes(32));
  assert.equal(await checkVault(ledger, world.vault), 'fits');
  assert.equal(await checkVault(ledger, other), 'fits', 'nothing is sealed yet');
  const acme = await account('acme');
  const { key } = must(await execute(acme, 'create-access-key', { userId: acme.userId, description: '' })).value;
  assert.equal(await checkVault(ledger, world.vault), 'fits');
  assert.equal(await checkVault(ledger, other), 'another key');
  must(await execute(acme, 'delete-access-key', { id: key.id }));
  assert.equal(await checkVault(ledger, other), 'fits', 'what was sealed is gone');
});

test('a key is found with its secret, and not once its time is up', async () => {
  const { control, account, clock } = await install();
  const acme = await account('acme');
  const made = must(await control.execute(acme, 'create-access-key', { userId: acme.userId, description: '' })).value;
  assert.equal((await control.keyRing.find(made.key.id, undefined))?.secret, made.secret);
  assert.equal(await control.keyRing.find('HPUANOBODY0000000000', undefined), undefined);
  const login = {
    method: { kind: 'password', user: { id: acme.userId }, password: 'acme-pw' },
    scope: { kind: 'unscoped' },
    source: '::1',
  } as const;
  const { token } = must(await control.execute(null, 'issue-token', login)).value;
  const temporary = must(await control.execute(acme, 'issue-temporary-key', { subject: token, seconds: 900 })).value;
  assert.ok(await control.keyRing.find(temporary.key.id, temporary.securityToken));
  assert.equal(await control.keyRing.find(temporary.key.id, undefined), undefined);
  clock.advance(900_000);
  assert.equal(await control.keyRing.find(temporary.key.id, temporary.securityToken), undefined);
  await control.expirer.sweep();
  assert.equal(await control.ledger.read.accessKeys.get(temporary.key.id), undefined);
  assert.ok(await control.ledger.read.accessKeys.get(made.key.id), 'a permanent key has no end');
});

test('a rehearsal finds what stands in the way, and leaves nothing', async () => {
  const { control, account } = await install();
  const acme = await account('acme');
  const wanted = { name: 'blue', cidr: null, description: '', enterpriseProjectId: '0', enableSharedSnat: false };
  const before = await control.ledger.read.events.latest();
  const rehearsed = await control.rehearse(acme, 'create-vpc', wanted);
  assert.deepEqual(rehearsed, { ok: false, problem: { kind: 'replayed' } });
  assert.equal(await control.ledger.read.vpcs.count({ projectId: acme.project.id }), 0);
  assert.equal(await control.ledger.read.events.latest(), before);
  const unknown = await control.rehearse(acme, 'delete-access-key', { id: 'HPUANOBODY0000000000' as AccessKeyId });
  assert.equal(!unknown.ok && unknown.problem.kind, 'not-found');
});
