import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { arrivalsSince, createArrivals } from './arrivals.ts';

test('what comes in is seen once by each who asks, on another thread too', async () => {
  const arrivals = createArrivals();
  const here = arrivalsSince(arrivals.cells);
  const thread = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads');
     import(${JSON.stringify(new URL('arrivals.ts', import.meta.url).href)}).then(({ arrivalsSince }) => {
       const there = arrivalsSince(workerData);
       parentPort.on('message', () => parentPort.postMessage(there()));
       parentPort.postMessage('ready');
     });`,
    { eval: true, workerData: arrivals.cells },
  );
  const there = async (): Promise<unknown> => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- the rule means windows; threads have no origin
    thread.postMessage('asked');
    return (await once(thread, 'message'))[0];
  };
  try {
    await once(thread, 'message');
    assert.deepEqual([here(), await there()], [false, false]);
    arrivals.one();
    arrivals.one();
    assert.deepEqual([here(), here(), await there(), await there()], [true, false, true, false]);
  } finally {
    await thread.terminate();
  }
});
