import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { postgresAbsent, postgresBinaries, startPostgres, withoutDisk } from '../packages/ledger/test/postgres.ts';
import { ask, createAccount, fields, inForce, logIn } from './api.ts';
import { isRoot, runCli, startService } from './service.ts';

const skip = postgresBinaries() === null ? postgresAbsent : false;

test('two servers of one PostgreSQL database: what is made on one is in force on the other', { skip }, async () => {
  const server = await startPostgres(withoutDisk);
  const url = await server.newDatabase();
  chmodSync(socketDirectory(url), 0o755);
  const flags = ['--database-url', url];
  try {
    const first = await startService({ flags });
    try {
      const account = await createAccount(first, 'acme');
      const session = await logIn(first, account, 'eu-de');
      const second = await startService({ flags });
      try {
        const body = { vpc: { name: 'blue', cidr: '192.168.0.0/16' } };
        const made = await ask(first, { method: 'POST', path: `/v1/${session.projectId}/vpcs`, token: session.token, body });
        assert.equal(made.status, 200, made.text);
        await inForce(second, session, made);
        const path = `/v1/${session.projectId}/vpcs/${fields(made).vpc.id}`;
        const shown = await ask(second, { method: 'GET', path, token: session.token });
        assert.equal(fields(shown).vpc.name, 'blue');
      } finally {
        await second.remove();
      }
    } finally {
      await first.remove();
    }
  } finally {
    await server.stop();
  }
});

test(
  'a database that only root may reach is refused in one line, with the mend',
  { skip: skip || (isRoot ? false : 'needs root') },
  async () => {
    const server = await startPostgres(withoutDisk);
    const dataDir = mkdtempSync(join(tmpdir(), 'isthmus-postgres-service-'));
    try {
      const url = await server.newDatabase();
      const flags = ['--data-dir', dataDir, '--data-plane', 'sim', '--port', '0', '--database-url', url];
      const { code, stdout, stderr } = runCli(['up', ...flags]);
      assert.equal(code, 1);
      assert.equal(stdout, '');
      const told = stderr.split('\n').filter((line) => line !== '' && !line.startsWith('{'));
      assert.equal(told.length, 1, stderr);
      assert.match(told[0]!, /only root may reach \(.*EACCES.*\), and the service does not stay root: let user id 61473 reach its socket/);
    } finally {
      rmSync(dataDir, { recursive: true });
      await server.stop();
    }
  },
);

/** Where the server listens; root alone may enter it as it is made. */
const socketDirectory = (url: string): string => new URL(url).searchParams.get('host')!;
