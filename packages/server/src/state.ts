import { err, ok, type Result } from '@isthmus/core';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { isRoot, unprivileged } from './privileges.ts';

/** How the command line logs in as the administrator: kept beside the database, for whoever may read that folder. */
export interface AdministratorCredentials {
  readonly domainName: string;
  readonly userName: string;
  readonly password: string;
}

/** Files of the data directory beside the database. */
const files = { installation: 'installation', administrator: 'administrator.json' } as const;

const isOurs = (name: string): boolean => name.startsWith('ledger.') || Object.values<string>(files).includes(name);

/** Makes the data directory where there is none, for its owner alone, and answers its absolute path. */
export function openDataDir(path: string): Result<string, string> {
  const directory = resolve(path);
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const names = readdirSync(directory);
    if (names.length > 0 && !names.some(isOurs))
      return err(`${directory} holds other things than the state of Isthmus; choose another with --data-dir`);
    chmodSync(directory, 0o700);
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
    return ok(directory);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === 'EEXIST' || code === 'ENOTDIR' ? 'is no directory' : `cannot be used by this user (${code})`;
    return err(`the data directory ${directory} ${reason}; choose another with --data-dir, or run as its owner or root`);
  }
}

/** Which installation's marks to look for in the kernel; `isthmus down` needs it without the ledger. */
export const writeInstallation = (directory: string, id: string): void => writePrivately(join(directory, files.installation), `${id}\n`);

/** Null where no service ever ran on this directory. */
export function readInstallation(directory: string): string | null {
  const file = join(directory, files.installation);
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
}

export const writeAdministrator = (directory: string, credentials: AdministratorCredentials): void =>
  writePrivately(join(directory, files.administrator), `${JSON.stringify(credentials, null, 2)}\n`);

export function readAdministrator(directory: string): AdministratorCredentials | null {
  const file = join(directory, files.administrator);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as AdministratorCredentials) : null;
}

/** Written aside and renamed, so that a crash leaves the old file or the new one; never readable by others in between. */
function writePrivately(file: string, text: string): void {
  const aside = `${file}.new`;
  writeFileSync(aside, text, { mode: 0o600 });
  renameSync(aside, file);
}

/** Hands our own files over to the unprivileged user that the service becomes: a root who names the wrong folder loses nothing. */
export function handOver(directory: string): void {
  if (!isRoot()) return;
  chownSync(directory, unprivileged.uid, unprivileged.gid);
  for (const name of readdirSync(directory).filter(isOurs)) lchownSync(join(directory, name), unprivileged.uid, unprivileged.gid);
}
