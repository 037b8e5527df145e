import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSimDriver } from '@isthmus/drivers';
import fc from 'fast-check';
import { arrives, drawFrom, generateNetwork, probeOf, proofOf, questionsOf, told } from './network.ts';

/** A failure prints its own seed and the path to the smallest network that fails. */
const seed = 20_261_123;
const networks = 2000;

test(`the proof and the packet agree in ${networks} generated networks of the simulated data plane`, async (context) => {
  let asked = 0;
  let reached = 0;
  const numbers = fc.array(fc.nat(10_000), { minLength: 400, maxLength: 400, size: 'max' });
  await fc.assert(
    fc.asyncProperty(numbers, async (list) => {
      const network = generateNetwork(drawFrom(list), 4);
      const driver = createSimDriver();
      assert.deepEqual((await driver.convergeAll(network.routers)).failures, []);
      for (const question of questionsOf(network, 8)) {
        const answer = proofOf(network, question);
        const arrived = await arrives(driver, probeOf(network, question, 1));
        asked++;
        if (arrived) reached++;
        assert.equal(answer?.reachable, arrived, told(question, answer));
      }
    }),
    { seed, numRuns: networks },
  );
  context.diagnostic(`${asked} questions, ${reached} reachable`);
  // Neither answer may be so rare that agreeing on the other is worth nothing.
  assert.ok(reached > asked / 20 && reached < (asked * 19) / 20, `${reached} of ${asked}`);
});
