import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ledger } from '@isthmus/control';
import { must, ok, type ProjectId } from '@isthmus/core';
import { openLedger } from '../src/index.ts';
import { postgresBinaries, startPostgres } from '../test/postgres.ts';
import * as world from '../test/world.ts';

/**
 * Prints what one ledger does with many peerings: `node packages/ledger/bench/ledger.ts [peerings]`. Each figure is the
 * median, with the 99th percentile; every write is on disk before it counts.
 */
const peerings = Number(process.argv[2] ?? 100_000);
const projects = 100;
const vpcs = Math.ceil(Math.sqrt(2 * (peerings + 10_000))) + 2;
const clock = { now: () => world.at(Date.now()) };
const projectOf = (vpc: number): ProjectId => world.hex(0x1000 + (vpc % projects));

/** Unordered pairs, each once: 0-1, 0-2, 1-2, 0-3, … */
function* pairs(): Generator<readonly [number, number]> {
  for (let b = 1; ; b++) for (let a = 0; a < b; a++) yield [a, b];
}
let nextPair = pairs();
let made = 0;
function nextPeering() {
  const [a, b] = nextPair.next().value as [number, number];
  const n = Math.imul(++made, 0x9e37_79b1);
  return world.peering(n >>> 0, 1, 2, {
    requester: { vpcId: world.uuid(0x1000 + a), projectId: projectOf(a) },
    accepter: { vpcId: world.uuid(0x1000 + b), projectId: projectOf(b) },
  });
}

async function fill(ledger: Ledger): Promise<void> {
  const write = (work: Parameters<Ledger['write']>[1]) => ledger.write(null, work).then(must);
  await write(async (tx) => {
    must(await tx.domains.insert(world.domain(0xa)));
    for (let n = 0; n < projects; n++) must(await tx.projects.insert(world.project(world.hex(0x1000 + n))));
    for (let n = 0; n < vpcs; n++) must(await tx.vpcs.insert(world.vpc(0x1000 + n, { projectId: projectOf(n) })));
    return ok(null);
  });
  for (let done = 0; done < peerings; done += 2_000)
    await write(async (tx) => {
      for (let n = 0; n < Math.min(2_000, peerings - done); n++) must(await tx.peerings.insert(nextPeering()));
      return ok(null);
    });
}

async function time(name: string, times: number, work: () => Promise<unknown>, clients = 1): Promise<void> {
  const spent: number[] = [];
  let left = times;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (left-- > 0) {
        const start = performance.now();
        await work();
        spent.push(performance.now() - start);
      }
    }),
  );
  const perSecond = (times * 1_000) / (performance.now() - began);
  const sorted = spent.toSorted((a, b) => a - b);
  const part = (share: number): string => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(3).padStart(9);
  console.log(`  ${name.padEnd(44)} ${perSecond.toFixed(0).padStart(7)}/s   median ${part(0.5)} ms   p99 ${part(0.99)} ms`);
}

async function measure(name: string, ledger: Ledger): Promise<void> {
  made = 0;
  nextPair = pairs();
  const began = performance.now();
  await fill(ledger);
  console.log(`${name}: ${peerings} peerings of ${projects} projects, filled in ${((performance.now() - began) / 1_000).toFixed(1)} s`);
  const create = async (): Promise<void> => {
    const row = nextPeering();
    must(
      await ledger.write(world.alice, async (tx) => {
        must(await tx.peerings.insert(row));
        tx.record(world.event({ resourceId: row.id, projectIds: [row.requester.projectId, row.accepter.projectId] }));
        return ok(null);
      }),
    );
  };
  const { items } = await ledger.read.peerings.list({ projectId: projectOf(7) });
  const middle = items[items.length >> 1];
  if (middle === undefined) throw new Error('nothing was filled in');
  const { peerings: read, events } = ledger.read;
  const own = { projectId: projectOf(7) };
  await time('durable create, one client', 1_500, create);
  await time('durable create, 50 clients', 3_000, create, 50);
  await time('get', 20_000, () => read.get(middle.id));
  await time('page of 100 of one project', 1_000, () => read.list(own, { limit: 100, marker: middle.id }));
  await time('page of 20 of one project', 2_000, () => read.list(own, { limit: 20, marker: middle.id }));
  await time('page of 20 of all', 2_000, () => read.list({}, { limit: 20, marker: middle.id }));
  await time('page of 20 of one project and VPC', 2_000, () => read.list({ ...own, vpcId: middle.accepter.vpcId }, { limit: 20 }));
  await time('count of one project', 500, () => read.count(own));
  await time('newest 20 events of one project', 1_000, () => events.list({ ...own, order: 'newest-first', limit: 20 }));
}

const directory = mkdtempSync(join(tmpdir(), 'isthmus-bench-'));
const embedded = await openLedger({ sqlite: { directory } }, clock);
await measure('SQLite', embedded);
await embedded.close();
rmSync(directory, { recursive: true });

if (postgresBinaries() !== null) {
  const server = await startPostgres();
  try {
    const ledger = await openLedger({ postgres: { url: await server.newDatabase() } }, clock);
    await measure('PostgreSQL', ledger);
    await ledger.close();
  } finally {
    await server.stop();
  }
}
