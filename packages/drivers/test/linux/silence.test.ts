import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createLinuxDriver, tearDownInstallations } from '@isthmus/drivers/linux/index.ts';
import { filtersOf, isSilenceAlone, rulesetOf } from '@isthmus/drivers/linux/filters.ts';
import { must0, newInstallation, routerAt, routersOf, type NetworkSketch } from './network.ts';
import { needsRoot } from './root.ts';

const plain: NetworkSketch = { vpcs: { a: { blocks: ['10.0.0.0/16'], subnets: { s: { cidr: '10.0.0.0/24' } } } } };
const withV6: NetworkSketch = {
  vpcs: { a: { blocks: ['10.0.0.0/16', 'fd00:a::/48'], subnets: { s: { cidr: '10.0.0.0/24', cidrV6: 'fd00:a::/64' } } } },
};
const [router] = routersOf(plain) as [ReturnType<typeof routersOf>[number]];
const [routerV6] = routersOf(withV6) as [typeof router];

describe('the filters that every router has', needsRoot, () => {
  const installation = newInstallation();
  const netns = routerAt(installation, 'a');
  const rules = (): string => must0(netns, 'nft', 'list', 'ruleset').replace(/comment "[^"]*"/, 'comment');
  let plane: Awaited<ReturnType<typeof createLinuxDriver>>;
  before(async () => {
    plane = await createLinuxDriver({ installation });
  });
  after(async () => {
    await plane.close();
    await tearDownInstallations(installation);
  });

  test('are what nft makes of their text', async () => {
    await plane.convergeAll([router]);
    const ours = rules();
    assert.match(ours, /iifname "p-\*" drop/);
    const filters = filtersOf(router);
    assert.ok(isSilenceAlone(filters));
    must0(netns, 'nft', 'flush', 'ruleset');
    const { status, stderr } = spawnSync('nsenter', [`--net=/run/netns/${netns}`, 'nft', '-f', '-'], {
      input: rulesetOf(filters, 1, []),
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
    assert.equal(ours, rules());
  });

  test('take the place of wider ones, and of what a hand made of them', async () => {
    await plane.convergeAll([router]);
    const alone = rules();
    await plane.convergeAll([routerV6]);
    assert.match(rules(), /table ip6 isthmus/);
    await plane.convergeAll([router]);
    assert.equal(rules(), alone);
    must0(netns, 'nft', 'add', 'rule', 'inet', 'isthmus', 'input', 'accept');
    assert.notDeepEqual(await plane.convergeAll([router]), { commands: 0, failures: [] });
    assert.equal(rules(), alone);
    assert.deepEqual(await plane.convergeAll([router]), { commands: 0, failures: [] });
  });
});
