import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatAddress, formatCidr } from '@isthmus/core';
import { createControl, seedDemo } from '../src/index.ts';
import { callerIn, done, install, region } from './world.ts';

test('the first start makes an id and an administrator, and tells its password once', async () => {
  const { control } = await install();
  const again = await control.bootstrap();
  assert.match(again.installationId, /^[0-9a-f]{6}$/);
  assert.equal(again.administratorPassword, null);
  assert.equal((await control.bootstrap()).installationId, again.installationId);
  const users = (await control.ledger.read.users.list({ name: 'administrator' })).items;
  assert.deepEqual(
    users.map(({ roles }) => roles),
    [['administrator']],
  );
});

test('a region that is added later gets its project in every account', async () => {
  const { control, account } = await install();
  const acme = await account('acme');
  const wider = createControl({ ...control.world, regions: [...control.world.regions, region('eu-ch2')] });
  await wider.bootstrap();
  await wider.bootstrap();
  const names = (await done(wider, acme, 'list-projects', {})).items.map(({ name }) => name);
  assert.deepEqual(names.toSorted(), ['eu-ch2', 'eu-de', 'eu-nl']);
});

test('the demo is the published one, is made once, and what a user deletes stays deleted', async () => {
  const { control, restart } = await install();
  await seedDemo(control);
  const { read } = control.ledger;
  const world = async () => ({
    domains: (await read.domains.list({})).items.map(({ name }) => name).toSorted(),
    vpcs: (await read.vpcs.list({})).items.map(({ name, cidr }) => `${name} ${formatCidr(cidr!)}`).toSorted(),
    subnets: (await read.subnets.list({})).items.map(({ cidr }) => formatCidr(cidr)).toSorted(),
    ports: (await read.ports.list({})).items.map(({ name, addresses }) => `${name} ${formatAddress(addresses[0]!)}`).toSorted(),
    projects: (await read.projects.list({})).items.map(({ name }) => name).toSorted(),
    peerings: (await read.peerings.list({})).items,
  });
  assert.deepEqual(await world(), {
    domains: ['acme', 'globex', 'isthmus'],
    vpcs: ['vpc-acme 192.168.0.0/16', 'vpc-globex 10.0.0.0/16'],
    subnets: ['10.0.2.0/24', '192.168.1.0/24'],
    ports: ['db 10.0.2.10', 'web 192.168.1.10'],
    projects: ['eu-de', 'eu-de', 'eu-nl', 'eu-nl'],
    peerings: [],
  });
  const [bob] = (await read.users.list({ name: 'bob' })).items;
  const project = (await read.projects.list({ domainId: bob!.domainId, name: 'eu-de' })).items[0]!;
  const [db] = (await read.instances.list({ projectId: project.id })).items;
  await done(control, callerIn('globex', bob!, project), 'delete-instance', { id: db!.id });
  const later = await restart();
  await later.bootstrap();
  await seedDemo(later);
  assert.equal(await later.ledger.read.instances.count({}), 1);
});
