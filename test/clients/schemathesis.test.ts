import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { dialects } from '@isthmus/wire';
import { binOf } from '../../tools/python-clients.mjs';
import { ask, fields, logIn, type Session } from '../api.ts';
import { cleanEnvironment, startService, type Service } from '../service.ts';

const bin = binOf('schemathesis');

/** Requests per endpoint. Few, because the machine runs other tests: `--seed` makes them the same ones every time. */
const examples = 3;
/** Seconds for one answer; whoever waits longer has met a hang. */
const patience = 30;

interface Ran {
  readonly code: number | null;
  readonly output: string;
}

function fuzz(args: readonly string[], folder: string): Promise<Ran> {
  const child = spawn(join(bin ?? '', 'schemathesis'), args, {
    cwd: folder,
    env: { ...cleanEnvironment(), COLUMNS: '200' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part: string) => (output += part));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
}

describe(
  'each dialect, fuzzed from its own OpenAPI',
  { skip: bin === null && 'Schemathesis is not on this machine: npm test says why' },
  () => {
    let service: Service;
    let session: Session;
    const folder = mkdtempSync(join(tmpdir(), 'isthmus-fuzz-'));
    before(async () => {
      service = await startService({ flags: ['--demo'] });
      session = await logIn(service, { domain: 'acme', user: 'alice', password: 'isthmus-demo' }, 'eu-de');
      const { projectId, token } = session;
      const vpcs = await ask(service, { method: 'GET', path: `/v1/${projectId}/vpcs`, token });
      const tables = await ask(service, { method: 'GET', path: `/v1/${projectId}/routetables`, token });
      // With ids of things that are there, and the own project's, requests come past the first check of an address.
      const parameters = { project_id: projectId, vpc_id: fields(vpcs).vpcs[0].id, routetable_id: fields(tables).routetables[0].id };
      const lines = Object.entries(parameters).map(([name, value]) => `"path.${name}" = "${value}"`);
      writeFileSync(join(folder, 'schemathesis.toml'), `[parameters]\n${lines.join('\n')}\n`);
    });
    after(async () => {
      await service.remove();
      rmSync(folder, { recursive: true, force: true });
    });

    for (const dialect of dialects)
      test(`${dialect} answers everything, in time, and never with a fault of its own`, async () => {
        const bounds = ['--phases', 'fuzzing', '--max-examples', String(examples), '--seed', '1', '--request-timeout', String(patience)];
        const asked = ['run', `${service.url}/openapi/${dialect}.json`, '-H', `X-Auth-Token: ${session.token}`];
        // Its own complaint that requests are slow to make is about the machine.
        const looks = ['--checks', 'not_a_server_error', '--suppress-health-check', 'too_slow', '--no-color'];
        const { code, output } = await fuzz([...asked, ...bounds, ...looks], folder);
        assert.equal(code, 0, output);
        const [, generated = '0'] = /(\d+) generated/.exec(output) ?? [];
        assert.ok(Number(generated) > 0, output);
      });

    test('the service is as well as before, and logged no bug', async () => {
      assert.equal((await ask(service, { method: 'GET', path: '/readyz' })).status, 200);
      const { stdout, stderr } = service.output();
      assert.doesNotMatch(stdout + stderr, /"level":"error"|TypeError|unhandled/i);
    });
  },
);
