import assert from 'node:assert/strict';
import { test } from 'node:test';
import { must, parseCidr, type Input } from '@isthmus/core';
import { done, install, makeInstance, makePeering, makeRoute, makeSubnet, makeVpc, refused, routeInput } from './world.ts';

const cidr = (text: string) => must(parseCidr(text));
const never = (source: string, more: Partial<Input<'create-guardrail'>> = {}): Input<'create-guardrail'> => ({
  name: 'stated',
  rule: 'never',
  source: { vpcId: null, cidr: cidr(source) },
  destination: { vpcId: null, cidr: null },
  protocol: null,
  ports: null,
  ...more,
});

async function twoOwners() {
  const { control, account } = await install();
  const [acme, globex] = [await account('acme'), await account('globex')];
  const a = await makeVpc(control, acme, 'a', '192.168.0.0/16');
  const b = await makeVpc(control, globex, 'b', '10.0.0.0/16');
  await makeInstance(control, acme, await makeSubnet(control, acme, a, '192.168.1.0/24'), '192.168.1.10');
  await makeInstance(control, globex, await makeSubnet(control, globex, b, '10.0.2.0/24'), '10.0.2.10');
  await control.reconciler.settled();
  const peering = await makePeering(control, acme, a, b);
  return { control, acme, globex, a, b, peering };
}

test('a route that would break a "never" is refused with the packet, and one beside it is not', async () => {
  const { control, acme, globex, a, b, peering } = await twoOwners();
  await done(control, globex, 'accept-peering', { id: peering.id });
  await done(control, acme, 'create-guardrail', never('10.0.2.0/24'));
  const problem = await refused(control, acme, 'create-route', routeInput(a, '10.0.0.0/16', peering.id));
  assert.equal(problem.kind, 'guardrail-broken');
  assert.ok(problem.kind === 'guardrail-broken');
  assert.deepEqual([problem.packet.source, problem.packet.destination], ['10.0.2.0', '192.168.1.10']);
  assert.equal((await done(control, acme, 'list-routes', { page: { limit: 10 } })).items.length, 0, 'nothing was kept');
  await makeRoute(control, acme, a, '10.0.3.0/24', peering);
  await makeRoute(control, globex, b, '192.168.0.0/16', peering);
});

test('whether the other owner has anything there makes no difference to the answer', async () => {
  const { control, acme, globex, a, peering } = await twoOwners();
  await done(control, globex, 'accept-peering', { id: peering.id });
  await done(control, acme, 'create-guardrail', never('10.0.200.0/24'));
  const problem = await refused(control, acme, 'create-route', routeInput(a, '10.0.200.7/32', peering.id));
  assert.equal(problem.kind, 'guardrail-broken', 'no subnet, no route and no instance is there, and still');
});

test('what is routed before the other side accepts is judged as if it had accepted', async () => {
  const { control, acme, globex, a, peering } = await twoOwners();
  await done(control, acme, 'create-guardrail', never('10.0.0.0/8'));
  const problem = await refused(control, acme, 'create-route', routeInput(a, '10.0.0.0/16', peering.id));
  assert.equal(problem.kind, 'guardrail-broken');
  // And the other owner is never refused for it.
  await done(control, globex, 'accept-peering', { id: peering.id });
});

test('a guardrail that the network breaks already is refused', async () => {
  const { control, acme, globex, a, peering } = await twoOwners();
  await done(control, globex, 'accept-peering', { id: peering.id });
  await makeRoute(control, acme, a, '10.0.0.0/16', peering);
  assert.equal((await refused(control, acme, 'create-guardrail', never('10.0.0.0/8'))).kind, 'guardrail-broken');
  // Inbound RDP is let in by the default group; telnet is not.
  const port = (number: number) => ({ protocol: 'tcp' as const, ports: [number, number] as const });
  assert.equal((await refused(control, acme, 'create-guardrail', never('10.0.0.0/8', port(3389)))).kind, 'guardrail-broken');
  const inbound = { ...port(23), destination: { vpcId: a.id, cidr: null } };
  await done(control, acme, 'create-guardrail', never('10.0.0.0/8', inbound));
});

test('a security group rule that would break a "never" is refused, and its owner may delete the guardrail first', async () => {
  const { control, acme, globex, a, peering } = await twoOwners();
  await done(control, globex, 'accept-peering', { id: peering.id });
  await makeRoute(control, acme, a, '10.0.0.0/16', peering);
  const stated = never('10.0.0.0/8', { protocol: 'tcp', ports: [23, 23], destination: { vpcId: a.id, cidr: null } });
  const { id } = await done(control, acme, 'create-guardrail', stated);
  const [group] = (await done(control, acme, 'list-security-groups', { page: { limit: 10 } })).items;
  const telnet = {
    securityGroupId: group!.group.id,
    rules: [
      {
        direction: 'ingress' as const,
        etherType: 'IPv4' as const,
        protocol: 'tcp',
        portMin: 20,
        portMax: 30,
        remotePrefix: null,
        remoteGroupId: null,
        description: '',
      },
    ],
  };
  const problem = await refused(control, acme, 'create-security-group-rules', telnet);
  assert.ok(problem.kind === 'guardrail-broken' && problem.packet.port === 23, JSON.stringify(problem));
  await done(control, acme, 'delete-guardrail', { id });
  await done(control, acme, 'create-security-group-rules', telnet);
});

test('an "always" holds a route and a peering that carry it, and binds nobody else', async () => {
  const { control, acme, globex, a, b, peering } = await twoOwners();
  await done(control, globex, 'accept-peering', { id: peering.id });
  const route = await makeRoute(control, acme, a, '10.0.0.0/16', peering);
  await makeRoute(control, globex, b, '192.168.0.0/16', peering);
  const stated = never('10.0.0.0/8', { rule: 'always', protocol: 'icmp', destination: { vpcId: a.id, cidr: null } });
  await done(control, acme, 'create-guardrail', stated);
  for (const problem of [
    await refused(control, acme, 'delete-route', { id: route.id }),
    await refused(control, acme, 'delete-peering', { id: peering.id }),
  ]) {
    assert.ok(problem.kind === 'guardrail-broken' && problem.rule === 'always');
    assert.deepEqual([problem.packet.source, problem.packet.destination], ['10.0.2.10', '192.168.1.10']);
  }
  await done(control, globex, 'delete-peering', { id: peering.id });
});

test('an instance that would be open to what never may get through is not made', async () => {
  const { control, acme, globex, a, peering } = await twoOwners();
  await done(control, globex, 'accept-peering', { id: peering.id });
  await makeRoute(control, acme, a, '10.0.0.0/16', peering);
  const subnet = await makeSubnet(control, acme, a, '192.168.7.0/24');
  const stated = never('10.0.0.0/8', { destination: { vpcId: a.id, cidr: cidr('192.168.7.0/24') } });
  await done(control, acme, 'create-guardrail', stated);
  const problem = await refused(control, acme, 'create-instance', { name: 'x', subnetId: subnet.id });
  assert.equal(problem.kind, 'guardrail-broken');
});

test("guardrails are their owner's alone", async () => {
  const { control, acme, globex, a, peering } = await twoOwners();
  const { id } = await done(control, acme, 'create-guardrail', never('203.0.113.0/24', { destination: { vpcId: a.id, cidr: null } }));
  assert.equal((await refused(control, globex, 'show-guardrail', { id })).kind, 'not-found');
  assert.equal((await refused(control, globex, 'delete-guardrail', { id })).kind, 'not-found');
  assert.deepEqual((await done(control, globex, 'list-guardrails', { page: { limit: 10 } })).items, []);
  const told = await done(control, globex, 'list-events', { limit: 100 });
  assert.ok(told.items.every(({ kind }) => !kind.startsWith('guardrail.')));
  void peering;
});
