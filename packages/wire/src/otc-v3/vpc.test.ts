import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acme, exchange, rowOf, uuid, vpc } from '../../test/world.ts';
import { vpcs } from './vpc.ts';

const path = '/v3/:project_id/vpc/vpcs';
const shown = {
  id: vpc.id,
  name: 'vpc-acme',
  description: '',
  cidr: '192.168.0.0/16',
  extend_cidrs: ['23.8.0.0/16'],
  status: 'ACTIVE',
  project_id: acme,
  enterprise_project_id: '0',
  created_at: '2026-11-23T10:15:00Z',
  updated_at: '2026-11-23T10:15:00Z',
  cloud_resources: [],
  tags: [],
};
const request_id = '0'.repeat(32);

test('a show carries the request id and the secondary blocks', async () => {
  assert.deepEqual((await exchange(rowOf(vpcs, `GET ${path}/:vpc_id`))).body, { request_id, vpc: shown });
});

test('a list says where it stands', async () => {
  const { body } = await exchange(rowOf(vpcs, `GET ${path}`));
  assert.deepEqual(body, { request_id, vpcs: [shown], page_info: { previous_marker: vpc.id, current_count: 1 } });
});

const filters: readonly (readonly [Record<string, string | string[]>, number])[] = [
  [{ name: 'vpc-acme' }, 1],
  [{ name: ['other', 'vpc-acme'] }, 1],
  [{ name: ['other', 'another'] }, 0],
  [{ id: [vpc.id, uuid('f')] }, 1],
  [{ id: 'no-id' }, 0],
  [{ cidr: '192.168.0.0/16' }, 1],
  [{ cidr: '10.0.0.0/8' }, 0],
];
for (const [query, count] of filters)
  test(`${JSON.stringify(query).slice(0, 60)} lists ${count}`, async () => {
    const { body } = await exchange(rowOf(vpcs, `GET ${path}`), { query });
    assert.equal((body as { vpcs: unknown[] }).vpcs.length, count);
  });
