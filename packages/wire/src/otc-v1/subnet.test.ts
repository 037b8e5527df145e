import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatAddress, formatCidr, must, ok, parseAddress, parseCidr } from '@isthmus/core';
import { acme, exchange, inputOf, rowOf, subnet, uuid, vpc } from '../../test/world.ts';
import { subnets } from './subnet.ts';

const path = '/v1/:project_id/subnets';
const underVpc = '/v1/:project_id/vpcs/:vpc_id/subnets/:subnet_id';
const shown = {
  id: subnet.id,
  name: 'subnet-1',
  description: '',
  cidr: '192.168.1.0/24',
  gateway_ip: '192.168.1.1',
  ipv6_enable: false,
  dhcp_enable: true,
  primary_dns: '100.125.4.25',
  secondary_dns: '8.8.8.8',
  dnsList: ['100.125.4.25', '8.8.8.8'],
  extra_dhcp_opts: [{ opt_name: 'ntp', opt_value: '10.0.0.1' }],
  availability_zone: '',
  vpc_id: vpc.id,
  status: 'ACTIVE',
  neutron_network_id: subnet.id,
  neutron_subnet_id: uuid('3'),
  scope: 'center',
  tenant_id: acme,
  created_at: '2026-11-23T10:15:00',
  updated_at: '2026-11-23T10:15:00',
};
const sent = { name: 'subnet-1', cidr: '192.168.1.0/24', gateway_ip: '192.168.1.1', vpc_id: vpc.id };
const create = (change: object) => exchange(rowOf(subnets, `POST ${path}`), { body: { subnet: { ...sent, ...change } } });

test('a create answers 200 and UNKNOWN, every read ACTIVE', async () => {
  const created = await create({});
  assert.deepEqual([created.status, created.body], [200, { subnet: { ...shown, status: 'UNKNOWN' } }]);
  assert.deepEqual((await exchange(rowOf(subnets, `GET ${path}/:subnet_id`))).body, { subnet: shown });
  assert.deepEqual((await exchange(rowOf(subnets, `GET ${path}`))).body, { subnets: [shown] });
});

test('what is left out has the published defaults', async () => {
  const { calls } = await create({});
  const input = inputOf<'create-subnet'>(calls);
  assert.deepEqual([formatCidr(input.cidr), formatAddress(input.gateway)], ['192.168.1.0/24', '192.168.1.1']);
  const { ipv6Enabled, dhcpEnabled, dnsServers, extraDhcpOptions } = input;
  assert.deepEqual(
    { ipv6Enabled, dhcpEnabled, dnsServers, extraDhcpOptions },
    { ipv6Enabled: false, dhcpEnabled: true, dnsServers: [], extraDhcpOptions: [] },
  );
});

const dns: readonly (readonly [object, readonly string[]])[] = [
  [{ primary_dns: '1.1.1.1' }, ['1.1.1.1']],
  [{ primary_dns: '1.1.1.1', secondary_dns: '8.8.8.8' }, ['1.1.1.1', '8.8.8.8']],
  [{ secondary_dns: '8.8.8.8' }, ['8.8.8.8']],
  [{ primary_dns: '', secondary_dns: null }, []],
  [{ primary_dns: '1.1.1.1', dnsList: ['8.8.8.8', '9.9.9.9'] }, ['8.8.8.8', '9.9.9.9']],
  [{ dnsList: [] }, []],
];
for (const [given, servers] of dns)
  test(`the name servers of ${JSON.stringify(given)} are [${servers.join(', ')}]`, async () => {
    const { calls } = await create(given);
    assert.deepEqual(inputOf<'create-subnet'>(calls).dnsServers, servers);
  });

const refusals: readonly (readonly [object, string])[] = [
  [{ cidr: '192.168.1.5/24' }, 'subnet.cidr'],
  [{ cidr: 'nonsense' }, 'subnet.cidr'],
  [{ gateway_ip: '192.168.1' }, 'subnet.gateway_ip'],
  [{ primary_dns: '1.1.1' }, 'subnet.primary_dns'],
  [{ dnsList: ['1.1.1.1', '300.1.1.1'] }, 'subnet.dnsList.1'],
  [{ extra_dhcp_opts: [{ opt_name: 'ntp', opt_value: 'time.example' }] }, 'subnet.extra_dhcp_opts.0.opt_value'],
  [{ extra_dhcp_opts: [{ opt_name: 'ntp', opt_value: '1.1.1.1,1.1.1.1' }] }, 'subnet.extra_dhcp_opts.0.opt_value'],
  [{ extra_dhcp_opts: [{ opt_name: 'ntp', opt_value: '' }] }, 'subnet.extra_dhcp_opts.0.opt_value'],
  [{ extra_dhcp_opts: [{ opt_name: 'shell', opt_value: 'x' }] }, 'subnet.extra_dhcp_opts.0.opt_name'],
  [{ name: '' }, 'subnet.name'],
];
for (const [change, field] of refusals)
  test(`${JSON.stringify(change)} is refused as ${field}`, async () => {
    const { problem, calls } = await create(change);
    assert.equal(problem?.kind === 'invalid-field' && problem.field, field);
    assert.deepEqual(calls, []);
  });

test('an option of null, or of a name alone, is removed', async () => {
  const { calls } = await create({
    extra_dhcp_opts: [
      { opt_name: 'ntp', opt_value: null },
      { opt_name: 'ipv6_addresstime' },
      { opt_name: 'addresstime', opt_value: '24h' },
    ],
  });
  assert.deepEqual(inputOf<'create-subnet'>(calls).extraDhcpOptions, [{ name: 'addresstime', value: '24h' }]);
});

test('an update names the VPC, needs the name, and answers id and status alone', async () => {
  const { body, calls } = await exchange(rowOf(subnets, `PUT ${underVpc}`), { body: { subnet: { name: 'new' } } });
  assert.deepEqual(body, { subnet: { id: subnet.id, status: 'ACTIVE' } });
  assert.deepEqual(calls, [{ name: 'update-subnet', input: { id: subnet.id, vpcId: vpc.id, name: 'new' } }]);
  const { problem } = await exchange(rowOf(subnets, `PUT ${underVpc}`), { body: { subnet: { dhcp_enable: true } } });
  assert.equal(problem?.kind === 'invalid-field' && problem.field, 'subnet.name');
});

test('IPv6 fields are there with IPv6 alone', async () => {
  const six = { ...subnet, cidrV6: must(parseCidr('fd00:1::/64')), gatewayV6: must(parseAddress('fd00:1::1')), neutronIdV6: uuid('b') };
  const { body } = await exchange(rowOf(subnets, `GET ${path}/:subnet_id`), {}, async () => ok({ value: six, generation: null } as never));
  const { ipv6_enable, cidr_v6, gateway_ip_v6, neutron_subnet_id_v6 } = (body as { subnet: Record<string, unknown> }).subnet;
  assert.deepEqual([ipv6_enable, cidr_v6, gateway_ip_v6, neutron_subnet_id_v6], [true, 'fd00:1::/64', 'fd00:1::1', uuid('b')]);
});
