import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ok, type Peering } from '@isthmus/core';
import { acme, exchange, globex, peering, refusing, rowOf, uuid, vpc } from '../../test/world.ts';
import { peerings } from './peering.ts';

const path = '/v2.0/vpc/peerings';
/** As the contract publishes the object, with the times that newer clients read. */
const shown = {
  id: peering.id,
  name: 'acme-globex',
  status: 'PENDING_ACCEPTANCE',
  description: 'for the demo',
  request_vpc_info: { vpc_id: vpc.id, tenant_id: acme },
  accept_vpc_info: { vpc_id: uuid('6'), tenant_id: globex },
  created_at: '2026-11-23T10:15:00',
  updated_at: '2026-11-23T10:15:00',
};

test('a create answers 201 with the wrapped peering, and asks for what was sent', async () => {
  const sent = {
    peering: {
      name: 'acme-globex',
      request_vpc_info: { vpc_id: vpc.id },
      accept_vpc_info: { vpc_id: uuid('6'), tenant_id: globex },
    },
  };
  const { status, body, calls } = await exchange(rowOf(peerings, `POST ${path}`), { body: sent });
  assert.deepEqual([status, body], [201, { peering: shown }]);
  assert.deepEqual(calls, [
    {
      name: 'create-peering',
      input: {
        name: 'acme-globex',
        description: '',
        requester: { vpcId: vpc.id },
        accepter: { vpcId: uuid('6'), projectId: globex },
      },
    },
  ]);
});

test('a wrapped show, and a bare accept and reject', async () => {
  assert.deepEqual((await exchange(rowOf(peerings, `GET ${path}/:peering_id`))).body, { peering: shown });
  const accepted = await exchange(rowOf(peerings, `PUT ${path}/:peering_id/accept`), { body: undefined });
  assert.deepEqual([accepted.status, accepted.body], [200, { ...shown, status: 'ACTIVE' }]);
  const rejected = await exchange(rowOf(peerings, `PUT ${path}/:peering_id/reject`), { body: {} });
  assert.deepEqual([rejected.status, rejected.body], [200, { ...shown, status: 'REJECTED' }]);
});

test('a delete answers 204 without a body', async () => {
  const { status, body, answer } = await exchange(rowOf(peerings, `DELETE ${path}/:peering_id`));
  assert.deepEqual([status, body, answer.ok && 'body' in answer.value], [204, undefined, false]);
});

test('an update takes name and description, needs one of them, and refuses everything else by name', async () => {
  const row = rowOf(peerings, `PUT ${path}/:peering_id`);
  const done = await exchange(row, { body: { peering: { name: 'new' } } });
  assert.deepEqual([done.status, done.calls], [200, [{ name: 'update-peering', input: { id: peering.id, name: 'new' } }]]);
  const fieldOf = async (given: object) => {
    const { problem } = await exchange(row, { body: { peering: given } });
    return problem?.kind === 'invalid-field' ? problem.field : problem;
  };
  assert.equal(await fieldOf({}), 'peering');
  assert.equal(await fieldOf({ name: 'x', status: 'ACTIVE' }), 'peering.status');
  assert.equal(await fieldOf({ accept_vpc_info: {} }), 'peering.accept_vpc_info');
  assert.equal(await fieldOf({ name: '' }), 'peering.name');
  assert.equal(await fieldOf({ description: '<b>' }), 'peering.description');
});

const longest: readonly (readonly [string, boolean])[] = [
  ['x'.repeat(64), true],
  ['x'.repeat(65), false],
  ['\u{1f600}'.repeat(64), true],
  ['', false],
  ['two words, "quoted"', true],
  ['new\nline', false],
];
for (const [name, taken] of longest)
  test(`the name ${JSON.stringify(name.slice(0, 24))} of ${[...name].length} characters is ${taken ? 'taken' : 'refused'}`, async () => {
    const { status } = await exchange(rowOf(peerings, `PUT ${path}/:peering_id`), { body: { peering: { name } } });
    assert.equal(status, taken ? 200 : null);
  });

test('filters reach the list, either side', async () => {
  const query = { name: 'acme-globex', status: 'ACTIVE', tenant_id: globex, vpc_id: vpc.id, id: peering.id };
  const { calls } = await exchange(rowOf(peerings, `GET ${path}`), { query });
  assert.deepEqual(calls, [
    {
      name: 'list-peerings',
      input: { id: peering.id, name: 'acme-globex', status: 'ACTIVE', projectId: globex, vpcId: vpc.id, page: { limit: 2000 } },
    },
  ]);
});

const matchless: readonly Record<string, string>[] = [
  { id: '2' },
  { tenant_id: '4' },
  { vpc_id: 'My VPC' },
  { status: 'BROKEN' },
  { id: '2', tenant_id: '4' },
];
for (const query of matchless)
  test(`?${new URLSearchParams(query)} is an empty list and not a mistake`, async () => {
    const { status, body, calls } = await exchange(rowOf(peerings, `GET ${path}`), { query });
    assert.deepEqual([status, body, calls], [200, { peerings: [] }, []]);
  });

test('a list without a limit has no links', async () => {
  assert.deepEqual((await exchange(rowOf(peerings, `GET ${path}`))).body, { peerings: [shown] });
});

test('a marker that the caller cannot see gives an empty page, one that is no id is refused', async () => {
  const row = rowOf(peerings, `GET ${path}`);
  const gone = await exchange(row, { query: { marker: uuid('0') } }, refusing({ kind: 'not-found', resource: 'peering', id: uuid('0') }));
  assert.deepEqual([gone.status, gone.body], [200, { peerings: [] }]);
  const { problem } = await exchange(row, { query: { marker: 'nonsense' } });
  assert.equal(problem?.kind === 'invalid-field' && problem.field, 'marker');
});

const many: readonly Peering[] = ['c', 'a', 'b'].map((digit) => ({ ...peering, id: uuid(digit) as Peering['id'] }));
test('rows come ascending by id, also when walked backwards', async () => {
  const { body } = await exchange(rowOf(peerings, `GET ${path}`), {}, async () =>
    ok({ value: { items: many, more: false }, generation: null } as never),
  );
  assert.deepEqual(
    (body as { peerings: { id: string }[] }).peerings.map(({ id }) => id),
    [uuid('a'), uuid('b'), uuid('c')],
  );
});
