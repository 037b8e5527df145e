// The clients from PyPI that the tests run, each in a virtual environment of its own below `.cache/clients`: pinned in
// `test/clients/python/<name>.txt`, made once, and made again only when that file changes.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const requirements = join(root, 'test', 'clients', 'python');
const cache = join(root, '.cache', 'clients');

const say = (line) => process.stderr.write(`${line}\n`);

/** Written last: an environment without it was interrupted. */
const stampOf = (environment) => join(environment, 'requirements.txt');

/** The `bin` folder of an environment that is complete and of the pinned versions, or null. */
export function binOf(name) {
  const environment = join(cache, name);
  const stamp = stampOf(environment);
  const wanted = readFileSync(join(requirements, `${name}.txt`), 'utf8');
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted ? join(environment, 'bin') : null;
}

/** Ansible's OpenStack modules: PyPI has them only inside the package of all collections, of which this keeps one. */
const collections = {
  wheel: 'ansible==12.3.0',
  kept: ['ansible_collections/openstack/', 'ansible_collections/ansible_community.py', 'ansible_collections/__init__.py'],
};

/** Every environment that is not there yet. What cannot be had is said by name, and its tests say that they are left out. */
export function installPythonClients() {
  if (!existsSync(requirements)) return;
  for (const file of readdirSync(requirements).filter((entry) => entry.endsWith('.txt'))) {
    const name = file.slice(0, -'.txt'.length);
    if (binOf(name) !== null) continue;
    say(`isthmus: installing the ${name} client of the tests`);
    const failure = install(name, join(requirements, file));
    if (failure !== null) say(`isthmus: not installed: the ${name} client. Its tests are left out. ${failure}`);
  }
}

/** Null, or why it could not be. */
function install(name, file) {
  const environment = join(cache, name);
  rmSync(environment, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  const python = join(environment, 'bin', 'python');
  const pip = [python, '-m', 'pip', '--quiet', '--disable-pip-version-check', '--no-input'];
  const steps = [
    ['python3', '-m', 'venv', environment],
    [...pip, 'install', '--only-binary', ':all:', '-r', file],
  ];
  if (name === 'ansible') {
    const wheels = join(environment, 'wheels');
    steps.push([...pip, 'download', '--no-deps', '--only-binary', ':all:', '--dest', wheels, collections.wheel]);
    steps.push([python, '-c', unpack, wheels, join(environment, 'collections'), ...collections.kept]);
  }
  for (const [command, ...args] of steps) {
    const done = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8', timeout: 300_000 });
    if (done.status !== 0) return lastLine(done.stderr) ?? done.error?.message ?? `${command} failed`;
  }
  writeFileSync(stampOf(environment), readFileSync(file));
  return null;
}

const lastLine = (text) => text?.trim().split('\n').at(-1) || null;

const unpack = `
import glob, os, shutil, sys, zipfile
wheels, target, *kept = sys.argv[1:]
for wheel in glob.glob(os.path.join(wheels, '*.whl')):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target, [name for name in archive.namelist() if name.startswith(tuple(kept))])
shutil.rmtree(wheels)
`;
