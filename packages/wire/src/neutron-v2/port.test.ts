import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exchange, inputOf, rowOf, subnet, uuid } from '../../test/world.ts';
import { ports as v1Ports } from '../otc-v1/port.ts';
import { ports } from './port.ts';

const params = { port_id: uuid('9') };
const rows = [
  rowOf(ports, 'POST /v2.0/ports'),
  rowOf(ports, 'PUT /v2.0/ports/:port_id'),
  rowOf(v1Ports, 'POST /v1/:project_id/ports'),
  rowOf(v1Ports, 'PUT /v1/:project_id/ports/:port_id'),
];
for (const row of rows)
  test(`${row.method} ${row.path} refuses addresses that no data plane lets a port send from, and takes an empty list`, async () => {
    const asked = (pairs: readonly object[]) => ({
      params: { ...params, project_id: 'a'.repeat(32) },
      body: { port: { network_id: subnet.id, allowed_address_pairs: pairs } },
    });
    const body = (pairs: readonly object[]) =>
      row.path.startsWith('/v2.0') && row.method === 'PUT' ? { params, body: { port: { allowed_address_pairs: pairs } } } : asked(pairs);
    const { problem } = await exchange(row, body([{ ip_address: '192.168.1.200' }]));
    assert.deepEqual([problem?.kind, (problem as { field?: string } | null)?.field], ['invalid-field', 'port.allowed_address_pairs']);
    assert.equal((await exchange(row, body([]))).problem, null);
  });

test("a change of fixed_ips is the port's whole list, and a wrong address is named", async () => {
  const row = rowOf(ports, 'PUT /v2.0/ports/:port_id');
  const { calls } = await exchange(row, {
    params,
    body: { port: { fixed_ips: [{ subnet_id: subnet.neutronId }, { ip_address: 'fd00::7' }] } },
  });
  assert.deepEqual(inputOf<'update-port'>(calls).fixedIps, [
    { neutronSubnetId: subnet.neutronId },
    { address: { family: 6, value: (0xfd00n << 112n) | 7n } },
  ]);
  const { problem } = await exchange(row, { params, body: { port: { fixed_ips: [{ ip_address: '192.168.1.300' }] } } });
  assert.equal((problem as { field?: string } | null)?.field, 'port.fixed_ips.0.ip_address');
});
