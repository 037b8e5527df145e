import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ok } from '@isthmus/core';
import { alice, acme, at, event, exchange, globex, peering, rowOf } from '../../test/world.ts';
import { events } from './event.ts';

const row = rowOf(events, 'GET /isthmus/v1/projects/:project_id/events');
const shown = {
  generation: 7,
  at: '2026-11-23T10:15:00.123Z',
  kind: 'peering.accepted',
  actor: { side: 'theirs', user_id: null, user_name: null, project_id: globex },
  resource_kind: 'peering',
  resource_id: peering.id,
  detail: { status: 'ACTIVE' },
};

test("of the other owner's change the reader learns the project, and not the person", async () => {
  assert.deepEqual((await exchange(row)).body, { events: [shown] });
});

test("of its own account's change the reader learns the person, and of the clock's nobody", async () => {
  const own = { ...event, actor: { userId: alice.userId, userName: 'alice', domainId: alice.domainId, projectId: acme } };
  const execute = async () => ok({ value: { items: [own, { ...event, actor: null }], more: true }, generation: null } as never);
  const { body } = await exchange(row, {}, execute);
  const actors = (body as { events: { actor: unknown }[] }).events.map(({ actor }) => actor);
  assert.deepEqual(actors, [{ side: 'yours', user_id: alice.userId, user_name: 'alice', project_id: acme }, null]);
  assert.equal((body as { next_marker: string }).next_marker, '7');
});

test('since, resource and marker reach the log', async () => {
  const { calls } = await exchange(row, { query: { since: '2026-11-23T10:15:00.123Z', resource_id: peering.id, marker: '9', limit: '5' } });
  assert.deepEqual(calls[0]?.input, { limit: 5, resourceId: peering.id, since: at, before: 9 });
});

for (const [query, field] of [
  [{ since: 'yesterday' }, 'since'],
  [{ marker: '-1' }, 'marker'],
  [{ limit: '0' }, 'limit'],
  [{ limit: '1001' }, 'limit'],
] as readonly (readonly [Record<string, string>, string])[])
  test(`${JSON.stringify(query)} is refused as ${field}`, async () => {
    const { problem } = await exchange(row, { query });
    assert.equal(problem?.kind === 'invalid-field' && problem.field, field);
  });
