import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeChange, decodeRule } from './acl-terms.ts';

test('a rule without an action denies', () => assert.equal(decodeRule({}).action, 'deny'));

test('an action is the same in capitals and in small letters', () => {
  for (const [written, action] of [
    ['allow', 'allow'],
    ['DENY', 'deny'],
    ['ALLOW', 'allow'],
    ['deny', 'deny'],
  ] as const) {
    assert.equal(decodeRule({ action: written }).action, action);
    assert.deepEqual(decodeChange({ action: written }), { action });
  }
});
