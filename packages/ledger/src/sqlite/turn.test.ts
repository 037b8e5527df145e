import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fairTurn } from './turn.ts';

/** Work that takes its time on this thread, as a query does. */
function busy(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

test('a chain of queries lets timers fire between them', async () => {
  let fired = 0;
  const timer = setInterval(() => fired++, 1);
  for (let query = 0; query < 40; query++) {
    await fairTurn();
    busy(3);
  }
  clearInterval(timer);
  assert.ok(fired >= 5, `${fired} times`);
});

test('a single query in a fresh turn waits for nothing', async () => {
  await new Promise<void>((resolve) => setImmediate(resolve));
  let turned = false;
  setImmediate(() => {
    turned = true;
  });
  await fairTurn();
  assert.equal(turned, false);
});
