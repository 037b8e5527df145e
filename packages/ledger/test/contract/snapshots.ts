import assert from 'node:assert/strict';
import { test } from 'node:test';
import { must, ok } from '@isthmus/core';
import type { Subject } from '../contract.ts';

export function snapshots(subject: Subject): void {
  test('a snapshot sees one moment, whatever is committed while it reads', async () => {
    const { ledger, reader } = await subject.openBoth();
    const insert = async (key: string) =>
      must(await ledger.write(null, async (tx) => ok(must(await tx.settings.insert({ key, value: '' })))));
    try {
      await insert('first');
      await reader.snapshot(async (read) => {
        assert.equal(await read.settings.count({}), 1);
        await insert('second');
        assert.equal(await read.settings.count({}), 1);
      });
      await reader.snapshot(async (read) => assert.equal(await read.settings.count({}), 2));
    } finally {
      await reader.close();
      await ledger.close();
    }
  });

  test('snapshots that are asked for at once each see their own moment, and a failed one leaves the reader as it was', async () => {
    const { ledger, reader } = await subject.openBoth();
    const count = () => reader.snapshot((read) => read.settings.count({}));
    try {
      const failed = reader.snapshot(async (read) => {
        await read.settings.count({});
        throw new Error('what it was read for went wrong');
      });
      const [refused, before] = await Promise.allSettled([failed, count()]);
      assert.match(String(refused.status === 'rejected' && refused.reason), /what it was read for went wrong/);
      assert.deepEqual(before, { status: 'fulfilled', value: 0 });
      must(await ledger.write(null, async (tx) => ok(must(await tx.settings.insert({ key: 'third', value: '' })))));
      assert.deepEqual(await Promise.all([count(), count(), count()]), [1, 1, 1]);
    } finally {
      await reader.close();
      await ledger.close();
    }
  });
}
