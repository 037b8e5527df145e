import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exchange, rowOf } from '../../test/world.ts';
import { users } from './user.ts';

const row = rowOf(users, 'POST /isthmus/v1/users');
const sent = { name: 'carol', password: 'long enough' };

test('no answer carries a password or its hash', async () => {
  const { body } = await exchange(row, { body: sent });
  assert.deepEqual(
    Object.keys(body as object).filter((key) => /pass|hash/i.test(key)),
    [],
  );
});

test('a new user may use VPCs, unless it is said otherwise', async () => {
  const roles = async (given: object) =>
    ((await exchange(row, { body: { ...sent, ...given } })).calls[0]?.input as { roles: unknown } | undefined)?.roles;
  assert.deepEqual(await roles({}), ['vpc_full']);
  assert.deepEqual(await roles({ roles: ['vpc_viewer', 'vpc_viewer'] }), ['vpc_viewer']);
  assert.deepEqual(await roles({ roles: [] }), []);
});

test('nobody becomes administrator through the wire', async () => {
  const { problem, calls } = await exchange(row, { body: { ...sent, roles: ['administrator'] } });
  assert.equal(problem?.kind === 'invalid-field' && problem.field, 'roles.0');
  assert.deepEqual(calls, []);
});

test('a password of seven characters is too short', async () => {
  const { problem } = await exchange(rowOf(users, 'PUT /isthmus/v1/users/:user_id/password'), { body: { password: '1234567' } });
  assert.equal(problem?.kind === 'invalid-field' && problem.field, 'password');
});
