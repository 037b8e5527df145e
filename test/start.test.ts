import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask, createAccount, fields, logIn } from './api.ts';
import { cleanEnvironment, isRoot, repository, runCli, startService, testedPlanes, type Service } from './service.ts';

const temporary = (): string => mkdtempSync(join(tmpdir(), 'isthmus-start-'));

describe('a running service', () => {
  let service: Service;
  before(async () => {
    service = await startService({ flags: ['--demo'] });
  });
  after(async () => service.remove());

  test('says that it is ready on standard output, and then it is', async () => {
    assert.match(service.output().stdout, /^isthmus is ready at http:\/\/127\.0\.0\.1:\d+\/\n/);
    assert.equal((await ask(service, { method: 'GET', path: '/readyz' })).status, 200);
    assert.equal((await ask(service, { method: 'GET', path: '/healthz' })).status, 200);
  });

  test('says that it simulates', () => assert.match(service.output().stdout, /packets are simulated/));

  test('the data directory is for its owner alone, and so is every file in it', () => {
    assert.equal(statSync(service.dataDir).mode & 0o777, 0o700);
    assert.equal(statSync(join(service.dataDir, 'administrator.json')).mode & 0o777, 0o600);
  });

  test('the API process is not root', { skip: isRoot ? false : 'not started as root' }, () => {
    const status = readFileSync(`/proc/${service.pid}/status`, 'utf8');
    const ids = /^Uid:\s+(.*)$/m.exec(status)?.[1]?.split(/\s+/) ?? [];
    assert.equal(ids.length, 4);
    assert.ok(!ids.includes('0'), `no user id is 0: ${ids}`);
    assert.match(status, /^CapEff:\s+0+$/m);
    assert.match(status, /^Groups:\s*$/m);
  });

  test('a second service on the same data directory is refused in one line', () => {
    const second = runCli(['up', '--port', '0', '--data-plane', 'sim', '--data-dir', service.dataDir]);
    assert.equal(second.code, 1);
    assert.match(second.stderr, /^isthmus: the data directory .* is in use[^\n]*\n$/);
  });

  test('a second service on the same port is refused in one line', () => {
    const dataDir = temporary();
    const second = runCli(['up', '--port', String(service.port), '--data-plane', 'sim', '--data-dir', dataDir]);
    rmSync(dataDir, { recursive: true });
    assert.equal(second.code, 1);
    assert.match(second.stderr, /^isthmus: port \d+ of 127\.0\.0\.1 is in use[^\n]*--port\n$/m);
  });

  test('the demo accounts have their networks, and no peering', async () => {
    for (const [user, domain, vpc, instance, ip] of [
      ['alice', 'acme', 'vpc-acme', 'web', '192.168.1.10'],
      ['bob', 'globex', 'vpc-globex', 'db', '10.0.2.10'],
    ] as const) {
      const { token, projectId } = await logIn(service, { domain, user, password: 'isthmus-demo' }, 'eu-de');
      const vpcs = await ask(service, { method: 'GET', path: `/v1/${projectId}/vpcs`, token });
      assert.deepEqual(
        fields(vpcs).vpcs.map(({ name }: { name: string }) => name),
        [vpc],
      );
      const instances = await ask(service, { method: 'GET', path: `/isthmus/v1/projects/${projectId}/instances`, token });
      const shown = fields(instances).instances.map(({ name, ip_address, status }: Record<string, string>) => [name, ip_address, status]);
      assert.deepEqual(shown, [[instance, ip, 'ACTIVE']]);
      assert.deepEqual(fields(await ask(service, { method: 'GET', path: '/v2.0/vpc/peerings', token })).peerings, []);
      assert.equal((await logIn(service, { domain, user, password: 'isthmus-demo' }, 'eu-nl')).projectId.length, 32);
    }
  });

  for (const round of ['first', 'second'])
    test(`the demo is as it should be, the ${round} time`, () => {
      const demo = runCli(['demo', '--os-auth-url', `${service.url}/v3`, '--json']);
      assert.equal(demo.code, 0, demo.stderr);
      const { pings } = JSON.parse(demo.stdout) as { pings: { step: string; received: number }[] };
      assert.deepEqual(
        pings.map(({ step, received }) => [step, received > 0]),
        [
          ['no peering', false],
          ['requested', false],
          ['accepted', false],
          ['one route', false],
          ['both routes', true],
        ],
      );
    });

  test('the plan of an unchanged world is empty', () => {
    const plan = runCli(['plan', '--json', '--data-dir', service.dataDir, '--os-auth-url', service.url]);
    assert.equal(plan.code, 0, plan.stderr);
    assert.deepEqual((JSON.parse(plan.stdout) as { lines: string[] }).lines, []);
  });
});

/** Milliseconds after which a service that was asked to stop is taken for waiting for its clients. The mark is 2,000, and printed. */
const waitsForClients = 20_000;

test('SIGTERM and SIGINT end it with exit code 0, though clients stay connected, one in the middle of a request', async (t) => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const service = await startService();
    const clients = ['GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n', 'GET /healthz HTTP/1.1\r\nHost: x\r\n'].map((text) =>
      connect(service.port, '127.0.0.1', function sends(this: Socket) {
        this.write(text);
      }).on('error', () => {}),
    );
    await once(clients[0]!, 'data');
    const began = performance.now();
    process.kill(service.pid, signal);
    assert.equal(await Promise.race([service.ended(), sleep(waitsForClients, 'still there', { ref: false })]), 0, service.output().stderr);
    t.diagnostic(`${signal}: ended after ${Math.round(performance.now() - began)} ms (mark: 2000)`);
    for (const client of clients) client.destroy();
    await service.remove();
  }
});

test('what was written is there after a restart, and the administrator logs in as before', async () => {
  const first = await startService();
  const credentials = await createAccount(first, 'lasting');
  await first.stop();
  const second = await startService({ dataDir: first.dataDir });
  await logIn(second, credentials, 'eu-nl');
  await createAccount(second, 'another');
  await second.remove();
});

test('identity alone listens on a port of its own, and names the main port in its catalog', async () => {
  const service = await startService({ flags: ['--demo', '--identity-port', '0'] });
  try {
    const [, url = ''] = /^identity alone is at (http:\S+)\/$/m.exec(service.output().stdout) ?? [];
    const identity = { url };
    assert.notEqual(url, service.url);
    assert.equal((await ask(identity, { method: 'GET', path: '/' })).status, 300);
    assert.equal((await ask(identity, { method: 'GET', path: '/v2.0' })).status, 404);
    const { token } = await logIn(identity, { domain: 'acme', user: 'alice', password: 'isthmus-demo' }, 'eu-de');
    const catalog = await ask(identity, { method: 'GET', path: '/v3/auth/catalog', token });
    const network = fields(catalog).catalog.find(({ type }: { type: string }) => type === 'network');
    assert.equal(network.endpoints[0].url.replace(/\/$/, ''), service.url);
  } finally {
    await service.remove();
  }
});

test('--demo on an address that others reach is a usage error', () => {
  const refused = runCli(['up', '--demo', '--host', '0.0.0.0', '--data-dir', '/nonexistent']);
  assert.equal(refused.code, 2);
  assert.match(refused.stderr, /--demo .*--no-demo/);
});

test('a data directory that is none is refused in one line', () => {
  const refused = runCli(['up', '--port', '0', '--data-dir', join(repository, 'package.json')]);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /^isthmus: the data directory .* is no directory; [^\n]*\n$/);
});

test('a data directory with other things in it is refused, and left as it is', () => {
  const dataDir = temporary();
  writeFileSync(join(dataDir, 'precious'), '');
  chmodSync(dataDir, 0o755);
  const refused = runCli(['up', '--port', '0', '--data-dir', dataDir]);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /^isthmus: .* holds other things [^\n]*\n$/);
  assert.equal(statSync(dataDir).mode & 0o777, 0o755);
  rmSync(dataDir, { recursive: true });
});

test('--data-plane ovn is refused in one line', () => {
  const dataDir = temporary();
  const refused = runCli(['up', '--data-plane', 'ovn', '--port', '0', '--data-dir', dataDir]);
  rmSync(dataDir, { recursive: true });
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /^isthmus: --data-plane ovn is not part of this build[^\n]*\n$/m);
});

const needsLinux = { skip: testedPlanes.includes('linux') ? false : 'needs root and the kernel data plane' };
const nobody = 65534;
const needsRoot = { skip: isRoot ? false : 'needs root' };

test('without root, auto simulates and says why, and linux is refused with the mend', needsRoot, async () => {
  // The repository itself may be out of an unprivileged user's reach: a copy stands in.
  const open = temporary();
  chmodSync(open, 0o755);
  const clone = copyOfSources(join(open, 'clone'));
  const dataDir = join(open, 'data');
  mkdirSync(dataDir);
  chownSync(dataDir, nobody, nobody);
  const node = join(open, 'node');
  cpSync(process.execPath, node);
  const run = (plane: string) =>
    spawn(node, [join('packages', 'cli', 'src', 'main.ts'), 'up', '--port', '0', '--data-dir', dataDir, '--data-plane', plane], {
      cwd: clone,
      env: cleanEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      uid: nobody,
      gid: nobody,
    });
  try {
    const linux = run('linux');
    let said = '';
    linux.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    // Not its exit: what it said may still be on its way to us by then.
    const [code] = (await once(linux, 'close')) as [number];
    assert.equal(code, 1);
    assert.match(said, /--data-plane linux is not possible: root is missing: .*--data-plane sim/);

    const auto = run('auto');
    let ready = '';
    auto.stdout.setEncoding('utf8').on('data', (text: string) => (ready += text));
    const simulates = /simulated in memory\. For real ones: root is missing/;
    while (!simulates.test(ready)) {
      assert.equal(auto.exitCode, null, ready);
      await Promise.race([once(auto.stdout, 'data'), once(auto, 'exit')]);
    }
    auto.kill('SIGTERM');
    await once(auto, 'exit');
  } finally {
    rmSync(open, { recursive: true, force: true });
  }
});

test('a clone below a folder that only root can enter works after root is dropped', needsRoot, async () => {
  const closed = temporary();
  const clone = copyOfSources(join(closed, 'clone'));
  const entry = join(clone, 'packages', 'cli', 'src', 'main.ts');
  const child = spawn(process.execPath, [entry, 'up', '--port', '0', '--demo', '--data-plane', testedPlanes.at(-1) ?? 'sim'], {
    cwd: clone,
    env: cleanEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    let ready = '';
    let log = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
    child.stdout.setEncoding('utf8').on('data', (text: string) => (ready += text));
    const place = /isthmus is ready at (http:\S+)\/\n/;
    while (!place.test(ready)) {
      assert.equal(child.exitCode, null, log);
      await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
    }
    const [, url = ''] = place.exec(ready) ?? [];
    const service = { url };
    const demo = runCli(['demo', '--os-auth-url', `${url}/v3`]);
    assert.equal(demo.code, 0, demo.stdout + demo.stderr + log);
    // Everything that might load or open something at its first use.
    for (const path of ['/', '/docs', '/metrics', '/readyz', '/openapi/native.json', '/v3', '/nothing', '/console/'])
      assert.notEqual((await ask(service, { method: 'GET', path })).status, 500, path);
    const session = await logIn(service, { domain: 'acme', user: 'alice', password: 'isthmus-demo' }, 'eu-de');
    // Enough for the database to move its log into its file by itself.
    for (let count = 0; count < 60; count++) {
      const body = { vpc: { name: `v${count}`, cidr: '10.0.0.0/16' } };
      const made = await ask(service, { method: 'POST', path: `/v1/${session.projectId}/vpcs`, token: session.token, body });
      assert.equal(made.status, 200, made.text);
    }
    const big = await ask(service, { method: 'POST', path: '/v3/auth/tokens', body: { padding: 'x'.repeat(2 << 20) } }).catch(() => null);
    assert.ok(big === null || big.status === 413, 'a body that is too large is refused');
    assert.doesNotMatch(log, /"level":"error"/);
    child.kill('SIGTERM');
    const [code] = (await once(child, 'exit')) as [number];
    assert.equal(code, 0, log);
  } finally {
    child.kill('SIGKILL');
    const down = runCli(['down', '--data-dir', join(clone, 'data')]);
    assert.equal(down.code, 0, down.stderr);
    rmSync(closed, { recursive: true, force: true });
  }
});

/** The sources of this tree and the packages that the service runs on, below `target`. */
function copyOfSources(target: string): string {
  const packages = Object.entries(lock().packages)
    .filter(([path, { dev, link }]) => /^node_modules\/(@[^/]+\/)?[^/]+$/.test(path) && !dev && !link && path !== 'node_modules/node')
    .map(([path]) => path)
    .filter((path) => existsSync(join(repository, path)));
  const sources = (path: string): boolean => !/\/(node_modules|dist|data)(\/|$)/.test(path.slice(repository.length));
  for (const part of ['package.json', 'packages']) cpSync(join(repository, part), join(target, part), { recursive: true, filter: sources });
  for (const path of packages) cpSync(join(repository, path), join(target, path), { recursive: true });
  const ours = join('node_modules', '@isthmus');
  cpSync(join(repository, ours), join(target, ours), { recursive: true, verbatimSymlinks: true });
  return target;
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean; readonly link?: boolean }>>;
}
const lock = (): Lock => JSON.parse(readFileSync(join(repository, 'package-lock.json'), 'utf8')) as Lock;

test('down removes everything that the service made in the kernel, and only once it is stopped', needsLinux, async () => {
  const service = await startService({ dataPlane: 'linux', flags: ['--demo'] });
  const mark = `ist-${readFileSync(join(service.dataDir, 'installation'), 'utf8').trim()}-`;
  const namespaces = (): readonly string[] => readdirSync('/run/netns').filter((name) => name.startsWith(mark));
  const down = (): ReturnType<typeof runCli> => runCli(['down', '--data-dir', service.dataDir]);
  try {
    assert.equal(namespaces().length, 4, 'two routers and two instances');
    const refused = down();
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /still running; stop it first/);
    assert.equal(namespaces().length, 4);
    assert.equal(await service.stop(), 0);
    assert.equal(namespaces().length, 4, 'a stopped service leaves the data plane forwarding');
    assert.equal(down().code, 0);
    assert.deepEqual(namespaces(), []);
    assert.equal(down().code, 0, 'again is no mistake');
  } finally {
    await service.remove();
  }
});

test('the service ends with an error when its privileged process is gone', needsLinux, async () => {
  const service = await startService({ dataPlane: 'linux' });
  try {
    const children = readFileSync(`/proc/${service.pid}/task/${service.pid}/children`, 'utf8').trim().split(' ').map(Number);
    assert.equal(children.length, 1);
    process.kill(children[0] ?? 0, 'SIGKILL');
    assert.equal(await service.ended(), 1);
  } finally {
    await service.remove();
  }
});
