import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Instant } from '@isthmus/core';
import { endpoints } from '@isthmus/wire';
import { makesSomethingNew, replaysOf } from './replays.ts';

const clock = (at: { now: number }) => ({ now: () => at.now as Instant });

test('a signature is good once, until half an hour later when its date refuses it', () => {
  const at = { now: 0 };
  const replays = replaysOf(clock(at));
  assert.equal(replays.begin('a'), true);
  assert.equal(replays.begin('a'), false);
  assert.equal(replays.begin('b'), true);
  at.now = 30 * 60_000 - 1;
  assert.equal(replays.begin('a'), false);
  at.now = 30 * 60_000;
  assert.equal(replays.begin('a'), true);
});

test('what was refused may be sent again', () => {
  const replays = replaysOf(clock({ now: 0 }));
  assert.equal(replays.begin('a'), true);
  replays.giveBack('a');
  assert.equal(replays.begin('a'), true);
});

test('memory is bounded, and the oldest go first', () => {
  const replays = replaysOf(clock({ now: 0 }), 2);
  for (const signature of ['a', 'b', 'c']) assert.equal(replays.begin(signature), true);
  assert.equal(replays.begin('c'), false);
  assert.equal(replays.begin('a'), true);
});

test('only what makes something new is remembered', () => {
  const made = endpoints.filter(makesSomethingNew).map(({ method, path }) => `${method} ${path}`);
  for (const path of ['POST /v1/:project_id/vpcs', 'POST /v2.0/vpc/peerings', 'POST /v3.0/OS-CREDENTIAL/credentials'])
    assert.ok(made.includes(path), path);
  for (const path of made) assert.match(path, /^POST /);
  assert.ok(!made.some((path) => /probes|tags/.test(path)), 'what only looks, or sets what is set already');
});
