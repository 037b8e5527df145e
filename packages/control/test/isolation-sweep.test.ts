import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idOf, ok } from '@isthmus/core';
import { createSimDriver } from '@isthmus/drivers';
import { randomIds } from '../src/index.ts';
import { done, install, makeInstance, makeSubnet, makeVpc } from './world.ts';

/**
 * Two instances that must not talk. The sweep takes the first instance behind a random id: here that id is by turns each
 * instance's own, behind which is the other one, so that no step depends on how far apart the two happen to be.
 */
async function apart(dataPlane = createSimDriver()) {
  const drawn: string[] = [];
  let turn = 0;
  const uuid: typeof randomIds.uuid = () => idOf(drawn[turn++ % drawn.length] ?? randomIds.uuid());
  const { control, account } = await install({ dataPlane, ids: { ...randomIds, uuid } });
  const [acme, globex] = [await account('acme'), await account('globex')];
  const made: string[] = [];
  for (const [caller, block] of [
    [acme, '192.168.0.0/16'],
    [globex, '10.0.0.0/16'],
  ] as const) {
    const vpc = await makeVpc(control, caller, 'v', block);
    const subnet = await makeSubnet(control, caller, vpc, block.replace('/16', '/24'));
    made.push((await makeInstance(control, caller, subnet, block.replace('.0.0/16', '.0.10'))).instance.id);
  }
  await control.reconciler.settled();
  drawn.push(...made);
  return { control, acme, globex };
}

test('a pair that must not talk is tried by a real packet, and counted', async () => {
  const { control } = await apart();
  for (let step = 0; step < 10; step++) assert.equal(await control.isolation.step(), 'held');
  assert.equal(control.evidence.counts().isolationChecked, 10);
});

test('a packet that gets through is counted and told to the owner of its sender alone', async () => {
  const plane = createSimDriver();
  const leaking = {
    ...plane,
    converge: plane.converge.bind(plane),
    probe: async () => ok({ transmitted: 1, received: 1, rtt: null }),
  };
  const { control, acme, globex } = await apart(leaking);
  assert.equal(await control.isolation.step(), 'breached');
  assert.equal(control.evidence.counts().isolationBreaches, 1);
  const told = [];
  for (const caller of [acme, globex])
    told.push((await done(control, caller, 'list-events', { limit: 50 })).items.filter(({ kind }) => kind === 'isolation.breached').length);
  assert.deepEqual(told.toSorted(), [0, 1]);
});
