import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type Client } from './client.ts';
import { defaultAuthUrl, withVersion } from './clouds.ts';
import type { Call } from './command.ts';
import { refused } from './failure.ts';

interface Credentials {
  readonly domainName: string;
  readonly userName: string;
  readonly password: string;
}

/**
 * Logged in as the installation's administrator, with the credentials that the service keeps in its data directory:
 * whoever may read that folder runs the installation.
 */
export async function administratorClient({ flags, environment }: Pick<Call, 'flags' | 'environment'>): Promise<Client> {
  const directory = flags['data-dir'] ?? environment['ISTHMUS_DATA_DIR'] ?? './data';
  const { domainName, userName, password } = credentialsIn(directory);
  const authUrl = withVersion(flags['os-auth-url'] ?? environment['OS_AUTH_URL'] ?? defaultAuthUrl);
  return connect({ authUrl, userName, password, userDomain: { name: domainName }, project: null, region: null });
}

function credentialsIn(directory: string): Credentials {
  const file = join(directory, 'administrator.json');
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Credentials;
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'is not there' : 'cannot be read';
    throw refused(`${file} ${reason}; name the service's data directory with --data-dir, as a user who may read it`);
  }
}
