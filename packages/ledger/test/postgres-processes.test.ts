import assert from 'node:assert/strict';
import { after, describe, test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ledger } from '@isthmus/control';
import { must, ok } from '@isthmus/core';
import pg from 'pg';
import { openLedger } from '../src/index.ts';
import { postgresAbsent, postgresBinaries, startPostgres } from './postgres.ts';
import { at, event, network, populate, subnet, uuid, vpc } from './world.ts';

/** Closed when the test ends, however it ends. */
async function open(url: string, t: TestContext): Promise<Ledger> {
  const ledger = await openLedger({ postgres: { url } }, { now: () => at(Date.now()) });
  t.after(() => ledger.close());
  return ledger;
}
const record = (ledger: Ledger) => ledger.write(null, async (tx) => ok(tx.record(event())));

async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error('it did not happen within 60 s');
    await sleep(20);
  }
}

describe(
  'several servers over one PostgreSQL',
  { skip: postgresBinaries() === null ? postgresAbsent : false, timeout: 400_000 },
  async () => {
    if (postgresBinaries() === null) return;
    const server = await startPostgres();
    after(() => server.stop());

    test('each is told of every commit of the others and of its own, once', async (t) => {
      const url = await server.newDatabase();
      const [one, other] = [await open(url, t), await open(url, t)];
      const [toldOne, toldOther]: number[][] = [[], []];
      one.onCommit((generation) => toldOne?.push(generation));
      other.onCommit((generation) => toldOther?.push(generation));
      await Promise.all(Array.from({ length: 20 }, (_, n) => record(n % 2 === 0 ? one : other)));
      const all = Array.from({ length: 20 }, (_, n) => n + 1);
      await until(() => toldOne?.length === 20 && toldOther?.length === 20);
      assert.deepEqual(
        toldOne?.toSorted((a, b) => a - b),
        all,
      );
      assert.deepEqual(
        toldOther?.toSorted((a, b) => a - b),
        all,
      );
    });

    test('writers of all of them take turns: no gap, and none sees half of another', async (t) => {
      const url = await server.newDatabase();
      const ledgers = await Promise.all([open(url, t), open(url, t), open(url, t)]);
      const [first] = ledgers;
      assert.ok(first);
      await populate(first);
      const outcomes = await Promise.all(
        Array.from({ length: 60 }, (_, n) =>
          (ledgers[n % 3] ?? first).write(null, async (tx) => {
            const before = await tx.vpcs.count({});
            must(await tx.vpcs.insert(vpc(0x1000 + n)));
            tx.record(event());
            return ok(before);
          }),
        ),
      );
      for (const outcome of outcomes) {
        const { value, generation } = must(outcome);
        assert.equal(value, 8 + Number(generation), 'the generation is the order in which they saw each other');
      }
      assert.equal(await first.read.events.latest(), 60);
    });

    test('the database itself refuses overlapping subnets and a second peering of a pair, past our own lock', async (t) => {
      const url = await server.newDatabase();
      const ledger = await open(url, t);
      await populate(ledger);
      must(
        await ledger.write(null, async (tx) => {
          must(await tx.subnets.insert(subnet(0x201, '10.1.0.0/24', { vpcId: null, routeTableId: null })));
          must(await tx.subnets.insert(subnet(0x202, '10.1.0.0/16', { vpcId: null, routeTableId: null })));
          return ok(must(await tx.networks.insert(network(0x300))));
        }),
      );
      const clients = [new pg.Client(url), new pg.Client(url)];
      await Promise.all(clients.map((client) => client.connect()));
      t.after(() => Promise.all(clients.map((client) => client.end())));
      // Two that wait for each other's row are refused by that name; the constraint is what they wait for.
      const deadlock = '40P01';
      const atOnce = async (statement: (n: number) => string) => {
        await Promise.all(clients.map((client) => client.query('begin')));
        const outcomes = await Promise.all(
          clients.map((client, n) =>
            client.query(statement(n)).then(
              () => client.query('commit').then(() => 'kept'),
              (error: pg.DatabaseError) => client.query('rollback').then(() => (error.code === deadlock ? 'refused' : error.constraint)),
            ),
          ),
        );
        return outcomes;
      };
      const oneKept = (outcomes: readonly (string | undefined)[], constraint: string): void => {
        const lost = outcomes.filter((outcome) => outcome !== 'kept');
        assert.equal(lost.length, 1, outcomes.join());
        assert.ok(lost[0] === constraint || lost[0] === 'refused', outcomes.join());
      };
      const join = (n: number) =>
        `update subnets set vpc_id = '${uuid(1)}', route_table_id = '${uuid(0x101)}' where id = '${uuid(0x201 + n)}'`;
      oneKept(await atOnce(join), 'subnets_overlap');
      const ask = (n: number) =>
        `insert into peerings values ('${uuid(0x50 + n)}', '', '', 'ACTIVE', '${uuid(1 + n)}', '${'0'.repeat(30)}a1', '${uuid(2 - n)}', '${'0'.repeat(30)}b1', null, 0, 0)`;
      oneKept(await atOnce(ask), 'peerings_pair');
    });

    test('a database that goes away is a problem that is returned; when it is back nothing acknowledged is missing', async (t) => {
      const url = await server.newDatabase();
      const [one, other] = [await open(url, t), await open(url, t)];
      let told = 0;
      other.onCommit((generation) => (told = Math.max(told, generation)));
      let acknowledged = 0;
      const outcomes: string[] = [];
      const stop = new AbortController();
      const writing = (async () => {
        while (!stop.signal.aborted) {
          const outcome = await record(one);
          if (outcome.ok) acknowledged++;
          outcomes.push(outcome.ok ? 'kept' : outcome.problem.kind);
          if (!outcome.ok) await sleep(20);
        }
      })();
      await until(() => acknowledged > 50);
      await server.crashAndRestart();
      t.after(() => stop.abort());
      const before = acknowledged;
      await until(() => acknowledged > before + 50);
      stop.abort();
      await writing;
      assert.deepEqual([...new Set(outcomes)].toSorted(), ['kept', 'unavailable']);
      const latest = await one.read.events.latest();
      assert.ok(latest >= acknowledged && latest <= acknowledged + 1, `${latest} kept, ${acknowledged} acknowledged`);
      await until(() => told === latest);
      must(await record(one));
      await until(() => told === latest + 1);
    });
  },
);
