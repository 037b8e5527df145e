import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import type { DataPlane } from '@isthmus/control';
import { must, type Probe, type ProbeResult } from '@isthmus/core';
import { createLinuxDriver } from '@isthmus/drivers/linux/index.ts';
import { address, instance, newInstallation, routersOf } from './network.ts';
import { needsRoot } from './root.ts';

/** For what answers: a busy machine may keep the one who asks waiting. */
const timeoutMs = 8_000;

describe('a probe from inside an instance', needsRoot, () => {
  let plane: DataPlane;
  before(async () => {
    plane = await createLinuxDriver({ installation: newInstallation() });
    await plane.convergeAll(
      routersOf({
        vpcs: {
          a: {
            blocks: ['10.0.0.0/16'],
            subnets: { s: { cidr: '10.0.0.0/24', cidrV6: 'fd00:a::/64', instances: { web: ['10.0.0.10', 'fd00:a::10'] } } },
          },
          b: {
            blocks: ['10.1.0.0/16'],
            subnets: { s: { cidr: '10.1.0.0/24', cidrV6: 'fd00:b::/64', instances: { db: ['10.1.0.10', 'fd00:b::10'] } } },
          },
        },
        peerings: [['ab', 'a', 'b']],
        routes: [
          ['a', '10.1.0.0/16', 'ab'],
          ['b', '10.0.0.0/16', 'ab'],
          ['a', 'fd00:b::/64', 'ab'],
          ['b', 'fd00:a::/64', 'ab'],
        ],
      }),
    );
  });
  after(async () => {
    await plane.tearDown();
    await plane.close();
  });
  const ask = async (probe: Probe): Promise<ProbeResult> =>
    must(await plane.probe({ from: instance('web'), probe, responders: [instance('db')] }));

  for (const to of ['10.1.0.10', 'fd00:b::10'])
    test(`a ping counts its replies and times them: ${to}`, async () => {
      const { transmitted, received, rtt } = await ask({ type: 'ping', destination: address(to), count: 3, timeoutMs });
      assert.deepEqual([transmitted, received], [3, 3]);
      assert.ok(rtt !== null && rtt.min > 0 && rtt.min <= rtt.avg && rtt.avg <= rtt.max);
    });

  test('a ping without a route says what the gateway said', async () => {
    const result = await ask({ type: 'ping', destination: address('10.9.0.1'), count: 1, timeoutMs });
    assert.deepEqual(result, { transmitted: 1, received: 0, rtt: null, notice: 'Destination Net Unreachable' });
  });

  test('a probe ends in its time however many packets it has', async () => {
    // At five a second they would take twenty seconds.
    const started = performance.now();
    const { transmitted } = await ask({ type: 'ping', destination: address('10.1.0.99'), count: 100, timeoutMs: 500 });
    assert.ok(transmitted < 100, `${transmitted} were sent`);
    assert.ok(performance.now() - started < 15_000);
  });

  test('a traceroute shows the own gateway, the silent peer router and the destination', async () => {
    const { hops } = await ask({ type: 'traceroute', destination: address('10.1.0.10'), timeoutMs });
    assert.deepEqual(
      hops?.map(({ ttl, address: at }) => [ttl, at]),
      [
        [1, '10.0.0.1'],
        [2, null],
        [3, '10.1.0.10'],
      ],
    );
  });

  for (const to of ['10.1.0.10', 'fd00:b::10'])
    test(`a TCP probe shakes hands: ${to}`, async () => {
      const { connected, received, rtt } = await ask({ type: 'tcp', destination: address(to), port: 5432, timeoutMs });
      assert.deepEqual([connected, received], [true, 1]);
      assert.ok(rtt !== null && rtt.min > 0);
    });

  test('a TCP probe of an address that nobody answers for says why it failed', async () => {
    const probe = { type: 'tcp', port: 80 } as const;
    assert.equal((await ask({ ...probe, destination: address('10.9.0.1'), timeoutMs })).notice, 'Network is unreachable');
    assert.equal((await ask({ ...probe, destination: address('10.0.0.1'), timeoutMs })).notice, 'Connection refused');
    assert.equal((await ask({ ...probe, destination: address('10.1.0.1'), timeoutMs: 300 })).notice, 'Connection timed out');
  });

  test('two TCP probes of one port at the same time both shake hands', async () => {
    const probe = { type: 'tcp', destination: address('10.1.0.10'), port: 80, timeoutMs } as const;
    assert.deepEqual(
      (await Promise.all([ask(probe), ask(probe)])).map(({ connected }) => connected),
      [true, true],
    );
  });

  test('an instance that is not there is a problem, not a failure of the network', async () => {
    const result = await plane.probe({
      from: instance('nobody'),
      probe: { type: 'ping', destination: address('10.0.0.1'), count: 1, timeoutMs: 100 },
      responders: [],
    });
    assert.equal(result.ok ? null : result.problem.kind, 'not-ready');
    assert.deepEqual(await plane.present([instance('nobody'), instance('web')]), new Set([instance('web')]));
  });
});
