import assert from 'node:assert/strict';
import { test } from 'node:test';
import { done, install, makePeering, makeVpc, refused } from './world.ts';

test('a pending request expires by the clock, exactly when its time is up, and both owners are told', async () => {
  const { control, account, clock } = await install({ expireAfterMs: 1000 });
  const [acme, globex] = [await account('acme'), await account('globex')];
  const { id, expiresAt } = await makePeering(
    control,
    acme,
    await makeVpc(control, acme, 'a', null),
    await makeVpc(control, globex, 'b', null),
  );
  assert.equal(expiresAt, clock.now() + 1000);
  clock.advance(999);
  assert.equal(await control.expirer.sweep(), 0);
  clock.advance(1);
  assert.equal(await control.expirer.sweep(), 1);
  assert.equal(await control.expirer.sweep(), 0);
  for (const caller of [acme, globex]) {
    assert.equal((await done(control, caller, 'show-peering', { id })).status, 'EXPIRED');
    const [newest] = (await done(control, caller, 'list-events', { resourceId: id, limit: 1 })).items;
    assert.deepEqual([newest!.kind, newest!.actor], ['peering.expired', null], 'by the clock');
  }
});

test('a request whose time is up cannot be accepted, swept or not, and is stored as expired from then on', async () => {
  const { control, account, clock } = await install({ expireAfterMs: 1000 });
  const [acme, globex] = [await account('acme'), await account('globex')];
  const { id } = await makePeering(control, acme, await makeVpc(control, acme, 'a', null), await makeVpc(control, globex, 'b', null));
  clock.advance(1000);
  const problem = { kind: 'wrong-status', peeringId: id, action: 'accept', status: 'EXPIRED', allowed: ['PENDING_ACCEPTANCE'] };
  assert.deepEqual(await refused(control, globex, 'accept-peering', { id }), problem);
  assert.equal((await done(control, globex, 'show-peering', { id })).status, 'EXPIRED');
  assert.deepEqual(await refused(control, globex, 'accept-peering', { id }), problem);
});

test('what was accepted, rejected or deleted in time does not expire', async () => {
  const { control, account, clock } = await install({ expireAfterMs: 1000 });
  const [acme, globex] = [await account('acme'), await account('globex')];
  const a = await makeVpc(control, acme, 'a', null);
  const ends = {
    ACTIVE: 'accept-peering',
    REJECTED: 'reject-peering',
  } as const;
  const made = await Promise.all(
    Object.entries(ends).map(async ([status, operation]) => {
      const { id } = await makePeering(control, acme, a, await makeVpc(control, globex, status, null));
      await done(control, globex, operation, { id });
      return { id, status };
    }),
  );
  const gone = await makePeering(control, acme, a, await makeVpc(control, globex, 'gone', null));
  await done(control, acme, 'delete-peering', { id: gone.id });
  clock.advance(5000);
  assert.equal(await control.expirer.sweep(), 0);
  for (const { id, status } of made) assert.equal((await done(control, acme, 'show-peering', { id })).status, status);
});

test('of many requests whose time is up all expire, in writes of a few at a time', async () => {
  const { control, account, clock } = await install({ expireAfterMs: 1000 });
  const [acme, globex] = [await account('acme'), await account('globex')];
  const accepter = await makeVpc(control, globex, 'b', null);
  for (let n = 0; n < 25; n++) await makePeering(control, acme, await makeVpc(control, acme, `a${n}`, null), accepter);
  const before = await control.ledger.read.events.latest();
  clock.advance(1000);
  assert.equal(await control.expirer.sweep(), 25);
  const { items } = await control.ledger.read.events.list({ after: before, order: 'oldest-first', limit: 100 });
  const writes = Map.groupBy(
    items.filter(({ kind }) => kind === 'peering.expired'),
    ({ generation }) => generation,
  );
  assert.deepEqual(
    [...writes.values()].map(({ length }) => length),
    [20, 5],
  );
});
