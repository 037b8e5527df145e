import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatAddress, formatCidr, idOf, must, parseAddress, parseCidr, type PeeringId, type VpcId } from '@isthmus/core';
import { randomIds } from '../src/index.ts';
import {
  done,
  install,
  makeInstance,
  makePeering,
  makeRoute,
  makeSubnet,
  makeVpc,
  pings,
  refused,
  routeInput,
  subnetInput,
} from './world.ts';

const cidr = (text: string) => must(parseCidr(text));

test('a VPC comes with a default route table named after it, and a name of its own in the project', async () => {
  const { control, account } = await install();
  const [acme, globex] = [await account('acme'), await account('globex')];
  const vpc = await makeVpc(control, acme, 'one', '10.0.0.0/16');
  const tables = (await control.ledger.read.routeTables.list({ vpcId: vpc.id })).items;
  assert.deepEqual(
    tables.map(({ name, isDefault }) => [name, isDefault]),
    [['rtb-one', true]],
  );
  await assert.rejects(makeVpc(control, acme, 'one', null), /already-exists/);
  await makeVpc(control, globex, 'one', null);
  await makeVpc(control, acme, '', null);
  await makeVpc(control, acme, '', null);
  const two = await makeVpc(control, acme, 'two', null);
  assert.equal((await refused(control, acme, 'update-vpc', { id: two.id, name: 'one' })).kind, 'already-exists');
  assert.equal((await done(control, acme, 'update-vpc', { id: two.id, name: 'two', description: 'd' })).description, 'd');
});

test('a VPC block may change as long as it holds every subnet', async () => {
  const { control, account } = await install();
  const acme = await account('acme');
  const vpc = await makeVpc(control, acme, 'one', '10.0.0.0/16');
  await makeSubnet(control, acme, vpc, '10.0.1.0/24');
  assert.deepEqual(await refused(control, acme, 'update-vpc', { id: vpc.id, cidr: cidr('10.1.0.0/16') }), {
    kind: 'cidr-in-use',
    field: 'vpc.cidr',
    cidr: '10.1.0.0/16',
    subnets: ['10.0.1.0/24'],
  });
  assert.equal((await refused(control, acme, 'update-vpc', { id: vpc.id, cidr: cidr('11.0.0.0/16') })).kind, 'cidr-not-private');
  assert.equal(formatCidr((await done(control, acme, 'update-vpc', { id: vpc.id, cidr: cidr('10.0.0.0/8') })).cidr!), '10.0.0.0/8');
});

test('a VPC is deleted when nothing of it is left, and says in order what must go first', async () => {
  const { control, account } = await install();
  const [acme, globex] = [await account('acme'), await account('globex')];
  const [a, b] = [await makeVpc(control, acme, 'a', '10.0.0.0/16'), await makeVpc(control, globex, 'b', null)];
  const subnet = await makeSubnet(control, acme, a, '10.0.1.0/24');
  const peering = await makePeering(control, acme, a, b);
  const route = await makeRoute(control, acme, a, '192.168.0.0/16', peering);
  const next = async () => {
    const problem = await refused(control, acme, 'delete-vpc', { id: a.id });
    return problem.kind === 'in-use' ? [problem.by, ...problem.byIds] : problem.kind;
  };
  assert.deepEqual(await next(), ['subnet', subnet.id]);
  await done(control, acme, 'delete-subnet', { id: subnet.id, vpcId: a.id });
  assert.deepEqual(await next(), ['route', route.id]);
  await done(control, acme, 'delete-route', { id: route.id });
  assert.deepEqual(await next(), ['peering', peering.id]);
  await done(control, globex, 'reject-peering', { id: peering.id });
  assert.deepEqual(await next(), ['peering', peering.id], 'of whatever status');
  await done(control, acme, 'delete-peering', { id: peering.id });
  assert.equal((await refused(control, globex, 'delete-vpc', { id: a.id })).kind, 'not-found', "not another's");
  await done(control, acme, 'delete-vpc', { id: a.id });
  assert.equal((await refused(control, acme, 'show-vpc', { id: a.id })).kind, 'not-found');
  assert.equal(await control.ledger.read.routeTables.count({ vpcId: a.id }), 0);
});

test('two subnets at once over the same addresses: one comes to be', async () => {
  const { control, account } = await install();
  const acme = await account('acme');
  const vpc = await makeVpc(control, acme, 'one', '10.0.0.0/16');
  const results = await Promise.all(
    ['10.0.1.0/24', '10.0.0.0/23', '10.0.1.128/25'].map((text) => control.execute(acme, 'create-subnet', subnetInput(vpc, text))),
  );
  assert.deepEqual(results.map((result) => (result.ok ? 'ok' : result.problem.kind)).toSorted(), ['cidr-overlap', 'cidr-overlap', 'ok']);
});

test('a subnet in use by an instance stays; routes of its table do not hold it', async () => {
  const { control, account } = await install();
  const [acme, globex] = [await account('acme'), await account('globex')];
  const vpc = await makeVpc(control, acme, 'one', '10.0.0.0/16');
  const other = await makeVpc(control, acme, 'other', null);
  const subnet = await makeSubnet(control, acme, vpc, '10.0.1.0/24');
  const peering = await makePeering(control, acme, vpc, await makeVpc(control, globex, 'b', null));
  await makeRoute(control, acme, vpc, '192.168.0.0/16', peering);
  const { instance } = await makeInstance(control, acme, subnet, '10.0.1.10');
  assert.deepEqual(await refused(control, acme, 'delete-subnet', { id: subnet.id, vpcId: vpc.id }), {
    kind: 'in-use',
    resource: 'subnet',
    id: subnet.id,
    by: 'instance',
    byIds: [instance.id],
  });
  await done(control, acme, 'delete-instance', { id: instance.id });
  const elsewhere = { id: subnet.id, vpcId: other.id };
  assert.equal((await refused(control, acme, 'delete-subnet', elsewhere)).kind, 'not-in-vpc', 'in another VPC');
  assert.equal((await refused(control, acme, 'update-subnet', elsewhere)).kind, 'not-in-vpc', 'in another VPC');
  assert.equal((await refused(control, globex, 'delete-subnet', elsewhere)).kind, 'not-found', "another's, wherever it is");
  await done(control, acme, 'delete-subnet', { id: subnet.id, vpcId: vpc.id });
});

test('IPv6 can be turned on for a subnet and never off, and new instances then have both addresses', async () => {
  const { control, account } = await install();
  const acme = await account('acme');
  const vpc = await makeVpc(control, acme, 'one', '10.0.0.0/16');
  const first = await makeSubnet(control, acme, vpc, '10.0.1.0/24', { ipv6Enabled: true });
  const plain = await makeSubnet(control, acme, vpc, '10.0.2.0/24');
  const second = await done(control, acme, 'update-subnet', { id: plain.id, vpcId: vpc.id, ipv6Enabled: true });
  assert.equal(second.cidrV6!.first - first.cidrV6!.first, 1n << 64n, 'the next /64');
  assert.notEqual(second.neutronIdV6, null);
  assert.equal((await refused(control, acme, 'update-subnet', { id: plain.id, vpcId: vpc.id, ipv6Enabled: false })).kind, 'immutable');
  const { port, instance } = await makeInstance(control, acme, first, '10.0.1.10');
  const other = await makeInstance(control, acme, second, '10.0.2.10');
  assert.equal(port.addresses.length, 2);
  assert.equal(await pings(control, acme, instance.id, formatAddress(other.port.addresses[1]!)), true);
});

test('an instance takes the address it names or the lowest free one, and is in the default group with the published rules', async () => {
  const { control, account } = await install();
  const [acme, globex] = [await account('acme'), await account('globex')];
  const subnet = await makeSubnet(control, acme, await makeVpc(control, acme, 'one', '10.0.0.0/16'), '10.0.1.0/28');
  const create = (input: object) => control.execute(acme, 'create-instance', { name: 'i', subnetId: subnet.id, ...input });
  const first = must(await create({})).value;
  assert.equal(formatAddress(first.port.addresses[0]!), '10.0.1.2');
  assert.equal(first.port.macAddress, 'fa:16:3e:00:01:02');
  assert.equal(first.instance.status, 'BUILD');
  for (const [address, kind] of [
    ['10.0.1.2', 'address-in-use'],
    ['10.0.1.1', 'address-reserved'],
    ['10.0.1.0', 'address-reserved'],
    ['10.0.1.14', 'address-reserved'],
    ['10.0.2.2', 'address-outside-subnet'],
  ] as const) {
    const result = await create({ address: must(parseAddress(address)) });
    assert.equal(result.ok ? 'ok' : result.problem.kind, kind, address);
  }
  const rules = (await control.ledger.read.securityGroupRules.list({ securityGroupId: first.port.securityGroupIds[0]! })).items;
  assert.equal(rules.length, 9);
  const second = must(await create({})).value;
  assert.deepEqual(second.port.securityGroupIds, first.port.securityGroupIds, 'one default group a project');
  const stolen = await makeSubnet(control, globex, await makeVpc(control, globex, 'g', '10.0.0.0/16'), '10.0.1.0/24');
  const foreign = { name: 'i', subnetId: stolen.id, securityGroupIds: first.port.securityGroupIds };
  assert.equal((await refused(control, globex, 'create-instance', foreign)).kind, 'not-found', "another project's group");
  assert.equal((await refused(control, acme, 'create-instance', { name: 'i', subnetId: stolen.id })).kind, 'not-found', "another's subnet");
  for (let free = 9; free > 0; free--) must(await create({}));
  assert.deepEqual(await create({}), { ok: false, problem: { kind: 'no-address-left', subnetId: subnet.id } });
});

test("nobody probes from another's instance, or from one that is not there yet", async () => {
  const { control, account } = await install();
  const [acme, globex] = [await account('acme'), await account('globex')];
  const subnet = await makeSubnet(control, acme, await makeVpc(control, acme, 'one', '10.0.0.0/16'), '10.0.1.0/24');
  const { instance } = await makeInstance(control, acme, subnet, '10.0.1.10');
  const probe = { type: 'ping', destination: must(parseAddress('10.0.1.1')), count: 1, timeoutMs: 100 } as const;
  await control.reconciler.settled();
  assert.equal((await refused(control, globex, 'probe-instance', { id: instance.id, probe })).kind, 'not-found');
  await done(control, acme, 'probe-instance', { id: instance.id, probe });
  await control.reconciler.stop();
  const late = await makeInstance(control, acme, subnet, '10.0.1.11');
  assert.equal((await refused(control, acme, 'probe-instance', { id: late.instance.id, probe })).kind, 'not-ready');
});

test('a route is refused for what is wrong with it, and may be prepared before the other side has agreed', async () => {
  const { control, account } = await install();
  const [acme, globex, third] = [await account('acme'), await account('globex'), await account('third')];
  const [a, a2, b] = [
    await makeVpc(control, acme, 'a', '192.168.0.0/16'),
    await makeVpc(control, acme, 'a2', null),
    await makeVpc(control, globex, 'b', '10.0.0.0/16'),
  ];
  await makeSubnet(control, acme, a, '192.168.1.0/24');
  const peering = await makePeering(control, acme, a, b);
  const elsewhere = await makePeering(control, third, await makeVpc(control, third, 'c', null), b);
  const good = routeInput(a, '10.0.0.0/16', peering.id);
  const answers: readonly (readonly [fact: string, change: object, kind: string])[] = [
    ['another type of next hop', { type: 'ecs' }, 'invalid-field'],
    ["in another's VPC", { vpcId: b.id }, 'not-found vpc'],
    ['in a VPC that nobody has', { vpcId: idOf<VpcId>(randomIds.uuid()) }, 'not-found vpc'],
    ['over a peering that nobody has', { nextHop: idOf<PeeringId>(randomIds.uuid()) }, 'not-found peering'],
    ["over others' peering", { nextHop: elsewhere.id }, 'not-found peering'],
    ['in a VPC that is not an end of it', { vpcId: a2.id }, 'invalid-field'],
    ['into a local subnet', routeInput(a, '192.168.1.128/25', peering.id), 'destination-local'],
    ['to a system range', routeInput(a, '100.64.1.0/24', peering.id), 'destination-local'],
    ['while pending', {}, 'ok'],
    ['a second time', {}, 'destination-taken'],
    ["to the VPC's own block", routeInput(a, '192.168.0.0/16', peering.id), 'ok'],
    ['to everywhere', routeInput(a, '0.0.0.0/0', peering.id), 'ok'],
  ];
  for (const [fact, change, kind] of answers) {
    const result = await control.execute(acme, 'create-route', { ...good, ...change });
    const { problem } = result as { problem?: { kind: string; resource?: string } };
    assert.equal(
      result.ok ? 'ok' : [problem!.kind, problem!.kind === 'not-found' && problem!.resource].filter(Boolean).join(' '),
      kind,
      fact,
    );
  }
  await done(control, globex, 'reject-peering', { id: peering.id });
  assert.equal((await refused(control, acme, 'create-route', routeInput(a, '10.9.0.0/16', peering.id))).kind, 'not-ready');
});

test('each owner sees, shows and deletes the routes of its own side alone', async () => {
  const { control, account } = await install();
  const [acme, globex] = [await account('acme'), await account('globex')];
  const [a, b] = [await makeVpc(control, acme, 'a', null), await makeVpc(control, globex, 'b', null)];
  const peering = await makePeering(control, acme, a, b);
  const route = await makeRoute(control, acme, a, '10.0.0.0/16', peering);
  const list = async (caller: typeof acme, filter: object) =>
    (await done(control, caller, 'list-routes', { ...filter, page: {} })).items.map(({ id }) => id);
  for (const filter of [{}, { vpcId: a.id }, { type: 'peering' }, { destination: '10.0.0.0/16' }, { projectId: acme.project.id }]) {
    assert.deepEqual(await list(acme, filter), [route.id], JSON.stringify(filter));
    assert.deepEqual(await list(globex, filter), [], JSON.stringify(filter));
  }
  for (const filter of [{ type: 'ecs' }, { destination: '10.0.0.0/15' }, { projectId: globex.project.id }, { vpcId: b.id }])
    assert.deepEqual(await list(acme, filter), [], JSON.stringify(filter));
  for (const name of ['show-route', 'delete-route'] as const)
    assert.equal((await refused(control, globex, name, { id: route.id })).kind, 'not-found');
  await done(control, acme, 'delete-route', { id: route.id });
  assert.equal((await refused(control, acme, 'delete-route', { id: route.id })).kind, 'not-found');
});
