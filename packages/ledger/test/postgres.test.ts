import { after, test } from 'node:test';
import { ledgerContract } from './contract.ts';
import { postgresAbsent, postgresBinaries, startPostgres, withoutDisk } from './postgres.ts';

if (postgresBinaries() === null) test('a ledger in PostgreSQL', { skip: postgresAbsent });
else {
  const server = await startPostgres(withoutDisk);
  after(() => server.stop());
  ledgerContract('a ledger in PostgreSQL', async () => ({ postgres: { url: await server.newDatabase() } }));
}
