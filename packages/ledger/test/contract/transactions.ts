import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Writer } from '@isthmus/control';
import { err, must, ok } from '@isthmus/core';
import type { Subject } from '../contract.ts';
import * as world from '../world.ts';
import { fact, write } from './opened.ts';

const { uuid } = world;

export function transactions(subject: Subject): void {
  fact(subject, 'a returned problem and a throw keep nothing, and use no generation', async (ledger) => {
    const begin = async (tx: Writer) => {
      must(await tx.vpcs.insert(world.vpc(0x50)));
      tx.record(world.event());
    };
    const problem = { kind: 'same-vpc' } as const;
    const refused = await ledger.write(null, async (tx) => {
      await begin(tx);
      return err(problem);
    });
    assert.deepEqual(refused, { ok: false, problem });
    await assert.rejects(
      ledger.write(null, async (tx) => {
        await begin(tx);
        throw new Error('a bug');
      }),
      /^Error: a bug$/,
    );
    assert.equal(await ledger.read.vpcs.get(uuid(0x50)), undefined);
    assert.equal(await ledger.read.events.latest(), 0);
    assert.deepEqual(await ledger.read.events.list({ order: 'oldest-first', limit: 10 }), { items: [], more: false });
    const next = must(await ledger.write(null, async (tx) => ok(tx.record(world.event()))));
    assert.equal(next.generation, 1);
  });

  fact(subject, 'a write without events makes no generation', async (ledger) => {
    const { generation } = must(await ledger.write(null, async (tx) => ok(must(await tx.settings.insert({ key: 'a', value: 'b' })))));
    assert.equal(generation, null);
    assert.equal(await ledger.read.events.latest(), 0);
    assert.deepEqual(await ledger.read.settings.get('a'), { key: 'a', value: 'b' });
  });

  fact(subject, 'fifty writers at once get generations without a gap, in the order of their commits', async (ledger) => {
    const told: number[] = [];
    ledger.onCommit((generation) => told.push(generation));
    const writers = Array.from({ length: 50 }, (_, n) => n);
    const outcomes = await Promise.all(
      writers.map((n) =>
        ledger.write(null, async (tx) => {
          const before = await tx.vpcs.count({});
          must(await tx.vpcs.insert(world.vpc(0x1000 + n)));
          await sleep(n % 3);
          if (n % 10 === 9) return err({ kind: 'same-vpc' });
          tx.record(world.event({ resourceId: uuid(0x1000 + n), detail: { before } }));
          return ok({ before, after: await tx.vpcs.count({}) });
        }),
      ),
    );
    const kept = outcomes.filter((outcome) => outcome.ok).map((outcome) => outcome.value);
    assert.equal(kept.length, 45);
    for (const { value } of kept) assert.equal(value.after, value.before + 1, 'no transaction sees half of another');
    const generations = kept.map(({ generation }) => Number(generation));
    const oneTo45 = Array.from({ length: 45 }, (_, n) => n + 1);
    assert.deepEqual(
      generations.toSorted((a, b) => a - b),
      oneTo45,
    );
    assert.deepEqual(told, oneTo45);
    const { items } = await ledger.read.events.list({ order: 'oldest-first', limit: 100 });
    assert.deepEqual(
      items.map(({ detail }) => detail['before']),
      oneTo45.map((n) => n + 8),
      'each saw all that came before it',
    );
    assert.equal(await ledger.read.events.latest(), 45);
  });

  fact(subject, 'a read beside a transaction sees none of it and does not wait for it', async (ledger) => {
    const open = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    const writing = ledger.write(null, async (tx) => {
      must(await tx.vpcs.insert(world.vpc(0x50)));
      open.resolve();
      await finish.promise;
      return ok(null);
    });
    await open.promise;
    assert.equal(await ledger.read.vpcs.get(uuid(0x50)), undefined);
    assert.equal(await ledger.read.vpcs.count({}), 9);
    finish.resolve();
    must(await writing);
    assert.notEqual(await ledger.read.vpcs.get(uuid(0x50)), undefined);
  });

  fact(subject, 'what is asked for at once inside a transaction is done one after another', async (ledger) => {
    await write(ledger, async (tx) => {
      const outcomes = await Promise.all([
        tx.vpcs.insert(world.vpc(0x50)),
        tx.vpcs.insert(world.vpc(0x50)),
        tx.vpcs.insert(world.vpc(0x51)),
        tx.peerings.insert(world.peering(0x52, 1, 2)),
        tx.peerings.insert(world.peering(0x53, 2, 1)),
        tx.vpcs.insert(world.vpc(0x54)),
      ]);
      assert.deepEqual(
        outcomes.map((outcome) => (outcome.ok ? null : outcome.problem.on)),
        [null, 'id', null, null, 'pair', null],
      );
    });
    assert.equal(await ledger.read.vpcs.count({ id: [uuid(0x50), uuid(0x51), uuid(0x54)] }), 3);
  });

  fact(subject, 'a transaction cannot be used after its end, nor opened inside another', async (ledger) => {
    const escaped: Writer[] = [];
    await write(ledger, async (tx) => {
      escaped.push(tx);
      await assert.rejects(
        ledger.write(null, async () => ok(null)),
        /inside a ledger write/,
      );
    });
    const [tx] = escaped;
    assert.throws(() => tx?.vpcs.insert(world.vpc(0x50)), /after its end/);
    assert.throws(() => tx?.record(world.event()), /after its end/);
  });

  fact(subject, 'a listener is told after each commit until it stops listening, and its bug is its own', async (ledger) => {
    const told: number[] = [];
    const stop = ledger.onCommit((generation) => told.push(generation));
    const once = () => ledger.write(null, async (tx) => ok(tx.record(world.event())));
    must(await once());
    must(await once());
    stop();
    must(await once());
    assert.deepEqual(told, [1, 2]);
  });

  test('a close waits for the transactions that were asked for before it', { timeout: 60_000 }, async () => {
    const ledger = await subject.open();
    const writing = Array.from({ length: 3 }, (_, writer) =>
      ledger.write(null, async (tx) => {
        for (let n = 0; n < 100; n++) must(await tx.settings.insert({ key: `${writer} ${n}`, value: '' }));
        return ok(await tx.settings.count({}));
      }),
    );
    await ledger.close();
    assert.deepEqual(
      (await Promise.all(writing)).map((one) => must(one).value),
      [100, 200, 300],
    );
  });
}
