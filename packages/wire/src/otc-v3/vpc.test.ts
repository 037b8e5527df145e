import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acme, exchange, inputOf, rowOf, vpc } from '../../test/world.ts';
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
  cloud_resources: [
    { resource_type: 'routetable', resource_count: 2 },
    { resource_type: 'virsubnet', resource_count: 1 },
  ],
  tags: [{ key: 'env', value: 'test' }],
};
const request_id = '0'.repeat(32);

test('a show carries the request id and the secondary blocks', async () => {
  assert.deepEqual((await exchange(rowOf(vpcs, `GET ${path}/:vpc_id`))).body, { request_id, vpc: shown });
});

test('a list says where it stands', async () => {
  const { body } = await exchange(rowOf(vpcs, `GET ${path}`));
  assert.deepEqual(body, { request_id, vpcs: [shown], page_info: { previous_marker: vpc.id, current_count: 1 } });
});

const filters: readonly (readonly [Record<string, string | string[]>, object | null])[] = [
  [{}, {}],
  [{ name: 'vpc-acme' }, { name: ['vpc-acme'] }],
  [
    { name: ['other', 'vpc-acme'], description: '' },
    { name: ['other', 'vpc-acme'], description: [''] },
  ],
  [{ id: [vpc.id, 'no-id'] }, { id: [vpc.id] }],
  [{ id: 'no-id' }, null],
  [{ cidr: ['192.168.0.0/16', ''] }, { cidr: [vpc.cidr, null] }],
  [{ cidr: '192.168.0.1/16' }, null],
];
for (const [query, filter] of filters)
  test(`${JSON.stringify(query).slice(0, 60)} asks for ${filter === null ? 'nothing' : 'what it says'}`, async () => {
    const { body, calls } = await exchange(rowOf(vpcs, `GET ${path}`), { query });
    if (filter === null) assert.deepEqual((body as { vpcs: unknown[] }).vpcs, []);
    else assert.deepEqual(inputOf<'list-vpcs'>(calls), { ...filter, page: { limit: 2000 } });
  });

test('a dry run of a change is answered 202, and asks for a check', async () => {
  const row = rowOf(vpcs, `PUT ${path}/:vpc_id/add-extend-cidr`);
  const { status, body, calls } = await exchange(row, { body: { vpc: { extend_cidrs: ['23.9.0.0/16'] }, dry_run: true } });
  assert.deepEqual([status, (body as { error_code: string }).error_code], [202, 'SYS.0202']);
  assert.equal(inputOf<'add-secondary-blocks'>(calls).mode, 'check');
});

test('an empty text among the blocks is none', async () => {
  const row = rowOf(vpcs, `PUT ${path}/:vpc_id/add-extend-cidr`);
  const { status, calls } = await exchange(row, { params: { vpc_id: vpc.id }, body: { vpc: { extend_cidrs: [''] } } });
  assert.deepEqual([status, calls[0]?.input], [200, { id: vpc.id, cidrs: [], mode: 'run' }]);
});

test('a VPC is made with its tags, and a change of its block is refused by name', async () => {
  const tags = [{ key: 'env', value: 'test' }];
  const made = await exchange(rowOf(vpcs, `POST ${path}`), { body: { vpc: { name: 'blue', cidr: '10.0.0.0/16', tags } } });
  assert.deepEqual([made.status, made.body], [201, { request_id, vpc: shown }]);
  assert.deepEqual(inputOf<'create-vpc'>(made.calls).tags, tags);
  const { problem } = await exchange(rowOf(vpcs, `PUT ${path}/:vpc_id`), {
    params: { vpc_id: vpc.id },
    body: { vpc: { cidr: '10.1.0.0/16' } },
  });
  assert.deepEqual([problem?.kind, (problem as { field?: string } | null)?.field], ['invalid-field', 'vpc.cidr']);
});
