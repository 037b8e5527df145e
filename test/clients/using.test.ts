import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { cleanEnvironment, repository, startService } from '../service.ts';
import { columnOf, type ClientName } from './column.ts';
import { goCheckoutTools, goTools, ofPypi, ownTools, terraformTools, type Tools } from './page-tools.ts';
import { startRecorder } from './recorder.ts';
import { blocksOf, filesOf, patternOf, stepsOf } from './using.ts';

interface Page {
  readonly page: string;
  readonly tools: Tools;
  /** Whose column of docs/generated/clients.md this page is; absent where a test of its own does more with the client. */
  readonly client?: ClientName;
}

/**
 * Pages whose clients no registry of set-up has. Each has a script of its own, `npm run test:<name>`, that is told where the
 * client is; who runs it and lacks something gets a failure, not a skipped page.
 */
const byHand: readonly (Omit<Page, 'tools'> & { readonly script: string; readonly tools: () => Tools })[] = [
  { page: 'terraform.md', script: 'test:terraform', client: 'terraform', tools: terraformTools },
  {
    page: 'go-sdk.md',
    script: 'test:go-sdk',
    client: 'gophertelekomcloud',
    tools: () => goCheckoutTools('github.com/opentelekomcloud/gophertelekomcloud'),
  },
];

/** Every page with a story in it. */
const pages: readonly Page[] = [
  { page: 'curl.md', tools: ownTools },
  { page: 'openstack-cli.md', tools: ofPypi('openstack') },
  { page: 'huawei-sdk.md', tools: ownTools },
  { page: 'ansible.md', client: 'ansible', tools: ofPypi('ansible') },
  { page: 'huawei-go-sdk.md', client: 'huawei-go-sdk', tools: goTools('github.com/huaweicloud/huaweicloud-sdk-go-v3@v0.1.207') },
];

const chosen = byHand.filter(({ script }) => script === process.env.npm_lifecycle_event);
const run = chosen.length > 0 ? chosen.map((one): Page => ({ ...one, tools: one.tools() })) : pages;

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

/** `url`: where the page's own address is meant to lead. */
async function follow(page: string, tools: Tools, url: string): Promise<void> {
  const here = (text: string): string => text.replaceAll('127.0.0.1:9696', new URL(url).host);
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
  for (const { page, tools, client } of run)
    test(page, { skip: tools.missing ?? false }, async () => {
      const service = await startService({ flags: ['--demo'] });
      const recorder = await startRecorder(service);
      try {
        await follow(page, tools, recorder.url);
        if (client === undefined) return;
        recorder.keep(client);
        assert.deepEqual(recorder.operations(), columnOf(client));
      } finally {
        await recorder.close();
        await service.remove();
      }
    });
});
