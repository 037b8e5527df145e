import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import type { DataPlane } from '@isthmus/control';
import { createLinuxDriver } from '@isthmus/drivers/linux/index.ts';
import type { Installation } from '@isthmus/drivers/linux/names.ts';
import fc from 'fast-check';
import { arrives, drawFrom, generateNetwork, probeOf, proofOf, questionsOf, told, type Network, type Question } from './network.ts';

const seed = 20_261_124;
const networks = 240;
/** So many stand in the kernel at once, all with the same few address plans: they must not notice each other. */
const atOnce = 40;
const probesAtOnce = 40;
/** Milliseconds to wait for an answer that the proof says does not come; one that should come has longer, and twice. */
const silenceMs = 60;
const answerMs = 2000;

const skip = process.geteuid?.() === 0 && process.platform === 'linux' ? false : 'needs root on Linux';

test(`the proof and the packet agree in ${networks} generated networks of the kernel`, { skip, timeout: 900_000 }, async (context) => {
  const plane = await createLinuxDriver({ installation: randomBytes(3).toString('hex') as Installation });
  const disagreements: string[] = [];
  let asked = 0;
  let reached = 0;
  try {
    const lists = fc.sample(fc.array(fc.nat(10_000), { minLength: 400, maxLength: 400, size: 'max' }), { seed, numRuns: networks });
    for (let start = 0; start < networks; start += atOnce) {
      const batch = lists.slice(start, start + atOnce).map((list) => generateNetwork(drawFrom(list), 2));
      const { failures } = await plane.convergeAll(batch.flatMap(({ routers }) => routers));
      assert.deepEqual(failures, []);
      const questions = batch.flatMap((network, index) =>
        [...questionsOf(network, 6)].map((question) => ({ network, question, number: start + index })),
      );
      await inParallel(questions, async ({ network, question, number }) => {
        const answer = proofOf(network, question);
        const expected = answer?.reachable === true;
        const arrived = await tryPacket(plane, network, question, expected);
        asked++;
        if (arrived) reached++;
        if (arrived !== expected) disagreements.push(`network ${number}: ${told(question, answer)}`);
      });
    }
  } finally {
    await plane.tearDown();
    await plane.close();
  }
  context.diagnostic(`${asked} questions, ${reached} reachable`);
  assert.deepEqual(disagreements, []);
  assert.ok(reached > asked / 20 && reached < (asked * 19) / 20, `${reached} of ${asked}`);
});

/** A packet that should arrive and was lost on a busy machine is sent once more. */
async function tryPacket(plane: DataPlane, network: Network, question: Question, expected: boolean): Promise<boolean> {
  if (!expected) return arrives(plane, probeOf(network, question, silenceMs));
  return (await arrives(plane, probeOf(network, question, answerMs))) || arrives(plane, probeOf(network, question, answerMs));
}

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  await Promise.all(
    Array.from({ length: probesAtOnce }, async () => {
      for (const item of waiting) await work(item);
    }),
  );
}
