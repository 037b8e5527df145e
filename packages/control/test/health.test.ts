import assert from 'node:assert/strict';
import { test } from 'node:test';
import { done, install, makeInstance, makePeering, makeRoute, makeSubnet, makeVpc, refused } from './world.ts';

test('the health of a peering follows its story, and each side is told its own part', async () => {
  const { control, account } = await install();
  const [acme, globex, third] = [await account('acme'), await account('globex'), await account('third')];
  const [a, b] = [await makeVpc(control, acme, 'a', '192.168.0.0/16'), await makeVpc(control, globex, 'b', '10.0.0.0/16')];
  await makeInstance(control, acme, await makeSubnet(control, acme, a, '192.168.1.0/24'), '192.168.1.10');
  await makeInstance(control, globex, await makeSubnet(control, globex, b, '10.0.2.0/24'), '10.0.2.10');
  const { id, ...rest } = await makePeering(control, acme, a, b);
  const both = async () => {
    await control.reconciler.settled();
    const [ours, theirs] = [
      await done(control, acme, 'show-peering-health', { id }),
      await done(control, globex, 'show-peering-health', { id }),
    ];
    return [ours.health, theirs.health];
  };
  assert.deepEqual(await both(), ['waiting-on-them', 'waiting-on-you']);
  await done(control, globex, 'accept-peering', { id });
  assert.deepEqual(await both(), ['no-routes', 'no-routes']);
  await makeRoute(control, acme, a, '10.0.0.0/16', { id, ...rest });
  assert.deepEqual(await both(), ['one-way', 'one-way']);
  await makeRoute(control, globex, b, '192.168.1.0/24', { id, ...rest });
  assert.deepEqual(await both(), ['working', 'working']);
  const told = await done(control, globex, 'show-peering-health', { id });
  assert.deepEqual([told.localRoutes, told.peerHasReturnRoute], [1, true]);
  assert.equal((await refused(control, third, 'show-peering-health', { id })).kind, 'not-found');
});
