import assert from 'node:assert/strict';
import { test } from 'node:test';
import { must, ok, parseAddress, type NeutronSubnet } from '@isthmus/core';
import { exchange, inputOf, network, neutronSubnet, rowOf, subnet } from '../../test/world.ts';
import { subnets } from './subnet.ts';

const create = rowOf(subnets, 'POST /v2.0/subnets');
const show = rowOf(subnets, 'GET /v2.0/subnets/:subnet_id');
const wanted = { network_id: network.id, ip_version: 4, cidr: '10.0.0.0/24' };
const address = (text: string) => must(parseAddress(text));
const fieldOf = (problem: unknown): string | undefined => (problem as { field?: string } | null)?.field;

const shown = async (one: NeutronSubnet): Promise<unknown> => {
  const { body } = await exchange(show, {}, (async () => ok({ value: one, generation: null })) as never);
  return (body as { subnet: { allocation_pools: unknown } }).subnet.allocation_pools;
};

test('pools are shown as they were given, and without any the published one', async () => {
  assert.deepEqual(await shown(neutronSubnet), [{ start: '192.168.1.2', end: '192.168.1.251' }]);
  const allocationPools = [{ first: address('192.168.1.50'), last: address('192.168.1.60') }];
  assert.deepEqual(await shown({ ...neutronSubnet, subnet: { ...subnet, allocationPools } }), [
    { start: '192.168.1.50', end: '192.168.1.60' },
  ]);
  assert.deepEqual(await shown({ ...neutronSubnet, subnet: { ...subnet, allocationPools: [] } }), []);
});

test('what is wrong with a pool is named', async () => {
  const allocation_pools = [{ start: '10.0.0.2', end: '10.0.0.9' }];
  const { calls } = await exchange(create, { body: { subnet: { ...wanted, allocation_pools } } });
  const input = inputOf<'create-neutron-subnet'>(calls);
  assert.deepEqual('allocationPools' in input && input.allocationPools, [{ first: address('10.0.0.2'), last: address('10.0.0.9') }]);
  for (const [written, field] of [
    [{ ...wanted, allocation_pools: [{ start: '10.0.0.2' }] }, 'subnet.allocation_pools.0.end'],
    [{ ...wanted, allocation_pools: [...allocation_pools, { start: '10.0.0.999', end: '10.0.0.9' }] }, 'subnet.allocation_pools.1.start'],
    [{ network_id: network.id, ip_version: 6, allocation_pools }, 'subnet.allocation_pools'],
  ] as const)
    assert.equal(fieldOf((await exchange(create, { body: { subnet: written } })).problem), field);
});

test('null is no gateway, and nothing is the first address', async () => {
  const gatewayFor = async (written: object) => {
    const { calls } = await exchange(create, { body: { subnet: { ...wanted, ...written } } });
    return (inputOf<'create-neutron-subnet'>(calls) as { gateway?: unknown }).gateway;
  };
  assert.equal(await gatewayFor({ gateway_ip: null }), null);
  assert.equal(await gatewayFor({}), undefined);
  assert.deepEqual(await gatewayFor({ gateway_ip: '10.0.0.7' }), address('10.0.0.7'));
});

test('a subnet without a gateway is shown without one, and its pool begins with the first address', async () => {
  const bare: NeutronSubnet = { ...neutronSubnet, subnet: { ...subnet, vpcId: null, routeTableId: null, gateway: null } };
  const { body } = await exchange(show, {}, (async () => ok({ value: bare, generation: null })) as never);
  assert.equal((body as { subnet: { gateway_ip: unknown } }).subnet.gateway_ip, null);
  assert.deepEqual(await shown(bare), [{ start: '192.168.1.1', end: '192.168.1.251' }]);
});
