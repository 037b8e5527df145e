// Set-up for `npm start` and `npm test` on a machine that has only Node 20 and npm: packages, our own Node, and what
// the kernel data plane needs of Debian. Plain JavaScript without dependencies: it runs before there are any.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { installPythonClients } from './python-clients.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const ourNode = join(root, 'node_modules', 'node', 'bin', 'node');

const say = (line) => process.stderr.write(`${line}\n`);

/** Debian packages by what shows that they are there. `when` tells whether the tree has what needs them. */
const debianPackages = [
  { name: 'iproute2', purpose: ['start', 'test'], present: () => onPath('ip') },
  { name: 'iputils-ping', purpose: ['start', 'test'], present: () => onPath('ping') },
  { name: 'nftables', purpose: ['start', 'test'], present: () => onPath('nft') },
  { name: 'postgresql', purpose: ['test'], present: () => somePostgres() },
  {
    name: 'chromium',
    purpose: ['test'],
    when: () => existsSync(join(root, 'test', 'console')),
    present: () => onPath('chromium'),
  },
  {
    name: 'python3-venv',
    purpose: ['test'],
    when: () => existsSync(join(root, 'test', 'clients')),
    present: () => onPath('python3') && spawnSync('python3', ['-c', 'import ensurepip']).status === 0,
  },
  {
    // Debian's OpenStack command line, years older than PyPI's: the tests run both.
    name: 'python3-openstackclient',
    purpose: ['test'],
    when: () => existsSync(join(root, 'test', 'clients')),
    present: () => existsSync('/usr/bin/openstack'),
  },
];

/** The tests start a PostgreSQL of their own, from any installed major version. */
function somePostgres() {
  const versions = '/usr/lib/postgresql';
  return existsSync(versions) && readdirSync(versions).some((version) => existsSync(join(versions, version, 'bin', 'initdb')));
}

function onPath(command) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin', '/usr/bin', '/bin'];
  return folders.some((folder) => existsSync(join(folder, command)));
}

/** Without our own folder: `npm ci` empties it, and must not run on a Node that it is about to delete. */
function pathOfTheMachine() {
  const ours = join(root, 'node_modules');
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.startsWith(ours))
    .join(delimiter);
}

const pathWithOurs = () => `${join(root, 'node_modules', '.bin')}${delimiter}${pathOfTheMachine()}`;

/** Packages of the lock file that are not installed in that version. Optional ones depend on the machine. */
export function missingPackages() {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const record = join(root, 'node_modules', '.package-lock.json');
  const installed = existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')).packages : {};
  return Object.entries(lock.packages)
    .filter(([path, wanted]) => path.includes('node_modules/') && !wanted.optional)
    .filter(([path, wanted]) => installed[path] === undefined || installed[path].version !== wanted.version)
    .map(([path]) => path);
}

function run(command, args, env) {
  const done = spawnSync(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8', maxBuffer: 1 << 26 });
  if (done.status === 0) return true;
  say(`${command} ${args.join(' ')} failed:\n${done.stdout ?? ''}${done.stderr ?? done.error?.message ?? ''}`);
  return false;
}

function installPackages() {
  if (missingPackages().length === 0) return;
  say('isthmus: installing npm packages');
  const env = { ...process.env, PATH: pathOfTheMachine() };
  if (!run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], env)) process.exit(1);
}

/** npm may have been told not to run install scripts; the one of package `node` fetches the Node that we run on. */
function installNode() {
  if (existsSync(ourNode)) return;
  say('isthmus: installing Node');
  const env = { ...process.env, PATH: pathOfTheMachine() };
  const script = { cwd: join(root, 'node_modules', 'node'), env, stdio: ['ignore', 'ignore', 'inherit'] };
  spawnSync('node', ['installArchSpecificPackage.js'], script);
  if (existsSync(ourNode)) return;
  say('isthmus: the npm package "node" did not bring its Node. Run: npm rebuild node --ignore-scripts=false');
  process.exit(1);
}

function installDebianPackages(purpose) {
  const missing = debianPackages
    .filter((row) => row.purpose.includes(purpose) && (row.when?.() ?? true) && !row.present())
    .map((row) => row.name);
  if (missing.length === 0) return;
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid?.() !== 0 || !onPath('apt-get')) {
    say(`isthmus: not installed: ${missing.join(', ')}. What needs them is left out. To have it, run as root: ${command}`);
    return;
  }
  say(`isthmus: installing ${missing.join(', ')}`);
  const env = { ...process.env, PATH: pathOfTheMachine(), DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['install', '-y', '-qq', '--no-install-recommends', ...missing];
  // A new machine has no package lists, an old one stale ones: only then is the update worth its time.
  const quietly = { cwd: root, env, stdio: 'ignore' };
  if (spawnSync('apt-get', install, quietly).status === 0) return;
  if (run('apt-get', ['update', '-qq'], env) && run('apt-get', install, env)) return;
  say(`isthmus: going on without them. To have them, run as root: apt-get update && ${command}`);
}

/** What a browser gets under /console/; built again only when what it is made of is newer. */
async function buildConsole() {
  const tools = join(root, 'packages', 'console', 'tools');
  const { isStale } = await import(pathToFileURL(join(tools, 'stale.mjs')).href);
  if (!isStale()) return;
  say('isthmus: building the console');
  if (!run(ourNode, [join(tools, 'build.mjs')], { ...process.env, PATH: pathWithOurs() })) say('isthmus: going on without the console');
}

/** Makes the machine ready for `purpose` and answers nothing: what is missing afterwards has been said. */
export async function setUp(purpose) {
  installPackages();
  installNode();
  installDebianPackages(purpose);
  if (purpose === 'test') installPythonClients();
  await buildConsole();
}

/**
 * Runs our Node in the foreground and ends as it ends. The channel between the two tells the child when this process
 * is killed outright, so that nobody is left behind on the port.
 */
export function runForeground({ args, env, folder, channel }) {
  const path = pathWithOurs();
  const stdio = channel === 'with' ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit';
  const child = spawn(ourNode, args, { cwd: join(root, folder), env: { ...process.env, PATH: path, ...env }, stdio });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  endWithNpm(child);
  return new Promise((resolve) => child.on('exit', (code, signal) => resolve(code ?? (signal === null ? 1 : 128))));
}

/** npm that is killed outright forwards nothing: what it ran in the foreground must not stay behind. */
function endWithNpm(child) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const npm = process.ppid;
  setInterval(() => {
    if (process.ppid !== npm) child.kill('SIGTERM');
  }, 500).unref();
}
