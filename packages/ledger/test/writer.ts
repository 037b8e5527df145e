import { mkdirSync, writeSync } from 'node:fs';
import { must, ok, type Instant } from '@isthmus/core';
import { openLedger } from '../src/index.ts';
import * as world from './world.ts';

/**
 * A process that opens a ledger and says on standard output, line by line, what happened: `open`, then the number of each
 * write once it is acknowledged, and `closed`. Arguments, as one JSON text: `directory`, `from` and `count` of the writes,
 * and `becomeUid`, the user to become once the ledger is open.
 */
interface Orders {
  readonly directory: string;
  readonly from: number;
  readonly count: number;
  readonly becomeUid: number | null;
}

const { directory, from, count, becomeUid } = JSON.parse(process.argv[2] ?? '') as Orders;
const say = (line: string): void => {
  writeSync(1, `${line}\n`);
};

const ledger = await openLedger({ sqlite: { directory } }, { now: () => Date.now() as Instant });
if ((await ledger.read.domains.count({})) === 0) await world.populate(ledger);
if (becomeUid !== null) {
  const { chownSync, readdirSync } = await import('node:fs');
  for (const name of ['.', ...readdirSync(directory)]) chownSync(`${directory}/${name}`, becomeUid, becomeUid);
  process.setgroups?.([]);
  process.setgid?.(becomeUid);
  process.setuid?.(becomeUid);
  // Proof that the path is out of reach from here on.
  try {
    mkdirSync(`${directory}/reached`);
    say('the directory can be reached by path');
  } catch {
    say('unreachable');
  }
}
say('open');
// Enough for the log to be checkpointed many times.
const description = 'x'.repeat(4_000);
for (let n = from; n < from + count; n++) {
  must(
    await ledger.write(null, async (tx) => {
      must(await tx.vpcs.insert(world.vpc(0x10_0000 + n, { description })));
      must(await tx.networks.insert(world.network(0x10_0000 + n)));
      tx.record(world.event({ resourceId: world.uuid(0x10_0000 + n), detail: { n } }));
      return ok(null);
    }),
  );
  say(String(n));
}
await ledger.close();
say('closed');
