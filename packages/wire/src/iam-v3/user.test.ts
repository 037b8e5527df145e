import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alice, exchange, inputOf, rowOf } from '../../test/world.ts';
import { users } from './user.ts';

const path = '/v3.0/OS-USER/users';
const create = (change: object) =>
  exchange(rowOf(users, `POST ${path}`), { body: { user: { name: 'carol', password: 'long enough', ...change } } });

test('a user made with details is the user that identity v3 makes', async () => {
  const { status, body, calls } = await create({ domain_id: alice.domainId, enabled: false, pwd_status: false, access_mode: 'default' });
  assert.equal(status, 201);
  assert.deepEqual(inputOf<'create-user'>(calls), {
    name: 'carol',
    password: 'long enough',
    email: '',
    description: '',
    enabled: false,
    roles: [],
    domainId: alice.domainId,
  });
  assert.match(JSON.stringify(body), /"create_time":"2026-11-23T10:15:00\.123000Z"/);
  assert.doesNotMatch(JSON.stringify(body), /long enough/);
});

const refusals: readonly (readonly [object, string])[] = [
  [{ phone: '123456789' }, 'user.phone'],
  [{ areacode: '0049' }, 'user.areacode'],
  [{ access_mode: 'programmatic' }, 'user.access_mode'],
];
for (const [change, field] of refusals)
  test(`what would not be kept is refused: ${JSON.stringify(change)}`, async () => {
    const { problem, calls } = await create(change);
    assert.deepEqual([problem?.kind === 'invalid-field' && problem.field, calls], [field, []]);
  });

test('a change names what changes alone', async () => {
  const { calls } = await exchange(rowOf(users, `PUT ${path}/:user_id`), {
    params: { user_id: alice.userId },
    body: { user: { description: 'y', enabled: false } },
  });
  assert.deepEqual(inputOf<'update-user'>(calls), { id: alice.userId, description: 'y', enabled: false });
});
