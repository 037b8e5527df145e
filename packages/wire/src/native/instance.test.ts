import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatAddress } from '@isthmus/core';
import { exchange, inputOf, instance, rowOf, subnet, uuid, vpc } from '../../test/world.ts';
import { instances } from './instance.ts';
import { probes } from './probe.ts';

const path = '/isthmus/v1/projects/:project_id/instances';
const shown = {
  id: instance.instance.id,
  name: 'web',
  status: 'BUILD',
  vpc_id: vpc.id,
  subnet_id: subnet.id,
  port_id: uuid('9'),
  ip_address: '192.168.1.10',
  ipv6_address: null,
  mac_address: 'fa:16:3e:00:00:01',
  security_group_ids: [uuid('a')],
  created_at: '2026-11-23T10:15:00.123Z',
};

test('a create answers 201 with the instance itself', async () => {
  const body = { name: 'web', subnet_id: subnet.id, ip_address: '192.168.1.10' };
  const created = await exchange(rowOf(instances, `POST ${path}`), { body });
  assert.deepEqual([created.status, created.body], [201, shown]);
  const input = inputOf<'create-instance'>(created.calls);
  assert.deepEqual(
    [input.subnetId, input.address && formatAddress(input.address), 'securityGroupIds' in input],
    [subnet.id, '192.168.1.10', false],
  );
});

test('a list is 100 rows without a limit', async () => {
  const { body, calls } = await exchange(rowOf(instances, `GET ${path}`));
  assert.deepEqual([body, calls], [{ instances: [shown] }, [{ name: 'list-instances', input: { page: { limit: 100 } } }]]);
});

const probe = (body: object) => exchange(rowOf(probes, `POST ${path}/:instance_id/probes`), { body });
const asked: readonly (readonly [object, object])[] = [
  [{ type: 'ping' }, { type: 'ping', count: 3, timeoutMs: 1000 }],
  [
    { type: 'ping', count: 20, timeout_ms: 50 },
    { type: 'ping', count: 20, timeoutMs: 50 },
  ],
  [{ type: 'traceroute' }, { type: 'traceroute', timeoutMs: 1000 }],
  [
    { type: 'tcp', port: 443 },
    { type: 'tcp', port: 443, timeoutMs: 1000 },
  ],
];
for (const [body, wanted] of asked)
  test(`the probe ${JSON.stringify(body)}`, async () => {
    const { calls } = await probe({ destination: '10.0.2.10', ...body });
    const { probe: given } = inputOf<'probe-instance'>(calls);
    const { destination, ...rest } = given;
    assert.deepEqual([formatAddress(destination), rest], ['10.0.2.10', wanted]);
  });

test('the answer repeats what was asked', async () => {
  const { body } = await probe({ type: 'ping', destination: '10.0.2.10' });
  assert.deepEqual(body, {
    type: 'ping',
    destination: '10.0.2.10',
    transmitted: 3,
    received: 3,
    rtt_ms: { min: 0.1, avg: 0.2, max: 0.3 },
    hops: [{ ttl: 1, address: null, rtt_ms: null }],
    connected: true,
    notice: 'none',
  });
});

const refusals: readonly (readonly [object, string])[] = [
  [{ type: 'exec' }, 'type'],
  [{ destination: 'db.example; reboot' }, 'destination'],
  [{ destination: '10.0.2.0/24' }, 'destination'],
  [{ destination: '10.0.2' }, 'destination'],
  [{ type: 'tcp' }, 'port'],
  [{ type: 'tcp', port: 0 }, 'port'],
  [{ type: 'tcp', port: 65536 }, 'port'],
  [{ count: 21 }, 'count'],
  [{ timeout_ms: 10_001 }, 'timeout_ms'],
];
for (const [change, field] of refusals)
  test(`the probe ${JSON.stringify(change)} is refused as ${field}, and nothing is sent`, async () => {
    const { problem, calls } = await probe({ type: 'ping', destination: '10.0.2.10', ...change });
    assert.equal(problem?.kind === 'invalid-field' && problem.field, field);
    assert.deepEqual(calls, []);
  });
