import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  must,
  parseAddress,
  parseCidr,
  type Cidr,
  type Input,
  type InstanceWithPort,
  type Page,
  type SecurityGroupId,
} from '@isthmus/core';
import type { Control } from '../src/index.ts';
import type { ProjectCaller } from '../src/handler.ts';
import { done, install, makeInstance, makePeering, makeRoute, makeSubnet, makeVpc, pings, refused, touched } from './world.ts';

type Rule = Input<'create-security-group-rules'>['rules'][number];
const rule = (over: Partial<Rule> = {}): Rule => ({
  direction: 'ingress',
  etherType: 'IPv4',
  protocol: 'icmp',
  portMin: null,
  portMax: null,
  remotePrefix: null,
  remoteGroupId: null,
  description: '',
  ...over,
});
const group = async (control: Control, caller: ProjectCaller, name: string): Promise<SecurityGroupId> => {
  const fields = { name, description: '', vpcId: null, enterpriseProjectId: '0', birthRules: 'egress' } as const;
  return (await done(control, caller, 'create-security-group', fields)).group.id;
};
const join = (control: Control, caller: ProjectCaller, { port }: InstanceWithPort, ...securityGroupIds: SecurityGroupId[]) =>
  done(control, caller, 'update-port-security-groups', { id: port.id, change: 'set', securityGroupIds });
const addRule = (control: Control, caller: ProjectCaller, securityGroupId: SecurityGroupId, over: Partial<Rule> = {}) =>
  done(control, caller, 'create-security-group-rules', { securityGroupId, rules: [rule(over)] });

/** Two VPCs of one project, peered and routed, with one instance each, and a third that nothing joins to them. */
async function pair() {
  const { control, account } = await install();
  const acme = await account('acme');
  const [a, b, c] = [
    await makeVpc(control, acme, 'a', '10.1.0.0/16'),
    await makeVpc(control, acme, 'b', '10.2.0.0/16'),
    await makeVpc(control, acme, 'c', '10.3.0.0/16'),
  ];
  const instance = async (vpc: typeof a, subnet: string, address: string) =>
    makeInstance(control, acme, await makeSubnet(control, acme, vpc, subnet), address);
  const [ia, ib, ic] = [
    await instance(a, '10.1.1.0/24', '10.1.1.10'),
    await instance(b, '10.2.1.0/24', '10.2.1.10'),
    await instance(c, '10.3.1.0/24', '10.3.1.10'),
  ];
  const peering = await makePeering(control, acme, a, b);
  await makeRoute(control, acme, a, '10.2.0.0/16', peering);
  await makeRoute(control, acme, b, '10.1.0.0/16', peering);
  return { control, account, acme, peering, a, b, c, ia, ib, ic };
}

async function connects(control: Control, caller: ProjectCaller, from: InstanceWithPort, to: string, port: number): Promise<boolean> {
  await control.reconciler.settled();
  const probe = { type: 'tcp', destination: must(parseAddress(to)), port, timeoutMs: 500 } as const;
  return (await done(control, caller, 'probe-instance', { id: from.instance.id, probe })).connected === true;
}

test('a new project has its default group, with the published rules', async () => {
  const { control, account } = await install();
  const { items } = await done(control, await account('acme'), 'list-security-groups', { page: {} });
  assert.deepEqual(
    items.map(({ group: { name, isDefault }, rules }) => [name, isDefault, rules.length]),
    [['default', true, 9]],
  );
});

test('the default group lets ping and the published ports in, and nothing else until a rule does', async () => {
  const { control, acme, ia, ib } = await pair();
  assert.ok(await pings(control, acme, ia.instance.id, '10.2.1.10'));
  await join(control, acme, ia, await group(control, acme, 'outside'));
  assert.ok(await pings(control, acme, ia.instance.id, '10.2.1.10'));
  for (const port of [22, 80, 443, 3389]) assert.ok(await connects(control, acme, ia, '10.2.1.10', port), `${port}`);
  assert.ok(!(await connects(control, acme, ia, '10.2.1.10', 5432)));
  const [own] = ib.port.securityGroupIds;
  await addRule(control, acme, own!, { protocol: 'tcp', portMin: 5432, portMax: 5432, remotePrefix: must(parseCidr('10.1.1.0/24')) });
  assert.ok(await connects(control, acme, ia, '10.2.1.10', 5432));
});

test('a group of one project denies everything in, and a remote group matches through a peering', async () => {
  const { control, acme, ia, ib } = await pair();
  const [clients, servers] = [await group(control, acme, 'clients'), await group(control, acme, 'servers')];
  await join(control, acme, ib, servers);
  assert.ok(!(await pings(control, acme, ia.instance.id, '10.2.1.10')));
  await addRule(control, acme, servers, { remoteGroupId: clients });
  assert.ok(!(await pings(control, acme, ia.instance.id, '10.2.1.10')));
  await join(control, acme, ia, clients);
  assert.ok(await pings(control, acme, ia.instance.id, '10.2.1.10'));
  await join(control, acme, ia);
  assert.ok(!(await pings(control, acme, ia.instance.id, '10.2.1.10')));
});

test('a rule touches the VPCs with a port in its group; a member those that can be reached and name the group', async () => {
  const { control, acme, a, b, c, ia, ib, ic } = await pair();
  const [clients, servers] = [await group(control, acme, 'clients'), await group(control, acme, 'servers')];
  assert.deepEqual(await touched(control), []);
  await join(control, acme, ib, servers);
  assert.deepEqual(await touched(control), [a.id, b.id].toSorted(), 'the default group, which a names, lost a member');
  await addRule(control, acme, servers, { remoteGroupId: clients });
  assert.deepEqual(await touched(control), [b.id]);
  await join(control, acme, ia, clients);
  assert.deepEqual(await touched(control), [a.id, b.id].toSorted());
  // c names the group too, and nothing joins it to the others.
  await join(control, acme, ic, servers);
  assert.deepEqual(await touched(control), [c.id]);
  await join(control, acme, ia);
  assert.deepEqual(await touched(control), [a.id, b.id].toSorted());
  await addRule(control, acme, clients, { remotePrefix: must(parseCidr('10.0.0.0/8')) });
  assert.deepEqual(await touched(control), []);
});

test('incremental rounds leave nothing for the full one to do', async () => {
  const { control, acme, peering, ia, ib } = await pair();
  const [clients, servers] = [await group(control, acme, 'clients'), await group(control, acme, 'servers')];
  const unchanged = async () => {
    await control.reconciler.settled();
    const { lines } = await done(control, { ...acme, roles: ['administrator'] }, 'show-plan', {} as never);
    assert.deepEqual(lines, []);
  };
  await join(control, acme, ib, servers);
  await addRule(control, acme, servers, { remoteGroupId: clients });
  await join(control, acme, ia, clients);
  await unchanged();
  await done(control, acme, 'delete-instance', { id: ia.instance.id });
  await unchanged();
  await done(control, acme, 'delete-peering', { id: peering.id });
  await unchanged();
  await done(control, acme, 'delete-security-group', { id: clients });
  await unchanged();
});

test('no other group has the name of the default group', async () => {
  const { control, account } = await install();
  const acme = await account('acme');
  const fields = { name: 'default', description: '', vpcId: null, enterpriseProjectId: '0', birthRules: 'egress' } as const;
  const taken = { kind: 'already-exists', resource: 'security_group', field: 'name', value: 'default' };
  assert.deepEqual(await refused(control, acme, 'create-security-group', fields), taken);
  const web = await group(control, acme, 'web');
  assert.deepEqual(await refused(control, acme, 'update-security-group', { id: web, name: 'default' }), taken);
  const { items } = await done(control, acme, 'list-security-groups', { page: {} });
  const own = items.find(({ group: { isDefault } }) => isDefault)?.group;
  const { group: described } = await done(control, acme, 'update-security-group', { id: own!.id, name: 'default', description: 'ours' });
  assert.deepEqual([described.name, described.description], ['default', 'ours']);
});

test('what is in use, the default group, and what is someone else’s stay', async () => {
  const { control, account, acme, ia } = await pair();
  const globex = await account('globex');
  const web = await group(control, acme, 'web');
  const theirs = await group(control, globex, 'theirs');
  const [own] = ia.port.securityGroupIds;
  await join(control, acme, ia, web);
  assert.equal((await refused(control, acme, 'delete-security-group', { id: web })).kind, 'in-use');
  assert.equal((await refused(control, acme, 'delete-security-group', { id: own! })).kind, 'immutable');
  assert.equal((await refused(control, acme, 'update-security-group', { id: own!, name: 'mine' })).kind, 'immutable');
  assert.equal((await refused(control, globex, 'delete-security-group', { id: web })).kind, 'not-found');
  const stolen = { securityGroupId: web, rules: [rule({ remoteGroupId: theirs })] };
  assert.equal((await refused(control, acme, 'create-security-group-rules', stolen)).kind, 'not-found');
  const moved = { id: ia.port.id, change: 'add', securityGroupIds: [theirs] } as const;
  assert.equal((await refused(control, acme, 'update-port-security-groups', moved)).kind, 'not-found');
});

test('a group holds a rule once, and several at once are all of them or none', async () => {
  const { control, account } = await install();
  const acme = await account('acme');
  const web = await group(control, acme, 'web');
  await addRule(control, acme, web);
  const again = { securityGroupId: web, rules: [rule({ protocol: 'udp' }), rule({ protocol: '1' })] };
  assert.equal((await refused(control, acme, 'create-security-group-rules', again)).kind, 'already-exists');
  assert.equal((await done(control, acme, 'show-security-group', { id: web })).rules.length, 3);
});

test('a deleted group takes the rules that name it along', async () => {
  const { control, account } = await install();
  const acme = await account('acme');
  const [clients, servers] = [await group(control, acme, 'clients'), await group(control, acme, 'servers')];
  await addRule(control, acme, servers, { remoteGroupId: clients });
  await done(control, acme, 'delete-security-group', { id: clients });
  assert.equal((await done(control, acme, 'show-security-group', { id: servers })).rules.length, 2);
});

test('a list of rules by remote block, and one of groups by enterprise project, has full pages', async () => {
  const { control, account } = await install();
  const acme = await account('acme');
  const id = await group(control, acme, 'web');
  const [wanted, other] = ['10.1.0.0/16', '10.2.0.0/16'].map((text) => must(parseCidr(text))) as [Cidr, Cidr];
  for (let port = 1; port <= 6; port++)
    await addRule(control, acme, id, { protocol: 'tcp', portMin: port, portMax: port, remotePrefix: port % 2 === 0 ? wanted : other });
  const rules = async (page: Page) => done(control, acme, 'list-security-group-rules', { remotePrefix: wanted, page });
  const first = await rules({ limit: 2 });
  assert.deepEqual([first.items.length, first.more], [2, true]);
  const rest = await rules({ limit: 2, marker: first.items[1]!.id });
  assert.deepEqual([...first.items, ...rest.items].map(({ portMin }) => portMin).toSorted(), [2, 4, 6]);
  const fields = { description: '', vpcId: null, birthRules: 'egress' } as const;
  for (const [name, enterpriseProjectId] of [
    ['a', '0'],
    ['b', 'e1'],
    ['c', 'e1'],
  ] as const)
    await done(control, acme, 'create-security-group', { ...fields, name, enterpriseProjectId });
  const groups = await done(control, acme, 'list-security-groups', { enterpriseProjectId: 'e1', page: { limit: 2 } });
  assert.deepEqual(groups.items.map((found) => found.group.name).toSorted(), ['b', 'c']);
});

test('what makes a group answers with the rules in the order in which every read has them', async () => {
  const { control, account } = await install();
  const acme = await account('acme');
  const fields = { description: '', vpcId: null, enterpriseProjectId: '0', birthRules: 'egress-and-own' } as const;
  for (const name of ['a', 'b', 'c']) {
    const made = await done(control, acme, 'create-security-group', { ...fields, name });
    assert.ok(made.rules.length > 1);
    assert.deepEqual(made, await done(control, acme, 'show-security-group', { id: made.group.id }));
  }
});
