import { err, ok, type Result } from '@isthmus/core';
import { vaultKeyLength } from '@isthmus/control';
import { hkdfSync, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** In the data directory, for its owner alone. */
const fileName = 'secret.key';

/**
 * The key that seals access keys: made from `ISTHMUS_SECRET_KEY`, which several servers over one database must share, or
 * else the data directory's own, which is made where there is none.
 */
export function secretKeyOf(directory: string, variable: string | null): Result<Uint8Array, string> {
  if (variable !== null) return ok(new Uint8Array(hkdfSync('sha256', variable, '', 'isthmus access keys', vaultKeyLength)));
  const file = join(directory, fileName);
  if (!existsSync(file)) {
    const aside = `${file}.new`;
    writeFileSync(aside, `${randomBytes(vaultKeyLength).toString('base64')}\n`, { mode: 0o600 });
    renameSync(aside, file);
  }
  chmodSync(file, 0o600);
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
  return key.length === vaultKeyLength
    ? ok(key)
    : err(`${file} is not a secret key of this service; restore it from a backup, or set ISTHMUS_SECRET_KEY`);
}
