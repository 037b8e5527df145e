import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quotaDefaults, type QuotaType } from '@isthmus/core';
import {
  callerIn,
  done,
  install,
  limit,
  makePeering,
  makeRoute,
  makeSubnet,
  makeVpc,
  peeringInput,
  refused,
  routeInput,
  subnetInput,
} from './world.ts';

test('a pending request uses the quota of who asks alone, an accepted one that of both accounts', async () => {
  const { control, account } = await install();
  const [acme, globex, third] = [await account('acme'), await account('globex'), await account('third')];
  await limit(control, acme, 'vpcPeer', 2);
  await limit(control, globex, 'vpcPeer', 1);
  const a = await makeVpc(control, acme, 'a', null);
  const bs = [
    await makeVpc(control, globex, 'b0', null),
    await makeVpc(control, globex, 'b1', null),
    await makeVpc(control, globex, 'b2', null),
  ];
  const c = await makeVpc(control, third, 'c', null);

  const first = await makePeering(control, acme, a, bs[0]!);
  const second = await makePeering(control, acme, a, bs[1]!);
  const full = (used: number) => ({ kind: 'over-quota', quota: 'vpcPeer', limit: used, used });
  assert.deepEqual(await refused(control, acme, 'create-peering', peeringInput(a, bs[2]!)), full(2), 'two pending ones');
  await done(control, globex, 'accept-peering', { id: first.id });
  assert.deepEqual(await refused(control, globex, 'accept-peering', { id: second.id }), full(1), 'one accepted one');
  assert.deepEqual(await refused(control, globex, 'create-peering', peeringInput(bs[0]!, c)), full(1));
  assert.equal((await done(control, third, 'create-peering', peeringInput(c, bs[0]!))).status, 'PENDING_ACCEPTANCE', 'being asked is free');

  await done(control, globex, 'reject-peering', { id: second.id });
  assert.deepEqual(await refused(control, acme, 'create-peering', peeringInput(a, bs[2]!)), full(2), 'a rejected one still counts');
  await done(control, acme, 'delete-peering', { id: second.id });
  assert.equal((await makePeering(control, acme, a, bs[2]!)).status, 'PENDING_ACCEPTANCE', 'until it is deleted');
});

test('a peering inside one account counts once, when it is made', async () => {
  const { control, account } = await install();
  const acme = await account('acme');
  await limit(control, acme, 'vpcPeer', 2);
  const { userId: id, userName: name, domainId, roles } = acme;
  const sub = await done(control, acme, 'create-project', { name: 'eu-de_sub', parentId: acme.project.id, description: '' });
  const other = callerIn('acme', { id, name, domainId, roles }, sub);
  const [a, b, c] = [
    await makeVpc(control, acme, 'a', null),
    await makeVpc(control, acme, 'b', null),
    await makeVpc(control, other, 'c', null),
  ];
  await makePeering(control, acme, a, b);
  const across = await makePeering(control, acme, a, c);
  assert.equal((await done(control, other, 'accept-peering', { id: across.id })).status, 'ACTIVE');
  assert.deepEqual(await refused(control, acme, 'create-peering', peeringInput(b, c)), {
    kind: 'over-quota',
    quota: 'vpcPeer',
    limit: 2,
    used: 2,
  });
});

test('VPCs and subnets are counted by account and region, routes by table; -1 is unlimited', async () => {
  const { control, account } = await install();
  const [acme, globex] = [await account('acme'), await account('globex')];
  await limit(control, acme, 'vpc', 1);
  await limit(control, acme, 'subnet', 1);
  await limit(control, acme, 'routetableContainRoutes', 2);
  await limit(control, globex, 'vpc', -1);
  const a = await makeVpc(control, acme, 'a', '10.0.0.0/16');
  const over = (quota: QuotaType, used: number) => ({ kind: 'over-quota', quota, limit: used, used });
  await assert.rejects(makeVpc(control, acme, 'a2', null), /over-quota/);
  await makeSubnet(control, acme, a, '10.0.1.0/24');
  assert.deepEqual(await refused(control, acme, 'create-subnet', subnetInput(a, '10.0.2.0/24')), over('subnet', 1));
  const b = await makeVpc(control, globex, 'b', null);
  const peering = await makePeering(control, acme, a, b);
  await makeRoute(control, acme, a, '192.168.1.0/24', peering);
  await makeRoute(control, acme, a, '192.168.2.0/24', peering);
  assert.deepEqual(
    await refused(control, acme, 'create-route', routeInput(a, '192.168.3.0/24', peering.id)),
    over('routetableContainRoutes', 2),
  );
  assert.equal((await refused(control, acme, 'create-route', routeInput(a, '192.168.2.0/24', peering.id))).kind, 'destination-taken');
});

test('the last places are not given twice to those who ask at once', async () => {
  const { control, account } = await install();
  const [acme, globex] = [await account('acme'), await account('globex')];
  const places = 3;
  await limit(control, acme, 'vpcPeer', places);
  const a = await makeVpc(control, acme, 'a', null);
  const peers = await Promise.all(Array.from({ length: 12 }, (_, index) => makeVpc(control, globex, `b${index}`, null)));
  const results = await Promise.all(peers.map((b) => control.execute(acme, 'create-peering', peeringInput(a, b))));
  assert.equal(results.filter((result) => result.ok).length, places);
  for (const result of results) assert.ok(result.ok || result.problem.kind === 'over-quota');
});

test('fifty peerings with one hub at once all come to be', async () => {
  const { control, account } = await install();
  const hubOwner = await account('hub');
  const hub = await makeVpc(control, hubOwner, 'hub', '10.0.0.0/16');
  const spokes = quotaDefaults.vpcPeer;
  const owners = await Promise.all(Array.from({ length: spokes }, (_, index) => account(`spoke${index}`)));
  const outcome = await Promise.all(
    owners.map(async (owner) => {
      const vpc = await makeVpc(control, owner, 'spoke', '192.168.0.0/16');
      const peering = await makePeering(control, owner, vpc, hub);
      await done(control, hubOwner, 'accept-peering', { id: peering.id });
      return makeRoute(control, owner, vpc, '10.0.0.0/16', peering);
    }),
  );
  assert.equal(outcome.length, spokes);
  assert.equal((await done(control, hubOwner, 'list-peerings', { status: 'ACTIVE', page: {} })).items.length, spokes);
  await control.reconciler.settled();
  assert.equal(control.reconciler.failures().size, 0);
});

test('what is used is told of every published quota, and what the administrator sets holds at once', async () => {
  const { control, account, administrator } = await install();
  const [acme, globex] = [await account('acme'), await account('globex')];
  const [a, b] = [await makeVpc(control, acme, 'a', '10.0.0.0/16'), await makeVpc(control, globex, 'b', null)];
  await makeVpc(control, acme, 'a2', null);
  await makeSubnet(control, acme, a, '10.0.1.0/24');
  const peering = await makePeering(control, acme, a, b);
  for (const block of ['192.168.1.0/24', '192.168.2.0/24']) await makeRoute(control, acme, a, block, peering);
  await done(control, acme, 'create-route-table', { vpcId: a.id, name: '', description: '', routes: [] });

  const { items } = await done(control, acme, 'list-quotas', {});
  assert.deepEqual(
    items.map(({ type, limit: most }) => [type, most]),
    Object.entries(quotaDefaults),
  );
  const used = Object.fromEntries(items.filter((use) => use.used > 0).map((use) => [use.type, use.used]));
  const { securityGroup: _, securityGroupRule: __, ...ours } = used;
  assert.deepEqual(ours, { vpc: 2, subnet: 1, vpcPeer: 1, vpcContainRoutetable: 2, routetableContainRoutes: 2 });
  assert.deepEqual(
    (await done(control, globex, 'list-quotas', { type: 'vpcPeer' })).items,
    [{ type: 'vpcPeer', used: 0, limit: 50 }],
    'to be asked uses nothing',
  );

  const { domainId } = acme;
  const set = (limits: Partial<Record<QuotaType, number | null>>) => done(control, administrator, 'set-quotas', { domainId, limits });
  const regions = (await set({ vpc: 2, vpcContainRoutetable: 2 })).items.filter(({ type }) => type === 'vpc');
  assert.deepEqual(
    regions.map(({ region, used: count, limit: most }) => [region, count, most]),
    [
      ['eu-de', 2, 2],
      ['eu-nl', 0, 2],
    ],
  );
  await assert.rejects(makeVpc(control, acme, 'a3', null), /over-quota/);
  const table = { vpcId: a.id, name: '', description: '', routes: [] };
  assert.equal((await refused(control, acme, 'create-route-table', table)).kind, 'over-quota');
  await set({ vpc: 1 });
  assert.equal((await done(control, acme, 'list-vpcs', { page: {} })).items.length, 2, 'a lower limit takes nothing away');
  await set({ vpc: null });
  assert.equal((await makeVpc(control, acme, 'a3', null)).name, 'a3');

  assert.equal((await refused(control, acme, 'set-quotas', { domainId, limits: { vpc: -1 } })).kind, 'not-permitted');
  const elsewhere = { domainId, region: a.projectId as never, limits: { vpc: 1 } };
  assert.equal((await refused(control, administrator, 'set-quotas', elsewhere)).kind, 'invalid-field');
  const nobody = { domainId: b.id as never, limits: { vpc: 1 } };
  assert.equal((await refused(control, administrator, 'set-quotas', nobody)).kind, 'not-found');
});
