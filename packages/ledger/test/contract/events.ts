import assert from 'node:assert/strict';
import type { EventFilter, Ledger } from '@isthmus/control';
import { must, ok, type Generation } from '@isthmus/core';
import type { Subject } from '../contract.ts';
import * as world from '../world.ts';
import { fact } from './opened.ts';

const { acme, alice, globex, stranger, uuid } = world;

/** One list per write: the kinds it records, each with its readers. */
const history = [
  [['vpc.created', [acme]]],
  [['peering.requested', [acme, globex]]],
  [
    ['peering.accepted', [acme, globex]],
    ['route.deleted', [acme]],
    ['route.deleted', [globex]],
  ],
  [['vpc.created', [globex]]],
  [['peering.deleted', [acme, globex, acme]]],
] as const;

async function write(ledger: Ledger): Promise<void> {
  for (const [index, drafts] of history.entries())
    must(
      await ledger.write(index === 0 ? alice : null, async (tx) => {
        for (const [kind, projectIds] of drafts)
          tx.record(world.event({ kind, projectIds, resourceId: kind.startsWith('peering') ? uuid(0x51) : uuid(0x50 - index) }));
        return ok(null);
      }),
    );
}

const generation = (n: number): Generation => n as Generation;

export function events(subject: Subject): void {
  fact(subject, 'an event says who, when and under which generation, and keeps what was said', async (ledger) => {
    const draft = world.event({ detail: { name: "'\0🦊", list: [1, null, { deep: true }] }, projectIds: [acme, globex], vpcIds: [] });
    must(await ledger.write(alice, async (tx) => ok(tx.record(draft))));
    must(await ledger.write({ ...alice, project: undefined } as never, async (tx) => ok(tx.record(draft))));
    must(await ledger.write(null, async (tx) => ok(tx.record(draft))));
    const { items } = await ledger.read.events.list({ order: 'oldest-first', limit: 10 });
    const actor = { userId: alice.userId, userName: 'alice', domainId: alice.domainId, projectId: acme };
    for (const item of items) assert.ok(Math.abs(item.at - Date.now()) < 60_000);
    assert.deepEqual(
      items.map((item) => ({ ...item, at: undefined })),
      [
        { ...draft, actor, generation: 1, at: undefined },
        { ...draft, actor: { ...actor, projectId: null }, generation: 2, at: undefined },
        { ...draft, actor: null, generation: 3, at: undefined },
      ],
    );
  });

  fact(subject, 'events are found by who may read them, by resource and by generation, in either order', async (ledger) => {
    await write(ledger);
    const seen = async (filter: Partial<EventFilter>) => {
      const { items, more } = await ledger.read.events.list({ order: 'oldest-first', limit: 100, ...filter });
      assert.equal(more, false);
      return items.map((item) => `${item.generation} ${item.kind}`);
    };
    const ofAcme = ['1 vpc.created', '2 peering.requested', '3 peering.accepted', '3 route.deleted', '5 peering.deleted'];
    assert.deepEqual(await seen({ projectId: acme }), ofAcme);
    assert.deepEqual(await seen({ projectId: acme, order: 'newest-first' }), ofAcme.toReversed());
    assert.deepEqual(await seen({ projectId: stranger }), []);
    assert.deepEqual(await seen({ resourceId: uuid(0x51) }), ['2 peering.requested', '3 peering.accepted', '5 peering.deleted']);
    assert.deepEqual(await seen({ resourceId: uuid(0x51), projectId: globex, after: generation(2) }), [
      '3 peering.accepted',
      '5 peering.deleted',
    ]);
    assert.deepEqual(await seen({ after: generation(1), before: generation(3) }), ['2 peering.requested']);
    assert.equal((await seen({})).length, 7);
    const [third] = (await ledger.read.events.list({ order: 'oldest-first', after: generation(2), limit: 5 })).items;
    const since = (await seen({ since: third?.at ?? world.at(0) })).length;
    assert.ok(since >= 5, 'its own and all later ones');
    assert.equal((await seen({ since: world.at(Date.now() + 60_000) })).length, 0);
  });

  for (const order of ['newest-first', 'oldest-first'] as const)
    fact(subject, `pages by generation lose no event of a write that has several (${order})`, async (ledger) => {
      await write(ledger);
      for (const filter of [{}, { projectId: acme }, { projectId: globex }]) {
        const whole = await ledger.read.events.list({ ...filter, order, limit: 100 });
        for (const limit of [1, 2, 3, 4]) {
          const paged = [];
          let edge: Partial<EventFilter> = {};
          for (;;) {
            const { items, more } = await ledger.read.events.list({ ...filter, ...edge, order, limit });
            paged.push(...items);
            const last = items.at(-1);
            if (!more) break;
            assert.ok(last);
            edge = order === 'newest-first' ? { before: last.generation } : { after: last.generation };
          }
          assert.deepEqual(paged, whole.items, `limit ${limit}`);
        }
      }
    });
}
