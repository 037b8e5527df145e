import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Router } from '@isthmus/core';
import { createLinuxDriver, tearDownInstallations } from '@isthmus/drivers/linux/index.ts';
import { filtersOf } from '@isthmus/drivers/linux/filters.ts';
import { routerNetns } from '@isthmus/drivers/linux/names.ts';
import { loadFilters } from '@isthmus/drivers/linux/nft.ts';
import { filtersHold } from '@isthmus/drivers/linux/observe.ts';
import { Visits } from '@isthmus/drivers/linux/run.ts';
import { must0, newInstallation, routersOf, uuid } from './network.ts';
import { needsRoot } from './root.ts';

const [router] = routersOf({
  vpcs: { a: { blocks: ['10.0.0.0/16'], subnets: { s: { cidr: '10.0.0.0/24', instances: { web: ['10.0.0.10'], db: ['10.0.0.11'] } } } } },
}) as [Router];
const groupId = uuid<Router['groups'][number]['id']>('group');
const guarded: Router = {
  ...router,
  groups: [{ id: groupId, ingress: [], egress: [], members: [] }],
  ports: router.ports.map((port) => ({ ...port, groupIds: [groupId] })),
};

/** As published, in seconds; and nothing is picked up in the middle. */
const published = {
  tcp_timeout_established: 600,
  tcp_timeout_fin_wait: 30,
  icmp_timeout: 30,
  icmpv6_timeout: 30,
  udp_timeout: 30,
  udp_timeout_stream: 180,
  generic_timeout: 180,
  tcp_loose: 0,
};
const names = Object.keys(published) as (keyof typeof published)[];
const ofMachine = (): string[] => names.map((name) => readFileSync(`/proc/sys/net/netfilter/nf_conntrack_${name}`, 'utf8'));

describe('connection tracking', needsRoot, () => {
  const installation = newInstallation();
  const netns = routerNetns(installation, router.vpcId);
  const inForce = (): typeof published =>
    Object.fromEntries(
      names.map((name) => [name, Number(must0(netns, 'sysctl', '-n', `net.netfilter.nf_conntrack_${name}`))]),
    ) as typeof published;
  let plane: Awaited<ReturnType<typeof createLinuxDriver>>;
  before(async () => {
    plane = await createLinuxDriver({ installation });
  });
  after(async () => {
    await plane.close();
    await tearDownInstallations(installation);
  });

  test('goes by the published times in a router with groups, and leaves the machine alone', async () => {
    const machine = ofMachine();
    assert.deepEqual((await plane.convergeAll([guarded])).failures, []);
    assert.deepEqual(inForce(), published);
    assert.deepEqual(ofMachine(), machine);
    assert.deepEqual(await plane.convergeAll([guarded]), { commands: 0, failures: [] });
  });

  test('is put right in a router of before, and its plan says so', async () => {
    must0(netns, 'sysctl', '-qw', 'net.netfilter.nf_conntrack_tcp_loose=1', 'net.netfilter.nf_conntrack_tcp_timeout_established=432000');
    must0(netns, 'nft', 'flush', 'ruleset');
    must0(netns, 'nft', 'add', 'table', 'inet', 'isthmus', '{ comment "ofAnotherVersion 1"; }');
    assert.match((await plane.plan([guarded])).join('\n'), /sysctl -qw net\/netfilter\/nf_conntrack_tcp_timeout_established=600\n/);
    assert.deepEqual((await plane.convergeAll([guarded])).failures, []);
    assert.deepEqual(inForce(), published);
    assert.deepEqual(await plane.convergeAll([guarded]), { commands: 0, failures: [] });
  });

  test('is nothing that a router without filters asks for', () => assert.deepEqual(filtersOf(router).conntrack, {}));

  test('where the kernel has not begun with it, the first ruleset does not count as done', async () => {
    const visits = new Visits();
    try {
      const visit = visits.at(netns);
      const filters = { ...filtersOf(guarded), conntrack: { 'net/netfilter/nf_conntrack_not_yet': '1' } };
      await loadFilters(netns, filters, visit.nftables()!);
      assert.ok(!filtersHold(filters, visit.nftables()!));
      await loadFilters(netns, { ...filters, conntrack: {} }, visit.nftables()!);
      assert.ok(filtersHold(filters, visit.nftables()!));
    } finally {
      visits.close();
    }
  });
});
