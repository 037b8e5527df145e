import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ledger } from '@isthmus/control';
import { LedgerInUse, openLedger } from '../src/index.ts';
import { startWriter } from './process.ts';
import { at, uuid } from './world.ts';

const root = mkdtempSync(join(tmpdir(), 'isthmus-ledger-'));
after(() => rmSync(root, { recursive: true }));
const clock = { now: () => at(Date.now()) };
const open = (directory: string): Promise<Ledger> => openLedger({ sqlite: { directory } }, clock);

test('the data directory and its files are the owner’s alone', async () => {
  const directory = join(root, 'a', 'modes');
  const ledger = await open(directory);
  const mode = (name: string): string => (statSync(join(directory, name)).mode & 0o777).toString(8);
  assert.equal(mode('.'), '700');
  for (const name of ['ledger.db', 'ledger.db-wal', 'ledger.db-shm', 'ledger.lock']) assert.equal(mode(name), '600', name);
  await ledger.close();
});

test('a second process on one directory is refused, and says which directory', { timeout: 60_000 }, async () => {
  const directory = join(root, 'second');
  const ledger = await open(directory);
  const second = startWriter({ directory });
  assert.equal(await second.ended, 1);
  assert.match(second.complaints(), /LedgerInUse: the data directory .*second is in use by another Isthmus process/);
  assert.deepEqual(second.lines, []);
  await assert.rejects(open(directory), LedgerInUse, 'nor twice in one process');
  await ledger.close();
  await (await open(directory)).close();
});

test('a successor waits for a predecessor that is about to go', { timeout: 60_000 }, async () => {
  const directory = join(root, 'successor');
  const predecessor = startWriter({ directory, count: 1_000_000 });
  await predecessor.said('10');
  const opening = open(directory);
  await sleep(1_000);
  predecessor.kill('SIGKILL');
  const ledger = await opening;
  assert.ok((await ledger.read.events.latest()) > 10);
  await ledger.close();
});

test('kill -9 loses no acknowledged write, and what is there is whole', { timeout: 120_000 }, async () => {
  const directory = join(root, 'killed');
  let next = 0;
  for (let round = 0; round < 5; round++) {
    const writer = startWriter({ directory, from: next, count: 1_000_000 });
    // Some are acknowledged however slow the disk is; the end comes at any moment of one that follows.
    await writer.said(String(next + 2));
    await sleep((round * 137) % 400);
    writer.kill('SIGKILL');
    assert.equal(await writer.ended, null, writer.complaints());
    const acknowledged = writer.lines.map(Number).filter(Number.isFinite);
    assert.ok(acknowledged.length > 2, writer.complaints());
    const ledger = await open(directory);
    for (const n of acknowledged)
      assert.notEqual(await ledger.read.vpcs.get(uuid(0x10_0000 + n)), undefined, `write ${n} was acknowledged`);
    // One more may have been kept and not yet acknowledged; it is kept whole.
    const { items } = await ledger.read.events.list({ order: 'oldest-first', limit: 1_000_000 });
    const kept = items.map(({ detail }) => detail['n']);
    assert.deepEqual(
      kept,
      Array.from(kept, (_, n) => n),
    );
    assert.equal(await ledger.read.events.latest(), kept.length);
    assert.equal(await ledger.read.vpcs.count({}), 9 + kept.length);
    assert.equal(await ledger.read.networks.count({}), 9 + kept.length);
    next = kept.length;
    await ledger.close();
  }
});

const isRoot = process.getuid?.() === 0;
test(
  'once open, the ledger needs no path: root opens it, chowns it, and goes on unprivileged below a directory it cannot walk',
  { timeout: 120_000, skip: isRoot ? false : 'only root can become another user' },
  async () => {
    const closedToAll = join(root, 'rootonly');
    mkdirSync(closedToAll, { mode: 0o700 });
    chmodSync(root, 0o700);
    const directory = join(closedToAll, 'x', 'data');
    const count = 1_500;
    for (const from of [0, count]) {
      const writer = startWriter({ directory, from, count, becomeUid: 65_534 });
      assert.equal(await writer.ended, 0, writer.complaints());
      assert.equal(writer.lines[0], 'unreachable');
      assert.equal(writer.lines.at(-1), 'closed');
    }
    const log = statSync(join(directory, 'ledger.db-wal'), { throwIfNoEntry: false })?.size ?? 0;
    assert.ok(statSync(join(directory, 'ledger.db')).size > 2 * count * 4_000, 'what was logged has been checkpointed');
    assert.ok(log < 20_000_000, 'and the log did not grow without end');
    const ledger = await open(directory);
    assert.equal(await ledger.read.events.latest(), 2 * count);
    assert.equal(await ledger.read.vpcs.count({}), 9 + 2 * count);
    await ledger.close();
  },
);
