import assert from 'node:assert/strict';
import { test } from 'node:test';
import { err, ok, type Page, type Problem } from '@isthmus/core';
import { uuid } from '../test/world.ts';
import { listPage, pageOf } from './page.ts';

const pages: readonly (readonly [object, object])[] = [
  [{}, { limit: 2000 }],
  [{ limit: 0 }, { limit: 2000 }],
  [{ limit: 5000 }, { limit: 2000 }],
  [
    { limit: 7, marker: uuid('1') },
    { limit: 7, marker: uuid('1') },
  ],
  [{ marker: '' }, { limit: 2000 }],
  [{ page_reverse: true }, { limit: 2000, reverse: true }],
];
for (const [query, page] of pages)
  test(`${JSON.stringify(query)} is the page ${JSON.stringify(page)}`, () => assert.deepEqual(pageOf(query, 'vpc'), ok(page)));

test('a marker that is no id is a problem with a name', () => {
  const page = pageOf({ marker: 'vpc-acme' }, 'vpc');
  assert.equal(!page.ok && page.problem.kind === 'invalid-field' && page.problem.field, 'marker');
});

const seen: readonly (readonly [Problem | null, 'the page' | 'an empty page' | 'the problem'])[] = [
  [null, 'the page'],
  [{ kind: 'not-found', resource: 'vpc', id: uuid('1') }, 'an empty page'],
  [{ kind: 'not-permitted', action: 'vpc:vpcs:get' }, 'an empty page'],
  [{ kind: 'unavailable', reason: 'no database' }, 'the problem'],
];
for (const [problem, answer] of seen)
  test(`a marker whose row answers ${problem?.kind ?? 'itself'} gives ${answer}`, async () => {
    const listed = await listPage(
      { limit: 2, marker: uuid('1') },
      {
        known: async () => (problem === null ? ok(null) : err(problem)),
        list: async () => ok({ value: { items: ['row'], more: false }, generation: null }),
      },
    );
    if (answer === 'the problem') assert.deepEqual(listed, err(problem));
    else assert.deepEqual(listed, ok({ items: answer === 'the page' ? ['row'] : [], more: false }));
  });

test('a page of what is meant is full however much else lies between, both ways', async () => {
  const ids = Array.from({ length: 30 }, (_, index) => String(index).padStart(2, '0'));
  const source = {
    known: async () => ok(null),
    // Three rows at a time, as a ledger with a small limit would.
    list: async ({ marker, reverse }: Page) => {
      const beyond = ids.filter((id) => marker === undefined || (reverse === true ? id < marker : id > marker));
      const items = reverse === true ? beyond.slice(-3) : beyond.slice(0, 3);
      return ok({ value: { items, more: beyond.length > 3 }, generation: null });
    },
    kept: { idOf: (id: string) => id, keep: (id: string) => Number(id) % 10 === 0 },
  };
  assert.deepEqual(await listPage({ limit: 2 }, source), ok({ items: ['00', '10'], more: true }));
  assert.deepEqual(await listPage({ limit: 2, marker: '10' }, source), ok({ items: ['20'], more: false }));
  assert.deepEqual(await listPage({ limit: 2, reverse: true }, source), ok({ items: ['10', '20'], more: true }));
  assert.deepEqual(await listPage({ limit: 2, marker: '20', reverse: true }, source), ok({ items: ['00', '10'], more: false }));
});
