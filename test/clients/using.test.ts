import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { binOf } from '../../tools/python-clients.mjs';
import { cleanEnvironment, repository, startService, type Service } from '../service.ts';
import { blocksOf, filesOf, patternOf, stepsOf } from './using.ts';

const onPath = (command: string): string | null =>
  (process.env.PATH ?? '').split(delimiter).find((folder) => existsSync(join(folder, command))) ?? null;

/** What a page needs on the machine: the folders for PATH, or the reason why it cannot be run here. */
interface Tools {
  readonly folders: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
  readonly missing: string | null;
}

const ownTools: Tools = { folders: [], missing: null };
const ofPypi = (name: 'openstack' | 'ansible'): Tools => {
  const bin = binOf(name);
  const collections = join(dirname(bin ?? ''), 'collections');
  return bin === null
    ? { folders: [], missing: `the ${name} client from PyPI is not on this machine: npm test says why` }
    : {
        folders: [bin],
        variables: { ANSIBLE_COLLECTIONS_PATH: collections, ANSIBLE_PYTHON_INTERPRETER: join(bin, 'python') },
        missing: null,
      };
};
/** A variable that names no file, or a file that says nothing of the provider, is as good as none. */
function terraformTools(): Tools {
  const folder = onPath('tofu');
  const configuration = process.env.TF_CLI_CONFIG_FILE ?? '';
  if (folder === null || !existsSync(configuration) || !readFileSync(configuration, 'utf8').includes('opentelekomcloud'))
    return {
      folders: [],
      missing: 'needs tofu on PATH, and TF_CLI_CONFIG_FILE naming a file that says where the opentelekomcloud provider is',
    };
  return { folders: [folder], variables: { TF_CLI_CONFIG_FILE: configuration }, missing: null };
}
/** The page takes the library from the module proxy, which not every network lets through. */
function goTools(): Tools {
  const module = 'github.com/opentelekomcloud/gophertelekomcloud@latest';
  if (onPath('go') === null) return { folders: [], missing: 'needs go on PATH' };
  const { status } = spawnSync('go', ['list', '-m', module], { cwd: tmpdir(), stdio: 'ignore', timeout: 20_000 });
  return { folders: [], missing: status === 0 ? null : `${module} cannot be had from the Go module proxy` };
}

/** Every page with a story in it. */
const pages: Readonly<Record<string, Tools>> = {
  'curl.md': ownTools,
  'openstack-cli.md': ofPypi('openstack'),
  'huawei-sdk.md': ownTools,
  'ansible.md': ofPypi('ansible'),
  'terraform.md': terraformTools(),
  'go-sdk.md': goTools(),
};

interface Ran {
  readonly code: number | null;
  readonly output: string;
}

/** All of a page's blocks in one shell, as a person has one terminal; marks on the output tell the blocks apart. */
function runInShell(script: string, folder: string, { folders, variables = {} }: Tools): Promise<Ran> {
  const path = [...folders, dirname(process.execPath), join(repository, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  const env = { ...cleanEnvironment(variables), PATH: path, HOME: folder, PYTHONWARNINGS: 'ignore' };
  const child = spawn('bash', ['-eu', '-o', 'pipefail', '-c', script], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [output, errors] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (part: string) => (output += part));
  child.stderr.setEncoding('utf8').on('data', (part: string) => (errors += part));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output: code === 0 ? output : output + errors })));
}

const mark = (index: number): string => `--- block ${index} ends ---`;

async function follow(page: string, tools: Tools, service: Service): Promise<void> {
  const here = (text: string): string => text.replaceAll('127.0.0.1:9696', `127.0.0.1:${service.port}`);
  const blocks = blocksOf(page);
  const steps = stepsOf(blocks);
  assert.ok(steps.length > 0, `${page} has nothing to run`);
  const folder = mkdtempSync(join(tmpdir(), 'isthmus-using-'));
  try {
    symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'));
    for (const [name, content] of filesOf(blocks)) writeFileSync(join(folder, name), here(content));
    const script = steps.map(({ command }, index) => `${here(command)}\necho '${mark(index)}'\n`).join('');
    const { code, output } = await runInShell(script, folder, tools);
    assert.equal(code, 0, `${page} ended with ${code}:\n${output}`);
    let rest = output;
    for (const [index, { command, printed }] of steps.entries()) {
      const [own = '', ...later] = rest.split(`${mark(index)}\n`);
      if (printed !== null) assert.match(own.trim(), patternOf(printed), `${page}, after\n${command}`);
      rest = later.join('');
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('the pages of docs/using, from top to bottom', () => {
  for (const [page, tools] of Object.entries(pages))
    test(page, { skip: tools.missing ?? false }, async () => {
      const service = await startService({ flags: ['--demo'] });
      try {
        await follow(page, tools, service);
      } finally {
        await service.remove();
      }
    });
});
