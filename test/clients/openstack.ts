import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { binOf } from '../../tools/python-clients.mjs';
import { cleanEnvironment } from '../service.ts';
import type { Credentials } from '../api.ts';

/** Where the two OpenStack command lines are on this machine; null for one that set-up could not have. */
const pypi = binOf('openstack');
const debian = '/usr/bin/openstack';
export const openstack = {
  pypi: pypi === null ? null : join(pypi, 'openstack'),
  debian: existsSync(debian) ? debian : null,
} as const;

/** Milliseconds for one command. The first has Python and its plugins to start, on a machine that is busy with other tests. */
const patience = 240_000;

/** A running `openstack` of one account, as a person has it in a terminal: it reads commands until it is left. */
export interface Cli {
  /** What the command printed, as JSON. */
  json(command: string): Promise<unknown>;
  /** What it printed, for commands that print no JSON. Blank when all went well, as with deletions. */
  text(command: string): Promise<string>;
  leave(): Promise<void>;
}

/** The variables that a person exports. */
export const environmentOf = (url: string, { domain, user, password }: Credentials): Record<string, string> => ({
  OS_AUTH_URL: `${url}/v3`,
  OS_IDENTITY_API_VERSION: '3',
  OS_USERNAME: user,
  OS_PASSWORD: password,
  OS_USER_DOMAIN_NAME: domain,
  OS_PROJECT_DOMAIN_NAME: domain,
  OS_PROJECT_NAME: 'eu-de',
  OS_REGION_NAME: 'eu-de',
});

/** Starting Python and its plugins takes seconds: one process runs many commands, each ended by a mark. */
export function startCli(program: string, url: string, credentials: Credentials): Cli {
  const variables = { ...environmentOf(url, credentials), PYTHONUNBUFFERED: '1', COLUMNS: '200' };
  // One pipe for both its outputs: of two, the mark on one may be read before the complaint on the other.
  const child = spawn('sh', ['-c', 'exec "$0" 2>&1', program], {
    env: { ...cleanEnvironment(), ...variables },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let written = '';
  let heard = (): void => undefined;
  const hear = (part: string): void => {
    written += part;
    heard();
  };
  child.stdout.setEncoding('utf8').on('data', hear);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let commands = 0;

  async function text(command: string): Promise<string> {
    const mark = `done-${++commands}.`;
    written = '';
    child.stdin.write(`${command}\n!echo ${mark}\n`);
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`openstack ${command} did not end: ${written}`)), patience);
      heard = () => {
        if (!written.includes(mark)) return;
        clearTimeout(timer);
        resolve();
      };
    });
    return written.replace(mark, '').trim();
  }

  return {
    text,
    async json(command) {
      const printed = await text(`${command} -f json`);
      const start = /^[{[]/m.exec(printed);
      assert.ok(start, `openstack ${command} printed no JSON: ${printed}`);
      return JSON.parse(printed.slice(start.index)) as unknown;
    },
    async leave() {
      child.stdin.end();
      await ended;
    },
  };
}
