import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { after, describe, test } from 'node:test';
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
/**
 * Terraform's page runs in `npm run test:terraform`, with the folder of a built provider in ISTHMUS_TERRAFORM_PROVIDER: none can
 * be had from the registries that set-up asks. Whoever runs it so and lacks something gets a failure, not a skipped page.
 */
const provider = process.env.ISTHMUS_TERRAFORM_PROVIDER;
const wantsTerraform = process.env.npm_lifecycle_event === 'test:terraform';

/** The page says `tofu`; where there is only `terraform`, that is run by this name. */
function terraformTools(): Tools {
  const binary = ['tofu', 'terraform'].map(onPath).find((folder) => folder !== null);
  assert.ok(binary !== undefined, 'needs tofu or terraform on PATH');
  const executable = join(provider ?? '', 'terraform-provider-opentelekomcloud');
  assert.ok(
    provider !== undefined && existsSync(executable),
    'needs ISTHMUS_TERRAFORM_PROVIDER: the folder of terraform-provider-opentelekomcloud',
  );
  const folder = mkdtempSync(join(tmpdir(), 'isthmus-terraform-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const tofu = join(binary, 'tofu');
  symlinkSync(existsSync(tofu) ? tofu : join(binary, 'terraform'), join(folder, 'tofu'));
  const configuration = join(folder, 'cli.tfrc');
  const overrides = `"opentelekomcloud/opentelekomcloud" = ${JSON.stringify(provider)}`;
  writeFileSync(configuration, `provider_installation {\n  dev_overrides {\n    ${overrides}\n  }\n  direct {}\n}\n`);
  return { folders: [folder], variables: { TF_CLI_CONFIG_FILE: configuration, CHECKPOINT_DISABLE: '1' }, missing: null };
}
/**
 * The page takes the library from the module proxy, which serves some modules and refuses others. A proxy that is slow
 * is waited for; one that says no is quoted, so that whoever reads of the skipped page knows what to ask for.
 */
function goTools(module: string): Tools {
  if (onPath('go') === null) return { folders: [], missing: 'needs go on PATH: install Go 1.20 or newer' };
  const { status, stderr } = spawnSync('go', ['list', '-m', module], { cwd: tmpdir(), encoding: 'utf8', timeout: 120_000 });
  const said = stderr?.trim().split('\n').at(-1)?.trim() || 'it did not answer';
  // The shell of a page has a home of its own: the machine's caches are named, so that a second run fetches and compiles nothing.
  const caches = spawnSync('go', ['env', '-json', 'GOMODCACHE', 'GOCACHE'], { encoding: 'utf8' }).stdout;
  return { folders: [], variables: JSON.parse(caches), missing: status === 0 ? null : `the Go module proxy has no ${module}: ${said}` };
}

/** Every page with a story in it. */
const pages: Readonly<Record<string, Tools>> = {
  'curl.md': ownTools,
  'openstack-cli.md': ofPypi('openstack'),
  'huawei-sdk.md': ownTools,
  'ansible.md': ofPypi('ansible'),
  'huawei-go-sdk.md': goTools('github.com/huaweicloud/huaweicloud-sdk-go-v3@v0.1.207'),
  'go-sdk.md': goTools('github.com/opentelekomcloud/gophertelekomcloud@latest'),
  ...(provider !== undefined || wantsTerraform ? { 'terraform.md': terraformTools() } : {}),
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
