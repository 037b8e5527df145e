import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { ledgerContract } from './contract.ts';

const root = mkdtempSync(join(tmpdir(), 'isthmus-ledger-'));
after(() => rmSync(root, { recursive: true }));
let opened = 0;

ledgerContract('a ledger in SQLite', async () => ({ sqlite: { directory: join(root, String(++opened)) } }));
