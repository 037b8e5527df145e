import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ok, type Execute, type Input, type Listed, type Vpc } from '@isthmus/core';
import { alice, asking, network, uuid, vpc } from '../../test/world.ts';
import { endpoints } from '../index.ts';

const names = ['c', 'a', 'e', 'b', 'd'];
const vpcs = names.map((name, index): Vpc => ({ ...vpc, id: uuid(String(index + 1)) as Vpc['id'], name }));

/** A ledger of five VPCs, which answers as the real one does: by name, by page, ascending by id. */
const execute = (async (_, operation: string, input: Input<'list-vpcs'>) => {
  if (operation === 'show-vpc') return ok({ value: vpc, generation: null });
  const { page, name } = input;
  const beyond = vpcs.filter((one) => (name === undefined || one.name === name) && isBeyond(one.id, page));
  const items = page.reverse === true ? beyond.slice(-(page.limit ?? 0)) : beyond.slice(0, page.limit);
  return ok({ value: { items, more: beyond.length > items.length } satisfies Listed<Vpc>, generation: null });
}) as Execute;
const isBeyond = (id: string, { marker, reverse }: Input<'list-vpcs'>['page']): boolean =>
  marker === undefined || (reverse === true ? id < marker : id > marker);

const row = endpoints.find(({ method, path }) => method === 'GET' && path === '/v2.0/routers');
const show = endpoints.find(({ method, path }) => method === 'GET' && path === '/v2.0/routers/:router_id');
assert.ok(row && show);

type Query = Record<string, string | string[]>;
interface Body {
  readonly routers: readonly { readonly id: string; readonly name: string }[];
  readonly routers_links?: readonly { readonly rel: string; readonly href: string }[];
}
const list = async (query: Query) => {
  const answer = await row.answer(asking({ principal: alice, query }), execute);
  return answer.ok ? (answer.value.body as Body) : { ...answer.problem, routers: [] };
};
const namesOf = async (query: Query): Promise<string> => (await list(query)).routers.map(({ name }) => name).join('');

const cases: readonly (readonly [Query, string])[] = [
  [{}, 'caebd'],
  [{ name: ['a', 'b'] }, 'ab'],
  [{ name: ['b', 'a', 'a', 'zz'] }, 'ab'],
  [{ name: ['a', 'b', 'd'], limit: '2' }, 'ab'],
  [{ name: ['a', 'b', 'd'], limit: '2', marker: uuid('4') }, 'd'],
  [{ name: ['a', 'b', 'd'], limit: '2', page_reverse: 'True' }, 'bd'],
  [{ sort_key: 'name' }, 'abcde'],
  [{ sort_key: 'name', sort_dir: 'desc' }, 'edcba'],
  [{ sort_key: ['status', 'name'], sort_dir: ['asc', 'desc'] }, 'edcba'],
  [{ sort_key: 'name', limit: '2' }, 'ab'],
  [{ sort_key: 'name', limit: '2', marker: uuid('4') }, 'cd'],
  [{ sort_key: 'name', limit: '2', marker: uuid('5'), page_reverse: 'True' }, 'bc'],
  [{ sort_key: 'name', marker: uuid('9') }, ''],
  [{ sort_key: 'name', name: ['e', 'c'] }, 'ce'],
];
for (const [query, expected] of cases)
  test(`${JSON.stringify(query).replaceAll(/0{4,}[-\d]*/g, '')} lists ${expected || 'nothing'}`, async () =>
    assert.equal(await namesOf(query), expected));

test('a client that follows the links of a sorted list sees every row once', async () => {
  let query: Query = { sort_key: 'name', sort_dir: 'desc', limit: '2', fields: ['id', 'name'] };
  let seen = '';
  for (let pages = 0; pages < 5; pages++) {
    const body = (await list(query)) as Body;
    seen += body.routers.map(({ name }) => name).join('');
    const next = body.routers_links?.find(({ rel }) => rel === 'next');
    if (next === undefined) break;
    const params = new URL(next.href).searchParams;
    query = Object.fromEntries(
      [...new Set(params.keys())].map((name) => [name, params.getAll(name)]).map(([name, all]) => [name, all?.length === 1 ? all[0] : all]),
    ) as Query;
  }
  assert.equal(seen, 'edcba');
});

test('fields are picked from lists and from one, and the links stay', async () => {
  assert.deepEqual((await list({ fields: ['name', 'unheard_of'], name: 'a' })).routers, [{ name: 'a' }]);
  const params = { router_id: vpc.id };
  const answer = await show.answer(asking({ principal: alice, params, query: { fields: 'id' } }), execute);
  assert.deepEqual(answer.ok && answer.value.body, { router: { id: vpc.id } });
});

const refused: readonly (readonly [Query, string])[] = [
  [{ sort_key: 'unheard_of' }, 'sort_key'],
  [{ sort_key: 'routes' }, 'sort_key'],
  [{ sort_key: 'name', sort_dir: 'up' }, 'sort_dir'],
  [{ sort_key: 'name', sort_dir: ['asc', 'desc'] }, 'sort_dir'],
  [{ name: Array.from({ length: 51 }, (_, index) => `${index}`) }, 'name'],
  [{ sort_key: 'name', limit: 'x' }, 'limit'],
];
for (const [query, field] of refused)
  test(`${JSON.stringify(query).slice(0, 60)} is refused, naming ${field}`, async () => {
    const answer = await list(query);
    assert.equal('field' in answer && answer.field, field);
  });

test('rows without an id of their own are listed each once', async () => {
  const availability = endpoints.find(({ method, path }) => method === 'GET' && path === '/v2.0/network-ip-availabilities');
  const networks = ['1', '2'].map((digit) => ({ network: { ...network, id: uuid(digit), name: digit }, uses: [] }));
  const ask = (async (_, __, { name }: Input<'list-address-uses'>) => {
    const items = networks.filter((one) => name === undefined || one.network.name === name);
    return ok({ value: { items, more: false }, generation: null });
  }) as Execute;
  const answer = await availability?.answer(
    asking({ principal: alice, query: { network_name: ['2', '1'], sort_key: 'network_name', sort_dir: 'desc' } }),
    ask,
  );
  const rows = (answer?.ok ? answer.value.body : {}) as { network_ip_availabilities: readonly object[] };
  assert.deepEqual(
    rows.network_ip_availabilities.map((one) => [(one as { network_name: string }).network_name, 'id' in one]),
    [
      ['2', false],
      ['1', false],
    ],
  );
});
