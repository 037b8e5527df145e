import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seedDemo, demoPassword } from '../src/index.ts';
import { done, install, makeRoute, peeringInput, pings, refused } from './world.ts';
import type { ProjectCaller } from '../src/handler.ts';

test('the story: a request, an acceptance, a route on each side, and a ping that works only then', async () => {
  const { control } = await install();
  await seedDemo(control);
  const login = async (user: string, domain: string): Promise<ProjectCaller> => {
    const method = { kind: 'password', user: { name: user, domain: { name: domain } }, password: demoPassword } as const;
    const scope = { kind: 'project', project: { name: 'eu-de' } } as const;
    const { token } = await done(control, null, 'issue-token', { method, scope, source: '127.0.0.1' });
    const who = await control.authenticate(token);
    assert.ok(who.ok);
    return who.value as ProjectCaller;
  };
  const alice = await login('alice', 'acme');
  const bob = await login('bob', 'globex');
  const acme = (await done(control, alice, 'list-vpcs', { page: {} })).items[0]!;
  const globex = (await done(control, bob, 'list-vpcs', { page: {} })).items[0]!;
  const web = (await done(control, alice, 'list-instances', { page: {} })).items[0]!.instance;
  const db = (await done(control, bob, 'list-instances', { page: {} })).items[0]!.instance;
  assert.equal(web.name, 'web');
  const reach = async (): Promise<readonly [boolean, boolean]> => [
    await pings(control, alice, web.id, '10.0.2.10'),
    await pings(control, bob, db.id, '192.168.1.10'),
  ];

  assert.deepEqual(await reach(), [false, false], 'before anything');
  const peering = await done(control, alice, 'create-peering', peeringInput(acme, globex));
  assert.equal(peering.status, 'PENDING_ACCEPTANCE');
  assert.equal((await refused(control, alice, 'accept-peering', { id: peering.id })).kind, 'wrong-side');
  const seen = await done(control, bob, 'list-peerings', { status: 'PENDING_ACCEPTANCE', page: {} });
  assert.deepEqual(
    seen.items.map(({ id }) => id),
    [peering.id],
  );
  assert.deepEqual(await reach(), [false, false], 'requested');
  assert.equal((await done(control, bob, 'accept-peering', { id: peering.id })).status, 'ACTIVE');
  assert.deepEqual(await reach(), [false, false], 'accepted');
  await makeRoute(control, alice, acme, '10.0.0.0/16', peering);
  assert.deepEqual(await reach(), [false, false], 'a route on one side');
  const back = await makeRoute(control, bob, globex, '192.168.0.0/16', peering);
  assert.deepEqual(await reach(), [true, true], 'a route on both sides');
  await done(control, bob, 'delete-route', { id: back.id });
  assert.deepEqual(await reach(), [false, false], 'the way back is gone');
  await makeRoute(control, bob, globex, '192.168.1.0/24', peering);
  assert.deepEqual(await reach(), [true, true], 'a narrower way back');
  await done(control, bob, 'delete-peering', { id: peering.id });
  assert.deepEqual(await reach(), [false, false], 'the peering is gone');
});
