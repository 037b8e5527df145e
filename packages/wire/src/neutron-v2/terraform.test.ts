import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acl, exchange, inputOf, rowOf, uuid, vpc } from '../../test/world.ts';
import { firewallGroups } from './firewall-group.ts';
import { ports } from './port.ts';
import { routers } from './router.ts';
import { securityGroupRules } from './security-group-rule.ts';

/** What Terraform's provider sends beside what was meant, and how it is taken. */

const protocols: readonly (readonly [string, number | null])[] = [
  ['47', null],
  ['esp', null],
  ['tcp', 0],
  ['icmp', 0],
];
for (const [protocol, kept] of protocols)
  test(`ports 0 and 0 of protocol ${protocol} are ${kept === null ? 'none' : 'what they say'}`, async () => {
    const written = { security_group_id: uuid('9'), direction: 'egress', protocol, port_range_min: 0, port_range_max: 0 };
    const row = rowOf(securityGroupRules, 'POST /v2.0/security-group-rules');
    const { calls } = await exchange(row, { body: { security_group_rule: written } });
    const [rule] = inputOf<'create-security-group-rules'>(calls).rules;
    assert.deepEqual([rule?.portMin, rule?.portMax], [kept, kept]);
  });

test('a router takes null for no routes', async () => {
  const row = rowOf(routers, 'PUT /v2.0/routers/:router_id');
  const { status, calls } = await exchange(row, { params: { router_id: vpc.id }, body: { router: { name: 'r', routes: null } } });
  assert.deepEqual([status, calls[0]?.name], [200, 'update-vpc']);
});

test('a route of a router to an address is refused in plain words', async () => {
  const routes = [{ destination: '10.0.1.0/24', nexthop: '192.168.199.250' }];
  const row = rowOf(routers, 'PUT /v2.0/routers/:router_id');
  const { problem, calls } = await exchange(row, { params: { router_id: vpc.id }, body: { router: { routes } } });
  assert.ok(problem?.kind === 'invalid-field' && problem.field === 'router.routes.0.nexthop');
  assert.match(problem.reason, /nothing here forwards packets/);
  assert.deepEqual(calls, []);
});

test('a port that nobody said to be up or down is sent as down, and is up', async () => {
  const written = { network_id: uuid('5'), admin_state_up: false };
  const { status, body } = await exchange(rowOf(ports, 'POST /v2.0/ports'), { body: { port: written } });
  assert.deepEqual([status, (body as { port: { admin_state_up: boolean } }).port.admin_state_up], [201, true]);
});

test('null takes a DHCP option off a port', async () => {
  const extra_dhcp_opts = [
    { opt_name: 'a', opt_value: null },
    { opt_name: 'b', opt_value: '1' },
  ];
  const { calls } = await exchange(rowOf(ports, 'PUT /v2.0/ports/:port_id'), {
    params: { port_id: uuid('a') },
    body: { port: { extra_dhcp_opts } },
  });
  assert.deepEqual(inputOf<'update-port'>(calls).extraDhcpOptions, [
    { name: 'a', value: null },
    { name: 'b', value: '1' },
  ]);
});

const group = '/v2.0/fwaas/firewall_groups/:firewall_id';
const params = { firewall_id: acl.acl.id };

test('null takes all ports out of a firewall group, and leaving them out takes none', async () => {
  const change = async (written: object) =>
    inputOf<'update-acl'>((await exchange(rowOf(firewallGroups, `PUT ${group}`), { params, body: { firewall_group: written } })).calls);
  assert.deepEqual((await change({ ports: null })).subnetIds, []);
  assert.ok(!('subnetIds' in (await change({ name: 'x' }))));
});

test('a firewall group goes with its ports', async () => {
  const { status, calls } = await exchange(rowOf(firewallGroups, `DELETE ${group}`), { params });
  assert.equal(status, 204);
  assert.deepEqual(
    calls.map(({ name, input }) => [name, input]),
    [
      ['update-acl', { id: acl.acl.id, subnetIds: [] }],
      ['delete-acl', { id: acl.acl.id }],
    ],
  );
});
