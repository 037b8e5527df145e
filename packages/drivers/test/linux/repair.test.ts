import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { createLinuxDriver, tearDownInstallations } from '@isthmus/drivers/linux/index.ts';
import { peeringDevice, portDevice } from '@isthmus/drivers/linux/names.ts';
import { answers, instanceAt, must0, newInstallation, routerAt, routersOf, uuid, within, type NetworkSketch } from './network.ts';
import { needsRoot } from './root.ts';

const network: NetworkSketch = {
  vpcs: {
    a: {
      blocks: ['10.0.0.0/16', 'fd00:a::/48'],
      subnets: { s: { cidr: '10.0.0.0/24', cidrV6: 'fd00:a::/64', instances: { web: ['10.0.0.10', 'fd00:a::10'] } } },
    },
    b: {
      blocks: ['10.1.0.0/16', 'fd00:b::/48'],
      subnets: { s: { cidr: '10.1.0.0/24', cidrV6: 'fd00:b::/64', instances: { db: ['10.1.0.10', 'fd00:b::10'] } } },
    },
  },
  peerings: [['ab', 'a', 'b']],
  routes: [
    ['a', '10.1.0.0/16', 'ab'],
    ['b', '10.0.0.0/16', 'ab'],
    ['a', 'fd00:b::/48', 'ab'],
    ['b', 'fd00:a::/48', 'ab'],
  ],
};
const routers = routersOf(network);
const namesOf = (installation: string): string[] =>
  spawnSync('ls', ['/run/netns'], { encoding: 'utf8' })
    .stdout.split('\n')
    .filter((name) => name.startsWith(`ist-${installation}-`));

describe('repair', needsRoot, () => {
  const installation = newInstallation();
  const [web, router] = [instanceAt(installation, 'web'), routerAt(installation, 'a')];
  const [port, peering] = [portDevice(uuid('port web')), peeringDevice(uuid('peering ab'))];
  let plane: Awaited<ReturnType<typeof createLinuxDriver>>;
  before(async () => {
    plane = await createLinuxDriver({ installation });
    await plane.convergeAll(routers);
  });
  after(async () => {
    await plane.close();
    await tearDownInstallations(installation);
    spawnSync('ip', ['netns', 'del', `other-${installation}`]);
  });

  const damage: Readonly<Record<string, () => void>> = {
    'the route of a VPC': () => must0(router, 'ip', 'route', 'flush', 'table', 'all', 'proto', '99', '10.1.0.0/16'),
    'all routes of ours': () => must0(router, 'ip', 'route', 'flush', 'table', 'all', 'proto', '99'),
    'a route, changed to lead nowhere': () => must0(router, 'ip', 'route', 'replace', 'unreachable', '10.0.0.10/32', 'proto', '99'),
    'an IPv6 route': () => must0(router, 'ip', '-6', 'route', 'del', 'fd00:a::10/128'),
    'the default route of an instance': () => must0(web, 'ip', 'route', 'del', 'default'),
    'the address of an instance': () => must0(web, 'ip', 'address', 'flush', 'dev', 'eth0'),
    'the gateway of a subnet': () => must0(router, 'ip', 'address', 'del', '10.0.0.1/32', 'dev', 'lo'),
    'a rule': () => must0(router, 'ip', 'rule', 'del', 'pref', '100'),
    'the rule for what is local': () => must0(router, 'ip', 'rule', 'del', 'pref', '32766'),
    'a neighbour, deleted': () => must0(router, 'ip', 'neigh', 'flush', 'dev', port, 'nud', 'permanent'),
    'a neighbour, changed': () =>
      must0(router, 'ip', 'neigh', 'replace', '169.254.0.1', 'lladdr', '02:00:00:00:00:01', 'dev', peering, 'nud', 'permanent'),
    'the link of a port': () => must0(router, 'ip', 'link', 'del', 'dev', port),
    'the link of a peering': () => must0(router, 'ip', 'link', 'del', 'dev', peering),
    'a link, set down': () => must0(router, 'ip', 'link', 'set', 'dev', peering, 'down'),
    'a link, renamed': () => {
      must0(router, 'ip', 'link', 'set', 'dev', port, 'down');
      must0(router, 'ip', 'link', 'set', 'dev', port, 'name', 'mine');
    },
    'a MAC address': () => must0(web, 'ip', 'link', 'set', 'dev', 'eth0', 'address', '02:00:00:00:00:02'),
    'the filters, deleted': () => must0(router, 'nft', 'delete', 'table', 'ip6', 'isthmus'),
    'the filters, changed': () => must0(router, 'nft', 'insert', 'rule', 'ip6', 'isthmus', 'forward', 'drop'),
    forwarding: () => must0(router, 'sysctl', '-qw', 'net.ipv4.ip_forward=0'),
    'the check of sources': () => must0(router, 'sysctl', '-qw', 'net.ipv4.conf.all.rp_filter=0'),
    'the check of sources of one port, made loose': () => must0(router, 'sysctl', '-qw', `net.ipv4.conf.${port}.rp_filter=2`),
    'the check of sources of one peering, off': () => must0(router, 'sysctl', '-qw', `net.ipv4.conf.${peering}.rp_filter=0`),
    'forwarding of one port': () => must0(router, 'sysctl', '-qw', `net.ipv4.conf.${port}.forwarding=0`),
    'IPv6 forwarding': () => must0(router, 'sysctl', '-qw', 'net.ipv6.conf.all.forwarding=0'),
    'an instance': () => void spawnSync('ip', ['netns', 'del', web]),
    'a router': () => void spawnSync('ip', ['netns', 'del', router]),
  };

  for (const [what, break_] of Object.entries(damage))
    test(`puts back ${what}`, async () => {
      break_();
      const { commands, failures } = await plane.convergeAll(routers);
      assert.deepEqual(failures, []);
      assert.ok(commands > 0, 'nothing was done');
      assert.deepEqual([answers(web, '10.1.0.10'), answers(web, 'fd00:b::10')], [true, true]);
      assert.deepEqual(await plane.convergeAll(routers), { commands: 0, failures: [] });
    });

  test('leaves alone what others made, inside our namespaces and beside them', async () => {
    const other = `other-${installation}`;
    assert.equal(spawnSync('ip', ['netns', 'add', other]).status, 0);
    must0(router, 'ip', 'link', 'add', 'theirs', 'type', 'bridge');
    must0(router, 'ip', 'link', 'set', 'theirs', 'up');
    must0(router, 'ip', 'route', 'add', '198.51.100.0/24', 'dev', 'theirs', 'proto', 'static');
    must0(router, 'ip', 'rule', 'add', 'pref', '40000', 'from', '198.51.100.0/24', 'lookup', '77');
    must0(web, 'ip', 'address', 'add', '198.51.100.9/32', 'dev', 'lo');
    must0(router, 'nft', 'add', 'table', 'inet', 'theirs');
    await plane.convergeAll(routers);
    assert.deepEqual(await plane.convergeAll(routers), { commands: 0, failures: [] });
    assert.equal(within(other, 'true').status, 0);
    assert.match(must0(router, 'ip', 'route'), /198\.51\.100\.0\/24 dev theirs/);
    assert.match(must0(router, 'ip', 'rule'), /198\.51\.100\.0\/24 lookup 77/);
    assert.match(must0(web, 'ip', 'address'), /198\.51\.100\.9/);
    assert.match(must0(router, 'nft', 'list', 'tables'), /inet theirs/);
  });

  test('the plan names what is missing and changes nothing', async () => {
    must0(router, 'ip', 'route', 'del', '10.0.0.10/32', 'proto', '99');
    const plan = await plane.plan(routers);
    assert.deepEqual(plan, [`nsenter --net=/run/netns/${router} ip route replace 10.0.0.10/32 dev ${port} src 10.0.0.1 proto 99`]);
    assert.deepEqual(await plane.plan(routers), plan);
    assert.equal(spawnSync('sh', ['-c', plan.join('\n')]).status, 0);
    assert.deepEqual(await plane.plan(routers), []);
  });

  test('a runner killed in the middle leaves a network that the next one completes', async () => {
    for (const delayMs of [2, 6, 12, 25]) {
      await plane.tearDown();
      plane.convergeAll(routers).catch(() => {});
      await pause(delayMs);
      process.kill(plane.runnerPid, 'SIGKILL');
      await pause(20);
      plane = await createLinuxDriver({ installation });
      assert.deepEqual((await plane.convergeAll(routers)).failures, []);
      assert.deepEqual([answers(web, '10.1.0.10'), answers(web, 'fd00:b::10')], [true, true], `after ${delayMs} ms`);
      assert.deepEqual(await plane.convergeAll(routers), { commands: 0, failures: [] });
    }
  });

  test('closing leaves it forwarding, and the next driver finds nothing to do', async () => {
    await plane.close();
    assert.equal(answers(web, '10.1.0.10'), true);
    plane = await createLinuxDriver({ installation });
    assert.deepEqual(await plane.convergeAll(routers), { commands: 0, failures: [] });
  });

  test('a second runner of the installation waits until the first is gone', async () => {
    const second = createLinuxDriver({ installation });
    assert.equal(await Promise.race([second.then(() => 'started'), pause(300).then(() => 'waits')]), 'waits');
    await plane.close();
    plane = await second;
    assert.equal(await plane.unready(), null);
  });

  test('tearing down leaves nothing of this installation, and everything of another', async () => {
    const neighbour = newInstallation();
    const theirs = await createLinuxDriver({ installation: neighbour });
    await theirs.convergeAll(routers);
    await plane.tearDown();
    assert.deepEqual(namesOf(installation), []);
    assert.equal(answers(instanceAt(neighbour, 'web'), '10.1.0.10'), true);
    await theirs.close();
    assert.equal((await tearDownInstallations(neighbour)).length, 4);
    assert.deepEqual(namesOf(neighbour), []);
  });
});
