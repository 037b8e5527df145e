import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { aesVault } from './vault.ts';

const vault = aesVault(randomBytes(32));

test('a secret is read back by whom it was sealed for, and is not in what is stored', () => {
  const sealed = vault.seal('a secret', 'AK1');
  assert.equal(vault.open(sealed, 'AK1'), 'a secret');
  assert.ok(!sealed.includes('a secret') && !Buffer.from(sealed, 'base64url').includes('a secret'));
  assert.notEqual(vault.seal('a secret', 'AK1'), sealed, 'a new nonce each time');
});

test('another owner, another key and a changed text open nothing', () => {
  const sealed = vault.seal('a secret', 'AK1');
  assert.equal(vault.open(sealed, 'AK2'), undefined);
  assert.equal(aesVault(randomBytes(32)).open(sealed, 'AK1'), undefined);
  const changed = sealed.slice(0, 20) + (sealed[20] === 'A' ? 'B' : 'A') + sealed.slice(21);
  for (const other of ['', 'a256gcm.', 'plain', sealed.slice(0, -4), changed, sealed.slice(8)])
    assert.equal(vault.open(other, 'AK1'), undefined, other);
});

test('a key of another length is a mistake of ours', () => assert.throws(() => aesVault(randomBytes(16)), /16 bytes/));
