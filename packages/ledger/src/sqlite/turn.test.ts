import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fairTurn, restingTurn } from './turn.ts';

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

test('who only queries rests as it is told, all of it together, and not where nobody else is there', async () => {
  const rests = [20, 0];
  const asked: number[] = [];
  const turn = restingTurn(() => {
    asked.push(rests[asked.length] ?? 0);
    return asked.at(-1)!;
  });
  const began = performance.now();
  await turn();
  busy(2);
  assert.deepEqual(asked, [], 'the first query is one of a fresh turn');
  await Promise.all([turn(), turn()]);
  assert.deepEqual(asked, [20]);
  assert.ok(performance.now() - began >= 20, 'rested');
  busy(2);
  await turn();
  assert.deepEqual(asked, [20, 0]);
});
