import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatCidr, must, parseCidr } from '@isthmus/core';
import { done, install, makeSubnet, makeVpc, refused, subnetInput } from './world.ts';

const cidrs = (...texts: readonly string[]) => texts.map((text) => must(parseCidr(text)));

test('subnets may lie in a secondary block, which stays as long as one does', async () => {
  const { control, account } = await install();
  const alice = await account('acme');
  const vpc = await makeVpc(control, alice, 'blue', '192.168.0.0/16');
  const block = { id: vpc.id, cidrs: cidrs('23.8.0.0/16') };
  assert.equal((await refused(control, alice, 'create-subnet', subnetInput(vpc, '23.8.1.0/24'))).kind, 'cidr-outside-vpc');

  const before = await control.ledger.read.events.latest();
  await done(control, alice, 'add-secondary-blocks', { ...block, mode: 'check' });
  assert.equal(await control.ledger.read.events.latest(), before, 'a check commits nothing');
  assert.deepEqual((await done(control, alice, 'show-vpc', { id: vpc.id })).secondaryCidrs, []);

  const changed = await done(control, alice, 'add-secondary-blocks', { ...block, mode: 'run' });
  assert.deepEqual(changed.secondaryCidrs.map(formatCidr), ['23.8.0.0/16']);
  for (const mode of ['check', 'run'] as const)
    assert.equal((await refused(control, alice, 'add-secondary-blocks', { ...block, mode })).kind, 'cidr-overlap');
  const subnet = await makeSubnet(control, alice, vpc, '23.8.1.0/24');
  for (const mode of ['check', 'run'] as const)
    assert.equal((await refused(control, alice, 'remove-secondary-blocks', { ...block, mode })).kind, 'cidr-in-use');
  await done(control, alice, 'delete-subnet', { id: subnet.id, vpcId: vpc.id });
  assert.deepEqual((await done(control, alice, 'remove-secondary-blocks', { ...block, mode: 'run' })).secondaryCidrs, []);
});

test("the contents of VPCs are told of the caller's own alone", async () => {
  const { control, account } = await install();
  const [alice, bob] = [await account('acme'), await account('globex')];
  const [a, b] = [await makeVpc(control, alice, 'a', '10.0.0.0/16'), await makeVpc(control, bob, 'b', '10.0.0.0/16')];
  await makeSubnet(control, alice, a, '10.0.1.0/24');
  await makeSubnet(control, alice, a, '10.0.2.0/24');
  await done(control, alice, 'set-tags', { resourceKind: 'vpc', resourceId: a.id, tags: [{ key: 'env', value: 'test' }] });
  const told = await done(control, alice, 'list-vpc-contents', { vpcIds: [b.id, a.id] });
  assert.deepEqual(told.items, [{ vpcId: a.id, tags: [{ key: 'env', value: 'test' }], routeTables: 1, subnets: 2 }]);
});

test('VPCs are listed by any of several values', async () => {
  const { control, account } = await install();
  const alice = await account('acme');
  const [a, b, bare] = [
    await makeVpc(control, alice, 'a', '10.0.0.0/16'),
    await makeVpc(control, alice, 'b', '172.16.0.0/16'),
    await makeVpc(control, alice, 'bare', null),
  ];
  const listed = async (filter: object) =>
    new Set((await done(control, alice, 'list-vpcs', { ...filter, page: {} })).items.map(({ name }) => name));
  assert.deepEqual(await listed({ cidr: [...cidrs('10.0.0.0/16'), null] }), new Set(['a', 'bare']));
  assert.deepEqual(await listed({ id: [a.id, b.id, bare.id], name: ['b', 'c'] }), new Set(['b']));
  assert.deepEqual(await listed({ description: 'x' }), new Set());
});
