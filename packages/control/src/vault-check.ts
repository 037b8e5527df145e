import { err, ok, type Problem, type Result } from '@isthmus/core';
import { writeSetting } from './in-force.ts';
import type { Ledger, Writer } from './ledger.ts';
import type { Vault } from './vault.ts';

const key = 'vault-check';
const content = 'opens';

/**
 * Whether this server's secret key is the one that the ledger's access keys were sealed with: a server with another one
 * would refuse every signed request and make keys that only itself can use. Where there is no access key, any will do.
 */
export async function checkVault(ledger: Ledger, vault: Vault): Promise<'fits' | 'another key'> {
  const setting = await ledger.read.settings.get(key);
  if (setting === undefined || vault.open(setting.value, key) === content) return 'fits';
  if ((await ledger.read.accessKeys.count({})) > 0) return 'another key';
  await ledger.write(null, async (tx) => {
    await writeSetting(tx, key, vault.seal(content, key));
    return ok(null);
  });
  return 'fits';
}

/** Inside the transaction that makes a key: the first one decides which secret key all servers must have. */
export async function agreeOnVault(tx: Writer, vault: Vault): Promise<Result<void, Problem>> {
  const setting = await tx.settings.get(key);
  if (setting === undefined) await writeSetting(tx, key, vault.seal(content, key));
  else if (vault.open(setting.value, key) !== content)
    return err({ kind: 'unavailable', reason: 'this server has another secret key than the one that made the first access key' });
  return ok(undefined);
}
