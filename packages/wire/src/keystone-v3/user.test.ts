import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exchange, inputOf, rowOf } from '../../test/world.ts';
import { users as iamUsers } from '../iam-v3/user.ts';
import { users } from './user.ts';

const ways = [rowOf(users, 'POST /v3/users'), rowOf(iamUsers, 'POST /v3.0/OS-USER/users')];

test('a user can be made disabled, either way; without a word it is enabled', async () => {
  for (const row of ways)
    for (const enabled of [true, false, undefined]) {
      const { calls } = await exchange(row, { body: { user: { name: 'carol', password: 'long enough', enabled } } });
      assert.equal(inputOf<'create-user'>(calls).enabled, enabled ?? true, row.path);
    }
});

test('a user can be made without a password, either way, and no other is made up in its place', async () => {
  for (const row of ways) {
    const { status, calls } = await exchange(row, { body: { user: { name: 'carol' } } });
    assert.deepEqual([status, Object.hasOwn(inputOf<'create-user'>(calls), 'password')], [201, false], row.path);
  }
});

const found = async (password_expires_at: string) => {
  const { body, problem } = await exchange(rowOf(users, 'GET /v3/users'), { query: { password_expires_at } });
  return problem === null ? (body as { users: readonly unknown[] }).users.length : problem.kind === 'invalid-field' && problem.field;
};

test("nobody's password expires, so that no user is found by when it does", async () => {
  for (const text of ['lt:2030-01-01T00:00:00Z', 'gte:2016-11-06T15:32:17.000000', '2030-01-01T00:00:00Z'])
    assert.equal(await found(text), 0);
  for (const text of ['soon', 'before:2030-01-01T00:00:00Z', '']) assert.equal(await found(text), 'password_expires_at');
});
