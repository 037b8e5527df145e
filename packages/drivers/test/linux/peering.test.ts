import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import type { DataPlane } from '@isthmus/control';
import { createLinuxDriver } from '@isthmus/drivers/linux/index.ts';
import { answers, instanceAt, isSilent, newInstallation, routersOf, type NetworkSketch } from './network.ts';
import { needsRoot } from './root.ts';

const pair = (routes: NetworkSketch['routes']): NetworkSketch => ({
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
  routes: routes ?? [],
});
const there: NonNullable<NetworkSketch['routes']> = [
  ['a', '10.1.0.0/16', 'ab'],
  ['a', 'fd00:b::/48', 'ab'],
];
const back: NonNullable<NetworkSketch['routes']> = [
  ['b', '10.0.0.0/16', 'ab'],
  ['b', 'fd00:a::/48', 'ab'],
];

describe('a peering between two VPCs', needsRoot, () => {
  const installation = newInstallation();
  const [web, db] = [instanceAt(installation, 'web'), instanceAt(installation, 'db')];
  let plane: DataPlane;
  before(async () => (plane = await createLinuxDriver({ installation })));
  after(async () => {
    await plane.tearDown();
    await plane.close();
  });
  const is = async (sketch: NetworkSketch): Promise<void> => assert.deepEqual((await plane.converge(routersOf(sketch), [])).failures, []);

  test('carries nothing without routes', async () => {
    await is(pair([]));
    assert.deepEqual([isSilent(web, '10.1.0.10'), isSilent(db, '10.0.0.10'), isSilent(web, 'fd00:b::10')], [true, true, true]);
  });

  test('carries nothing with a route on one side', async () => {
    await is(pair(there));
    assert.deepEqual(
      [isSilent(web, '10.1.0.10'), isSilent(db, '10.0.0.10'), isSilent(web, 'fd00:b::10'), isSilent(db, 'fd00:a::10')],
      [true, true, true, true],
    );
  });

  test('carries IPv4 and IPv6 both ways with routes on both sides', async () => {
    await is(pair([...there, ...back]));
    assert.deepEqual(
      [answers(web, '10.1.0.10'), answers(db, '10.0.0.10'), answers(web, 'fd00:b::10'), answers(db, 'fd00:a::10')],
      [true, true, true, true],
    );
  });

  test('an unchanged network takes no command, named or in full', async () => {
    const routers = routersOf(pair([...there, ...back]));
    assert.deepEqual(await plane.plan(routers), []);
    assert.deepEqual(await plane.converge(routers, []), { commands: 0, failures: [] });
    assert.deepEqual(await plane.convergeAll(routers), { commands: 0, failures: [] });
  });
});
