import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at } from '../test/world.ts';
import { bareTime, microTime, parseTime, rfc3339Time, zuluTime } from './times.ts';

test('each family has its own time', () => {
  assert.deepEqual(
    [bareTime(at), zuluTime(at), microTime(at), rfc3339Time(at)],
    ['2026-11-23T10:15:00', '2026-11-23T10:15:00Z', '2026-11-23T10:15:00.123000Z', '2026-11-23T10:15:00.123Z'],
  );
});

const texts: readonly (readonly [string, number | null])[] = [
  ['2026-11-23T10:15:00.123Z', at],
  ['2026-11-23T11:15:00.123+01:00', at],
  ['2026-11-23T10:15:00', null],
  ['2026-13-23T10:15:00Z', null],
  ['yesterday', null],
  ['', null],
];
for (const [text, instant] of texts)
  test(`${JSON.stringify(text)} is ${instant === null ? 'no time' : 'that instant'}`, () => assert.equal(parseTime(text), instant));
