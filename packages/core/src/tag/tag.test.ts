import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkTags, hasTags, type TagFilter } from './tag.ts';

const keys = (count: number): string[] => Array.from({ length: count }, (_, index) => `k${index}`);
const pairs = (...names: readonly string[]) => names.map((key) => ({ key, value: 'v' }));

const counts: readonly (readonly [have: number, add: readonly string[], allowed: boolean])[] = [
  [0, keys(20), true],
  [0, keys(21), false],
  [20, ['new'], false],
  [20, ['k3'], true],
  [19, ['new'], true],
  [0, ['a', 'b', 'a'], false],
];
for (const [have, add, allowed] of counts)
  test(`a thing with ${have} tags ${allowed ? 'takes' : 'refuses'} ${add.length === 1 ? add[0] : `${add.length} more`}`, () =>
    assert.equal(checkTags(keys(have), pairs(...add)).ok, allowed));

const tags = [
  { key: 'env', value: 'test' },
  { key: 'team', value: 'net' },
];
const filters: readonly (readonly [readonly TagFilter[], boolean])[] = [
  [[], true],
  [[{ key: 'env', values: [] }], true],
  [[{ key: 'env', values: ['prod', 'test'] }], true],
  [[{ key: 'env', values: ['prod'] }], false],
  [
    [
      { key: 'env', values: ['test'] },
      { key: 'team', values: ['net'] },
    ],
    true,
  ],
  [
    [
      { key: 'env', values: ['test'] },
      { key: 'cost', values: [] },
    ],
    false,
  ],
];
for (const [wanted, match] of filters)
  test(`env=test, team=net ${match ? 'has' : 'has not'} ${JSON.stringify(wanted)}`, () => assert.equal(hasTags(tags, wanted), match));
