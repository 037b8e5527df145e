import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unreadLogOf } from './unread.ts';

const endpoint = { dialect: 'neutron-v2', method: 'POST', path: '/v2.0/vpc/peerings' } as const;
const called = 'POST /v2.0/vpc/peerings';

test('fields are counted by endpoint, the most frequent first', () => {
  const log = unreadLogOf();
  for (const field of ['peering.tags', '?debug', 'peering.tags']) assert.equal(log.field(endpoint, field), field);
  assert.deepEqual(log.seen().fields, [
    { dialect: 'neutron-v2', endpoint: called, field: 'peering.tags', requests: 2 },
    { dialect: 'neutron-v2', endpoint: called, field: '?debug', requests: 1 },
  ]);
});

test('paths that differ in ids alone are one', () => {
  const log = unreadLogOf();
  for (const id of ['0'.repeat(32), 'f'.repeat(32)]) log.path('GET', `/v1/${id}/flavors/12`);
  log.path('GET', `/v1/x/${'y'.repeat(500)}\u0000`);
  assert.deepEqual(log.seen().paths, [
    { method: 'GET', path: '/v1/{id}/flavors/{id}', requests: 2 },
    { method: 'GET', path: `/v1/x/${'y'.repeat(64)}`, requests: 1 },
  ]);
});

test('what a stranger invents is told apart only up to a limit', () => {
  const log = unreadLogOf({ fields: 2, paths: 2 });
  for (let n = 0; n < 1000; n++) {
    log.field(endpoint, `f${n}`);
    log.path('GET', `/p${n}`);
  }
  assert.deepEqual(
    log.seen().fields.map(({ field, requests }) => [field, requests]),
    [
      ['other', 998],
      ['f0', 1],
      ['f1', 1],
    ],
  );
  assert.deepEqual(log.seen().paths[0], { method: 'GET', path: 'other', requests: 998 });
  assert.equal(log.field(endpoint, 'f0'), 'f0', 'what is known stays known');
});
