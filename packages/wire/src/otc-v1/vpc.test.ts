import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatCidr, ok } from '@isthmus/core';
import { acme, exchange, inputOf, rowOf, vpc } from '../../test/world.ts';
import { vpcs } from './vpc.ts';

const path = '/v1/:project_id/vpcs';
const shown = {
  id: vpc.id,
  name: 'vpc-acme',
  description: '',
  cidr: '192.168.0.0/16',
  status: 'OK',
  enterprise_project_id: '0',
  routes: [],
  enable_shared_snat: false,
  tenant_id: acme,
  created_at: '2026-11-23T10:15:00',
  updated_at: '2026-11-23T10:15:00',
};

test('a create answers 200 and CREATING, every read OK', async () => {
  const created = await exchange(rowOf(vpcs, `POST ${path}`), { body: { vpc: { name: 'vpc-acme', cidr: '192.168.0.0/16' } } });
  assert.deepEqual([created.status, created.body], [200, { vpc: { ...shown, status: 'CREATING' } }]);
  assert.deepEqual((await exchange(rowOf(vpcs, `GET ${path}/:vpc_id`))).body, { vpc: shown });
  assert.deepEqual((await exchange(rowOf(vpcs, `GET ${path}`))).body, { vpcs: [shown] });
  assert.deepEqual((await exchange(rowOf(vpcs, `PUT ${path}/:vpc_id`), { body: { vpc: {} } })).body, { vpc: shown });
});

test('everything of a new VPC may be left out, and an empty block is none', async () => {
  for (const given of [{}, { cidr: '' }]) {
    const { calls } = await exchange(rowOf(vpcs, `POST ${path}`), { body: { vpc: given } });
    const input = { name: '', description: '', cidr: null, enterpriseProjectId: '0', enableSharedSnat: false };
    assert.deepEqual(calls, [{ name: 'create-vpc', input }]);
  }
});

test('a VPC without a block shows an empty one', async () => {
  const { body } = await exchange(rowOf(vpcs, `GET ${path}/:vpc_id`), {}, async () =>
    ok({ value: { ...vpc, cidr: null }, generation: null } as never),
  );
  assert.equal((body as { vpc: { cidr: string } }).vpc.cidr, '');
});

test('an update changes only what it names', async () => {
  const { calls } = await exchange(rowOf(vpcs, `PUT ${path}/:vpc_id`), {
    body: { vpc: { cidr: '192.168.0.0/17', enable_shared_snat: true } },
  });
  const input = inputOf<'update-vpc'>(calls);
  assert.deepEqual(Object.keys(input).toSorted(), ['cidr', 'enableSharedSnat', 'id']);
  assert.equal(input.cidr && formatCidr(input.cidr), '192.168.0.0/17');
});

const names: readonly (readonly [string, boolean])[] = [
  ['vpc_1.a-b', true],
  ['', true],
  ['x'.repeat(64), true],
  ['x'.repeat(65), false],
  ['with space', false],
  ['$(id)', false],
];
for (const [name, taken] of names)
  test(`the name ${JSON.stringify(name.slice(0, 20))} is ${taken ? 'taken' : 'refused'}`, async () => {
    const { status } = await exchange(rowOf(vpcs, `POST ${path}`), { body: { vpc: { name } } });
    assert.equal(status, taken ? 200 : null);
  });

const limits: readonly (readonly [string, number | null])[] = [
  ['0', 2000],
  ['1', 1],
  ['2000', 2000],
  ['2001', null],
  ['-1', null],
  ['ten', null],
];
for (const [limit, rows] of limits)
  test(`limit=${limit} is ${rows === null ? 'refused' : `a page of ${rows}`}`, async () => {
    const { calls, problem } = await exchange(rowOf(vpcs, `GET ${path}`), { query: { limit } });
    if (rows === null) assert.deepEqual([problem?.kind === 'invalid-field' && problem.field, calls], ['limit', []]);
    else assert.deepEqual(calls, [{ name: 'list-vpcs', input: { page: { limit: rows } } }]);
  });

test('a filter by enterprise project', async () => {
  const row = rowOf(vpcs, 'GET /v1/:project_id/vpcs');
  const asked = async (query: Record<string, string>) => inputOf<'list-vpcs'>((await exchange(row, { query })).calls).enterpriseProjectId;
  assert.equal(await asked({ enterprise_project_id: '0' }), '0');
  assert.equal(await asked({ enterprise_project_id: 'all_granted_eps' }), undefined);
  assert.equal(await asked({}), undefined);
});

test('an id that is none is an empty list', async () => {
  const { body, calls } = await exchange(rowOf(vpcs, `GET ${path}`), { query: { id: 'vpc-acme' } });
  assert.deepEqual([body, calls], [{ vpcs: [] }, []]);
});
