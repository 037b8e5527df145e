import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { after } from 'node:test';
import { binOf } from '../../tools/python-clients.mjs';

const onPath = (command: string): string | null =>
  (process.env.PATH ?? '').split(delimiter).find((folder) => existsSync(join(folder, command))) ?? null;

/** What a page needs on the machine: the folders for PATH, or the reason why it cannot be run here. */
export interface Tools {
  readonly folders: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
  readonly missing: string | null;
}

export const ownTools: Tools = { folders: [], missing: null };
export const ofPypi = (name: 'openstack' | 'ansible'): Tools => {
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
/** The page says `tofu`; where there is only `terraform`, that is run by this name. */
export function terraformTools(): Tools {
  const provider = process.env.ISTHMUS_TERRAFORM_PROVIDER;
  const binary = ['tofu', 'terraform'].map(onPath).find((folder) => folder !== null);
  assert.ok(binary !== undefined, 'needs tofu or terraform on PATH');
  const executable = join(provider ?? '', 'terraform-provider-opentelekomcloud');
  assert.ok(
    provider !== undefined && existsSync(executable),
    'needs ISTHMUS_TERRAFORM_PROVIDER: the folder of terraform-provider-opentelekomcloud',
  );
  const folder = folderFor('terraform');
  const tofu = join(binary, 'tofu');
  symlinkSync(existsSync(tofu) ? tofu : join(binary, 'terraform'), join(folder, 'tofu'));
  const configuration = join(folder, 'cli.tfrc');
  const overrides = `"opentelekomcloud/opentelekomcloud" = ${JSON.stringify(provider)}`;
  writeFileSync(configuration, `provider_installation {\n  dev_overrides {\n    ${overrides}\n  }\n  direct {}\n}\n`);
  return { folders: [folder], variables: { TF_CLI_CONFIG_FILE: configuration, CHECKPOINT_DISABLE: '1' }, missing: null };
}
const folderFor = (client: string): string => {
  const folder = mkdtempSync(join(tmpdir(), `isthmus-${client}-`));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

/** The shell of a page has a home of its own: the machine's caches are named, so that a second run fetches and compiles nothing. */
const goSettings = (): Record<string, string> =>
  JSON.parse(spawnSync('go', ['env', '-json', 'GOMODCACHE', 'GOCACHE', 'GOPROXY'], { encoding: 'utf8' }).stdout);

/**
 * The page takes the library from the module proxy. One that is slow is waited for; one that says no is quoted, so that
 * whoever reads of the skipped page knows what to ask for.
 */
export function goTools(module: string): Tools {
  if (onPath('go') === null) return { folders: [], missing: 'needs go on PATH: install Go 1.20 or newer' };
  const { status, stderr } = spawnSync('go', ['list', '-m', module], { cwd: tmpdir(), encoding: 'utf8', timeout: 120_000 });
  const said = stderr?.trim().split('\n').at(-1)?.trim() || 'it did not answer';
  return { folders: [], variables: goSettings(), missing: status === 0 ? null : `the Go module proxy has no ${module}: ${said}` };
}

/** The same page with its module from a git checkout, which a module proxy of files serves as its newest version. */
export function goCheckoutTools(module: string): Tools {
  const checkout = process.env.ISTHMUS_GO_SDK;
  assert.ok(onPath('go') !== null, 'needs go on PATH');
  assert.ok(checkout !== undefined && existsSync(join(checkout, 'go.mod')), `needs ISTHMUS_GO_SDK: a git checkout of ${module}`);
  const version = 'v0.0.1';
  const folder = folderFor('go');
  const versions = join(folder, module, '@v');
  mkdirSync(versions, { recursive: true });
  const git = (...args: readonly string[]): Buffer => {
    const { status, stdout, stderr } = spawnSync('git', args, { cwd: checkout, maxBuffer: 1 << 28 });
    assert.equal(status, 0, String(stderr));
    return stdout;
  };
  writeFileSync(join(versions, 'list'), `${version}\n`);
  writeFileSync(
    join(versions, `${version}.info`),
    JSON.stringify({ Version: version, Time: git('log', '-1', '--format=%cI').toString().trim() }),
  );
  writeFileSync(join(versions, `${version}.mod`), git('show', 'HEAD:go.mod'));
  writeFileSync(join(versions, `${version}.zip`), git('archive', '--format=zip', `--prefix=${module}@${version}/`, 'HEAD'));
  const { GOPROXY = '', ...caches } = goSettings();
  // The checksum database does not know this version; the cache of modules must not keep it.
  const cache = { GOMODCACHE: join(folder, 'modules'), GOFLAGS: '-modcacherw' };
  return { folders: [], variables: { ...caches, ...cache, GOPROXY: `file://${folder},${GOPROXY}`, GONOSUMDB: module }, missing: null };
}
