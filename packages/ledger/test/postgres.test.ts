import { after, test } from 'node:test';
import { at } from './world.ts';
import { ledgerContract } from './contract.ts';
import { postgresAbsent, postgresBinaries, startPostgres, withoutDisk } from './postgres.ts';
import { openLedger } from '../src/index.ts';

if (postgresBinaries() === null) test('a ledger in PostgreSQL', { skip: postgresAbsent });
else {
  const server = await startPostgres(withoutDisk);
  after(() => server.stop());
  ledgerContract('a ledger in PostgreSQL', {
    open: async () => openLedger({ postgres: { url: await server.newDatabase() } }, { now: () => at(Date.now()) }),
  });
}
