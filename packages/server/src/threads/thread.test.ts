import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { systemClock } from '@isthmus/control';
import { idOf, type VpcId } from '@isthmus/core';
import { openLedger } from '@isthmus/ledger';
import { createArrivals } from '../arrivals.ts';
import { openThreadRouterSource } from './router-source.ts';

test('a thread answers from the ledger, says why it cannot, and no more once it is closed', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'isthmus-thread-'));
  const ledger = await openLedger({ sqlite: { directory } }, systemClock);
  const ends: string[] = [];
  const onEnd = (reason: string) => void ends.push(reason);
  const source = await openThreadRouterSource({ ledger: { sqlite: { directory } }, arrivals: createArrivals().cells }, onEnd);
  const unknown = idOf<VpcId>('00000000-0000-4000-8000-000000000000');
  try {
    assert.deepEqual(await source.some([unknown]), { routers: [], gone: [unknown], waiting: [] });
    assert.deepEqual(await source.page(null), { routers: [], next: null });
    await assert.rejects(source.some([{} as VpcId]), /TypeError: text.includes is not a function/, 'a bug there is told of here');
    const late = source.some([unknown]);
    await source.close();
    await assert.rejects(
      late.then(() => source.some([unknown])),
      /^Error: the thread router-thread ended/,
    );
    assert.deepEqual(ends, [], 'who closes it knows');
  } finally {
    await source.close();
    await ledger.close();
    rmSync(directory, { recursive: true });
  }
});

test('a thread that cannot open what it needs is no thread, and whoever cannot go on without it is told', async () => {
  const ends: string[] = [];
  const onEnd = (reason: string) => void ends.push(reason);
  const nowhere = join(tmpdir(), 'isthmus-of-no-such-directory');
  await assert.rejects(
    openThreadRouterSource({ ledger: { sqlite: { directory: nowhere } }, arrivals: createArrivals().cells }, onEnd),
    /the thread router-thread ended: .*unable to open database file/,
  );
  assert.equal(ends.length, 1);
});
