import assert from 'node:assert/strict';
import { test } from 'node:test';
import { healthWatchOf } from '../src/health-watch.ts';
import { done, install, makeInstance, makePeering, makeRoute, makeSubnet, makeVpc } from './world.ts';

test('each side is told when its own word for a peering changes, and nothing is told twice', async () => {
  const { control, account } = await install();
  const [acme, globex] = [await account('acme'), await account('globex')];
  const a = await makeVpc(control, acme, 'a', '192.168.0.0/16');
  const b = await makeVpc(control, globex, 'b', '10.0.0.0/16');
  await makeInstance(control, acme, await makeSubnet(control, acme, a, '192.168.1.0/24'), '192.168.1.10');
  await makeInstance(control, globex, await makeSubnet(control, globex, b, '10.0.2.0/24'), '10.0.2.10');
  await control.health.start();
  const peering = await makePeering(control, acme, a, b);
  const settle = async () => {
    await control.reconciler.settled();
    await control.health.settled();
  };
  await settle();
  await done(control, globex, 'accept-peering', { id: peering.id });
  await settle();
  await makeRoute(control, acme, a, '10.0.0.0/16', peering);
  await settle();
  await makeRoute(control, globex, b, '192.168.0.0/16', peering);
  await settle();
  const words = async (caller: typeof acme) =>
    (await done(control, caller, 'list-events', { resourceId: peering.id, limit: 100 })).items
      .filter(({ kind }) => kind === 'health.changed')
      .map(({ detail }) => detail['health'])
      .toReversed();
  assert.deepEqual(await words(acme), ['no-routes', 'one-way', 'working']);
  assert.deepEqual(await words(globex), ['no-routes', 'one-way', 'working']);
  assert.equal(await control.ledger.read.peeringHealths.count({ health: 'working' }), 2);

  const latest = await control.ledger.read.events.latest();
  const kept = control.health.seen(peering.id, acme.project.id, latest);
  assert.equal(kept?.health.health, 'working', 'what is kept is of this moment');
  const [listed] = (await done(control, globex, 'list-seen-peerings', { page: { limit: 10 } })).items;
  assert.equal(listed?.health.health, 'working');

  // Another server, or this one started again, has nothing new to tell.
  const other = healthWatchOf({ ledger: control.ledger, log: () => {} });
  await other.start();
  await other.settled();
  await other.stop();
  assert.equal(other.counts().commits, 0);
  await control.health.stop();
});

test('a commit makes it look at the peerings of the VPCs that it touches, and at no others', async () => {
  const { control, account } = await install();
  const acme = await account('acme');
  const vpcs = [];
  for (let n = 0; n < 6; n++) vpcs.push(await makeVpc(control, acme, `v${n}`, `10.${n}.0.0/16`));
  for (let n = 0; n < 6; n += 2) await makePeering(control, acme, vpcs[n]!, vpcs[n + 1]!);
  await control.health.start();
  await control.health.settled();
  const before = control.health.counts().looks;
  const [peering] = (await control.ledger.read.peerings.list({ vpcId: vpcs[2]!.id })).items;
  await makeRoute(control, acme, vpcs[2]!, '10.3.0.0/16', peering!);
  await control.health.settled();
  assert.equal(control.health.counts().looks - before, 1);
  await control.health.stop();
});
