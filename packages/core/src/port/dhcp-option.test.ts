import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changedOptions } from './dhcp-option.ts';

/** `a=1 b=2` as options; `a=` is an empty value, and `a` alone is null. */
const read = (text: string) =>
  text
    .split(' ')
    .filter(Boolean)
    .map((one) => one.split('='))
    .map(([name = '', value = null]) => ({ name, value }));
const present = (text: string) => read(text).map(({ name, value }) => ({ name, value: value ?? '' }));

const cases: readonly (readonly [present: string, changes: string, after: string])[] = [
  ['a=1 b=2', '', 'a=1 b=2'],
  ['a=1 b=2', 'a=3', 'a=3 b=2'],
  ['a=1 b=2', 'c=3', 'a=1 b=2 c=3'],
  ['a=1 b=2', 'a', 'b=2'],
  ['a=1 b=2', 'a b', ''],
  ['a=1', 'b', 'a=1'],
  ['a=1', 'a a=4', 'a=4'],
  ['', 'a=', 'a='],
];
for (const [before, changes, after] of cases)
  test(`"${before}" changed by "${changes}" is "${after}"`, () => {
    assert.deepEqual(changedOptions(present(before), read(changes)), { ok: true, value: present(after) });
  });

test('a port has 20 options at most, however many changes they come in', () => {
  const twenty = Array.from({ length: 20 }, (_, at) => ({ name: `o${at}`, value: '' }));
  const one = { name: 'x', value: '' };
  assert.equal(changedOptions([], twenty).ok, true);
  const refused = changedOptions(twenty, [one]);
  assert.deepEqual(!refused.ok && refused.problem.kind === 'invalid-field' && refused.problem.field, 'port.extra_dhcp_opts');
  assert.equal(changedOptions(twenty, [one, { name: 'o3', value: null }]).ok, true);
});
