import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatAddress, idOf, must, parseAddress, parseCidr, type Input, type SecurityGroupId } from '@isthmus/core';
import type { Control } from '../src/index.ts';
import { done, install, limit, makeSubnet, makeVpc, portOn, refused } from './world.ts';

const network = (name: string): Input<'create-network'> => ({ name, portSecurityEnabled: true });
const group = (name: string): Input<'create-security-group'> => ({
  name,
  description: '',
  vpcId: null,
  enterpriseProjectId: '0',
  birthRules: 'egress',
});
const page = {};
const at = (text: string) => ({ address: must(parseAddress(text)) });

/** Kinds of the newest events of users, and the generations they are of. */
async function told({ ledger }: Control, count: number) {
  const { items } = await ledger.read.events.list({ order: 'newest-first', limit: count });
  return { kinds: items.map(({ kind }) => kind), generations: new Set(items.map(({ generation }) => generation)).size };
}

test('several are made in one write, each with an event of its own', async () => {
  const { control, account } = await install();
  const acme = await account('acme');
  const networks = await done(control, acme, 'create-networks', { items: [network('a'), network('b')] });
  assert.deepEqual(
    networks.map((one) => one.network.name),
    ['a', 'b'],
  );
  assert.deepEqual(await told(control, 2), { kinds: ['network.created', 'network.created'], generations: 1 });
  const items = networks.map((one, index) => ({
    networkId: one.network.id,
    name: `s${index}`,
    family: 4 as const,
    cidr: must(parseCidr(`10.0.${index}.0/24`)),
    dhcpEnabled: true,
    dnsServers: [],
  }));
  const subnets = await done(control, acme, 'create-neutron-subnets', { items });
  assert.deepEqual(
    subnets.map(({ subnet }) => subnet.id),
    networks.map((one) => one.network.id),
  );
  const on = networks[0]!.network.id;
  const ports = await done(control, acme, 'create-ports', { items: [portOn(on), portOn(on, { fixedIps: [at('10.0.0.9')] }), portOn(on)] });
  assert.deepEqual(
    ports.map((one) => one.port.addresses.map(formatAddress)),
    [['10.0.0.2'], ['10.0.0.9'], ['10.0.0.3']],
  );
  const groups = await done(control, acme, 'create-security-groups', { items: [group('x'), group('y')] });
  assert.deepEqual(
    groups.map(({ group: { name }, rules }) => [name, rules.length]),
    [
      ['x', 2],
      ['y', 2],
    ],
  );
});

test('with one that cannot be made none is, and the problem says which it was', async () => {
  const { control, account } = await install();
  const acme = await account('acme');
  const subnet = await makeSubnet(control, acme, await makeVpc(control, acme, 'v', '10.0.0.0/16'), '10.0.1.0/24');
  const before = (await control.ledger.read.events.latest()) as number;
  const twice = [portOn(subnet.id), portOn(subnet.id, { fixedIps: [at('10.0.1.2')] })];
  assert.deepEqual(await refused(control, acme, 'create-ports', { items: twice }), { kind: 'address-in-use', address: '10.0.1.2' });
  const two = portOn(subnet.id, { fixedIps: [at('10.0.1.5'), at('10.0.1.6')] });
  const problem = await refused(control, acme, 'create-ports', { items: [portOn(subnet.id), two] });
  assert.deepEqual([problem.kind === 'invalid-field' && problem.field, (problem as { entry?: number }).entry], ['port.fixed_ips', 1]);
  assert.deepEqual(
    (await done(control, acme, 'list-ports', { networkId: subnet.id, page })).items.filter((one) => one.port.deviceOwner === ''),
    [],
  );
  assert.equal(await control.ledger.read.events.latest(), before);
});

test('quotas count every one of them', async () => {
  const { control, account } = await install();
  const acme = await account('acme');
  await limit(control, acme, 'subnet', 2);
  await limit(control, acme, 'securityGroup', 3);
  await limit(control, acme, 'securityGroupRule', 14);
  const three = { items: ['a', 'b', 'c'].map(network) };
  assert.equal((await refused(control, acme, 'create-networks', three)).kind, 'over-quota');
  assert.deepEqual((await done(control, acme, 'list-networks', { page })).items, []);
  await done(control, acme, 'create-networks', { items: three.items.slice(1) });
  // The default group and its nine rules are there already.
  assert.equal((await refused(control, acme, 'create-security-groups', { items: ['x', 'y', 'z'].map(group) })).kind, 'over-quota');
  const [made] = await done(control, acme, 'create-security-groups', { items: [group('x'), group('y')] });
  const rule = (portMin: number) =>
    ({
      direction: 'ingress',
      etherType: 'IPv4',
      protocol: 'tcp',
      portMin,
      portMax: portMin,
      remotePrefix: null,
      remoteGroupId: null,
      description: '',
    }) as const;
  const rules = (...ports: readonly number[]) => ({ securityGroupId: idOf<SecurityGroupId>(made!.group.id), rules: ports.map(rule) });
  assert.deepEqual(await refused(control, acme, 'create-security-group-rules', rules(80, 81)), {
    kind: 'over-quota',
    quota: 'securityGroupRule',
    limit: 14,
    used: 13,
  });
  await done(control, acme, 'create-security-group-rules', rules(80));
});
