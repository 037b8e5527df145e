import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Tagged } from '@isthmus/core';
import { aclInput, done, install, makeSubnet, makeVpc, refused } from './world.ts';

test('tags are set, overwritten, found and taken off, and go with what they are on', async () => {
  const { control, account } = await install();
  const alice = await account('acme');
  const bob = await account('globex');
  const vpc = await makeVpc(control, alice, 'blue', '10.0.0.0/16');
  const subnet = await makeSubnet(control, alice, vpc, '10.0.1.0/24');
  const onVpc: Tagged = { resourceKind: 'vpc', resourceId: vpc.id };
  const onSubnet: Tagged = { resourceKind: 'subnet', resourceId: subnet.id };
  const listed = async (on: Tagged) => (await done(control, alice, 'list-tags', on)).items;

  await done(control, alice, 'set-tags', { ...onVpc, tags: [{ key: 'env', value: 'test' }] });
  await done(control, alice, 'set-tags', {
    ...onVpc,
    tags: [
      { key: 'env', value: 'prod' },
      { key: 'team', value: '' },
    ],
  });
  await done(control, alice, 'set-tags', { ...onSubnet, tags: [{ key: 'env', value: 'lab' }] });
  assert.deepEqual(await listed(onVpc), [
    { key: 'env', value: 'prod' },
    { key: 'team', value: '' },
  ]);
  assert.deepEqual(await listed(onSubnet), [{ key: 'env', value: 'lab' }]);

  const query = { resourceKind: 'vpc', offset: 0, limit: 10 } as const;
  const find = async (tags: readonly { key: string; values: string[] }[], name?: string) =>
    (await done(control, alice, 'show-tagged-resources', { ...query, tags, ...(name === undefined ? {} : { name }) })).total;
  assert.equal(await find([{ key: 'env', values: ['prod'] }]), 1);
  assert.equal(await find([{ key: 'env', values: ['lab'] }]), 0);
  assert.equal(await find([{ key: 'env', values: [] }], 'red'), 0);
  const projectTags = await done(control, alice, 'list-project-tags', { resourceKind: 'vpc' });
  assert.deepEqual(projectTags.items, [
    { key: 'env', values: ['prod'] },
    { key: 'team', values: [''] },
  ]);

  await done(control, alice, 'delete-tags', { ...onVpc, keys: ['team', 'absent', 'team'] });
  assert.equal((await refused(control, alice, 'delete-tag', { ...onVpc, key: 'team' })).kind, 'not-found');
  assert.deepEqual(await listed(onVpc), [{ key: 'env', value: 'prod' }]);

  for (const asked of ['list-tags', 'show-vpc'] as const)
    assert.equal((await refused(control, bob, asked, { ...onVpc, id: vpc.id })).kind, 'not-found');
  assert.equal((await refused(control, bob, 'set-tags', { ...onVpc, tags: [] })).kind, 'not-found');

  await done(control, alice, 'delete-subnet', { id: subnet.id, vpcId: vpc.id });
  await done(control, alice, 'delete-vpc', { id: vpc.id });
  assert.deepEqual((await control.ledger.read.tags.list({ projectId: alice.project.id })).items, []);
});

test('a thing has at most 20 tags, and a request that would make more changes nothing', async () => {
  const { control, account } = await install();
  const alice = await account('acme');
  const vpc = await makeVpc(control, alice, 'blue', null);
  const on: Tagged = { resourceKind: 'vpc', resourceId: vpc.id };
  const tags = (count: number, prefix: string) => Array.from({ length: count }, (_, index) => ({ key: `${prefix}${index}`, value: '' }));
  await done(control, alice, 'set-tags', { ...on, tags: tags(19, 'a') });
  const problem = await refused(control, alice, 'set-tags', { ...on, tags: tags(2, 'b') });
  assert.deepEqual([problem.kind, 'resource' in problem && problem.resource], ['invalid-field', 'tag']);
  assert.equal((await done(control, alice, 'list-tags', on)).items.length, 19);
});

test('a network ACL has tags as a VPC has: from its birth, shown with it, and gone with it', async () => {
  const { control, account } = await install();
  const alice = await account('acme');
  const bob = await account('globex');
  const tag = { key: 'env', value: 'test' };
  const made = await done(control, alice, 'create-acl', aclInput({ tags: [tag] }));
  assert.deepEqual(made.tags, [tag]);
  const { id } = made.acl;
  const onAcl: Tagged = { resourceKind: 'firewall', resourceId: id };
  await done(control, alice, 'set-tags', { ...onAcl, tags: [{ key: 'team', value: 'red' }] });
  assert.deepEqual((await done(control, alice, 'show-acl', { id })).tags, [tag, { key: 'team', value: 'red' }]);
  assert.equal((await refused(control, bob, 'set-tags', { ...onAcl, tags: [tag] })).kind, 'not-found');
  const query = { resourceKind: 'firewall', tags: [{ key: 'team', values: ['red'] }], offset: 0, limit: 10 } as const;
  assert.deepEqual(
    (await done(control, alice, 'show-tagged-resources', query)).resources.map((one) => one.id),
    [id],
  );
  await done(control, alice, 'delete-acl', { id });
  assert.equal(await control.ledger.read.tags.count({ resourceId: id }), 0);
});
