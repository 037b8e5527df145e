import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkTemporaryKeySeconds } from './access-key.ts';

test('a temporary key lives from a quarter of an hour to a day', () => {
  for (const [seconds, allowed] of [
    [0, false],
    [899, false],
    [900, true],
    [86_400, true],
    [86_401, false],
  ] as const)
    assert.equal(checkTemporaryKeySeconds(seconds).ok, allowed, String(seconds));
});
