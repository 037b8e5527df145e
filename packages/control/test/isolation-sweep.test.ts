import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ok } from '@isthmus/core';
import { createSimDriver } from '@isthmus/drivers';
import { done, install, makeInstance, makeSubnet, makeVpc } from './world.ts';

async function apart(dataPlane = createSimDriver()) {
  const { control, account } = await install({ dataPlane });
  const [acme, globex] = [await account('acme'), await account('globex')];
  for (const [caller, block] of [
    [acme, '192.168.0.0/16'],
    [globex, '10.0.0.0/16'],
  ] as const) {
    const vpc = await makeVpc(control, caller, 'v', block);
    const subnet = await makeSubnet(control, caller, vpc, block.replace('/16', '/24'));
    await makeInstance(control, caller, subnet, block.replace('.0.0/16', '.0.10'));
  }
  await control.reconciler.settled();
  return { control, acme, globex };
}

test('a pair that must not talk is tried by a real packet, and counted', async () => {
  const { control } = await apart();
  const found = [];
  for (let step = 0; step < 10; step++) found.push(await control.isolation.step());
  assert.ok(found.includes('held') && !found.includes('breached'), found.join());
  assert.equal(control.evidence.counts().isolationChecked, found.filter((word) => word === 'held').length);
});

test('a packet that gets through is counted and told to the owner of its sender alone', async () => {
  const plane = createSimDriver();
  const leaking = {
    ...plane,
    converge: plane.converge.bind(plane),
    probe: async () => ok({ transmitted: 1, received: 1, rtt: null }),
  };
  const { control, acme, globex } = await apart(leaking);
  let found = await control.isolation.step();
  for (let step = 0; step < 20 && found === 'nothing'; step++) found = await control.isolation.step();
  assert.equal(found, 'breached');
  assert.equal(control.evidence.counts().isolationBreaches, 1);
  const told = [];
  for (const caller of [acme, globex])
    told.push((await done(control, caller, 'list-events', { limit: 50 })).items.filter(({ kind }) => kind === 'isolation.breached').length);
  assert.deepEqual(told.toSorted(), [0, 1]);
});
