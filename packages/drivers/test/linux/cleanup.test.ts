import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { createLinuxDriver, tearDownInstallations } from '@isthmus/drivers/linux/index.ts';
import { newInstallation, routerAt, routersOf, type RouteSketch } from './network.ts';
import { needsRoot } from './root.ts';

/** VPCs that all peer with each other, each with routes to all: the far ends of a router's devices are everywhere. */
const vpcs = Array.from({ length: 12 }, (_, index) => ({ name: `v${index}`, block: `10.${index}.0.0/16`, subnet: `10.${index}.0.0/24` }));
const pairs = vpcs.flatMap((one, index) => vpcs.slice(index + 1).map((other) => ({ one, other, peering: `${one.name} ${other.name}` })));
const routers = routersOf({
  vpcs: Object.fromEntries(vpcs.map(({ name, block, subnet }) => [name, { blocks: [block], subnets: { s: { cidr: subnet } } }])),
  peerings: pairs.map(({ one, other, peering }) => [peering, one.name, other.name]),
  routes: pairs.flatMap(({ one, other, peering }): RouteSketch[] => [
    [one.name, other.block, peering],
    [other.name, one.block, peering],
  ]),
});

describe('a deleted router', needsRoot, () => {
  const installation = newInstallation();
  let plane: Awaited<ReturnType<typeof createLinuxDriver>>;
  before(async () => {
    plane = await createLinuxDriver({ installation });
    assert.deepEqual((await plane.convergeAll(routers)).failures, []);
  });
  after(async () => {
    await plane.close();
    await tearDownInstallations(installation);
  });

  /** The kernel takes a deleted namespace apart some 10 to 40 ms later: the look falls before, into and behind that. */
  test('is whole again at once, however far the kernel is with the old one', async () => {
    for (let delayMs = 0; delayMs < 48; delayMs++) {
      assert.equal(spawnSync('ip', ['netns', 'del', routerAt(installation, vpcs[delayMs % vpcs.length]!.name)]).status, 0);
      await pause(delayMs);
      assert.deepEqual((await plane.convergeAll(routers)).failures, [], `after ${delayMs} ms`);
      assert.deepEqual(await plane.convergeAll(routers), { commands: 0, failures: [] }, `after ${delayMs} ms`);
    }
  });
});
