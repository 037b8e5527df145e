import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { idOf, must, ok, parseAddress } from '@isthmus/core';
import { sql } from 'kysely';
import { openLedger } from '../src/index.ts';
import { migrate, type Migration } from '../src/migration.ts';
import { migrations } from '../src/migrations/migrations.ts';
import { openPostgres } from '../src/postgres/store.ts';
import { openSqlite } from '../src/sqlite/store.ts';
import type { Store } from '../src/store.ts';
import { postgresAbsent, postgresBinaries, startPostgres, withoutDisk } from './postgres.ts';
import { at, populate } from './world.ts';

interface Place {
  store(): Promise<Store>;
  readonly options: Parameters<typeof openLedger>[0];
}
const clock = { now: () => at(5) };

/** Applies these migrations as opening does. */
async function apply(place: Place, list: readonly Migration[]) {
  const store = await place.store();
  try {
    return await store.writes.transaction().execute(async (tx) => {
      await store.lockForMigration(tx);
      return migrate(tx, store.words, list, 7);
    });
  } finally {
    await store.close();
  }
}

const later: Migration = { name: '9999-later', statements: () => ['create table later (id integer)'] };
const broken: Migration = { name: '9999-broken', statements: () => ['create table half (id integer)', 'create table half (id integer)'] };

const subnetOfOld = [
  `insert into domains (id, name, enabled, description, created_at) values ('d', 'd', 1, '', 1)`,
  `insert into projects (id, domain_id, name, region, description, enabled, created_at) values ('p', 'd', 'p', 'r', '', 1, 1)`,
  `insert into networks (id, project_id, name, admin_state_up, port_security_enabled, created_at, updated_at)
    values ('n', 'p', '', 1, 1, 1, 1)`,
  `insert into subnets (id, neutron_id, project_id, name, description, cidr, cidr_first, cidr_last, gateway, dhcp_enabled,
    dns_servers, extra_dhcp_options, availability_zone, created_at, updated_at)
    values ('n', 's', 'p', '', '', '10.0.1.0/24', '4', '4', '10.0.1.1', 1, '[]', '[]', '', 1, 1)`,
];

function facts(newPlace: () => Promise<Place>): void {
  test('migrations are applied once, in order, and recorded', async () => {
    const place = await newPlace();
    assert.deepEqual(await apply(place, migrations), { applied: migrations.map(({ name }) => name) });
    assert.deepEqual(await apply(place, migrations), { applied: [] });
    assert.deepEqual(await apply(place, [...migrations, later]), { applied: [later.name] });
  });

  test('opening again keeps everything', async () => {
    const place = await newPlace();
    const first = await openLedger(place.options, clock);
    await populate(first);
    must(await first.write(null, async (tx) => ok(must(await tx.settings.insert({ key: 'a', value: 'b' })))));
    await first.close();
    const second = await openLedger(place.options, clock);
    assert.deepEqual(await second.read.settings.get('a'), { key: 'a', value: 'b' });
    assert.equal(await second.read.vpcs.count({}), 9);
    await second.close();
  });

  test('a subnet keeps its gateway through the migration that lets others have none', async () => {
    const place = await newPlace();
    const position = migrations.findIndex(({ name }) => name === '0009-no-gateway');
    await apply(place, migrations.slice(0, position));
    const store = await place.store();
    for (const statement of subnetOfOld) await sql.raw(statement).execute(store.writes);
    await store.close();
    const ledger = await openLedger(place.options, clock);
    assert.deepEqual((await ledger.read.subnets.get(idOf('n')))?.gateway, must(parseAddress('10.0.1.1')));
    await ledger.close();
  });

  test('a database of a newer version is refused, untouched', async () => {
    const place = await newPlace();
    await apply(place, [...migrations, later]);
    await assert.rejects(openLedger(place.options, clock), /written by a newer version: it has 9999-later/);
  });

  test('a migration that fails leaves nothing behind', async () => {
    const place = await newPlace();
    await assert.rejects(apply(place, [...migrations, broken]));
    assert.deepEqual(await apply(place, migrations), { applied: migrations.map(({ name }) => name) });
  });
}

describe('SQLite', () => {
  const root = mkdtempSync(join(tmpdir(), 'isthmus-ledger-'));
  after(() => rmSync(root, { recursive: true }));
  let made = 0;
  facts(async () => {
    const directory = join(root, String(++made));
    return { store: () => openSqlite(directory), options: { sqlite: { directory } } };
  });
});

describe('PostgreSQL', { skip: postgresBinaries() === null ? postgresAbsent : false }, async () => {
  if (postgresBinaries() === null) return;
  const server = await startPostgres(withoutDisk);
  after(() => server.stop());
  const newPlace = async (): Promise<Place> => {
    const url = await server.newDatabase();
    return { store: () => openPostgres(url), options: { postgres: { url } } };
  };
  facts(newPlace);

  test('servers that start at once migrate once', async () => {
    const { options } = await newPlace();
    const ledgers = await Promise.all(Array.from({ length: 4 }, () => openLedger(options, clock)));
    for (const ledger of ledgers) assert.equal(await ledger.read.events.latest(), 0);
    await Promise.all(ledgers.map((ledger) => ledger.close()));
  });
});
