import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { fact, type DriverUnderTest } from './lab.ts';
import type { WorldSpec } from './world.ts';
import { A, B, connected, peered, strangers, towards } from './worlds.ts';

const oneWay = towards(peered, 'A', 'B', 'AB');
const local: WorldSpec = {
  vpcs: {
    A: {
      ...A,
      subnets: { ...A.subnets, A2: { ranges: ['10.1.2.0/24', 'fd00:1:0:2::/64'] } },
      instances: { ...A.instances, a2: { subnet: 'A2', addresses: ['10.1.2.10', 'fd00:1:0:2::10'] } },
    },
    B,
  },
};

/** What a user sees of a packet's fate. */
export function probingFacts(driver: DriverUnderTest): void {
  describe('ping', () => {
    fact(driver, 'counts what it sent and what came back, and times it', connected, async (lab) => {
      for (const to of ['b1', 'b1/6']) {
        const { transmitted, received, rtt, notice } = await lab.ping('a1', to, 3);
        assert.deepEqual({ transmitted, received, notice }, { transmitted: 3, received: 3, notice: undefined });
        assert.ok(rtt !== null && rtt.min > 0 && rtt.min <= rtt.avg && rtt.avg <= rtt.max && rtt.max < 1_000, JSON.stringify(rtt));
      }
    });
    fact(driver, 'without a route the own gateway says so', strangers, async (lab) => {
      const { received, rtt, notice } = await lab.ping('a1', 'b1');
      assert.deepEqual({ received, rtt, notice }, { received: 0, rtt: null, notice: 'Destination Net Unreachable' });
      assert.match((await lab.ping('a1', 'b1/6')).notice ?? '', /unreachable/i);
    });
    fact(driver, 'to local space that nobody uses the own gateway says so', strangers, async (lab) => {
      const { received, notice } = await lab.ping('a1', '10.1.99.99');
      assert.deepEqual({ received, notice }, { received: 0, notice: 'Destination Host Unreachable' });
      assert.match((await lab.ping('a1', 'fd00:1:0:99::99')).notice ?? '', /unreachable/i);
    });
    fact(driver, 'where the other side has no route back there is silence', oneWay, async (lab) => {
      for (const to of ['b1', 'b1/6']) {
        const { received, rtt, notice } = await lab.ping('a1', to);
        assert.deepEqual({ received, rtt, notice }, { received: 0, rtt: null, notice: undefined });
      }
    });
    fact(
      driver,
      'to an address that the peer does not use there is silence: its router tells strangers nothing',
      connected,
      async (lab) => {
        for (const to of ['10.2.1.99', '10.2.99.99', 'fd00:2:0:1::99', 'fd00:2:0:99::99'])
          assert.deepEqual((await lab.ping('a1', to)).notice, undefined, to);
      },
    );
  });

  describe('tcp', () => {
    fact(driver, 'every port of an instance is open', connected, async (lab) => {
      for (const to of ['b1', 'b1/6'])
        for (const port of [22, 5_432, 65_535]) {
          const { connected: answered, received } = await lab.connect('a1', to, port, 'forAnswer');
          assert.deepEqual({ to, port, answered, received }, { to, port, answered: true, received: 1 });
        }
    });
    fact(driver, 'does not connect where a ping is not answered', oneWay, async (lab) => {
      for (const to of ['b1', 'b1/6']) assert.equal((await lab.connect('a1', to, 22, 'forSilence')).connected, false);
      assert.equal((await lab.connect('b1', 'a1', 22, 'forSilence')).connected, false);
    });
  });

  describe('traceroute', () => {
    const hopsOf = async (asked: Promise<{ readonly hops?: readonly { readonly ttl: number; readonly address: string | null }[] }>) =>
      (await asked).hops?.map(({ ttl, address }) => `${ttl} ${address ?? '*'}`);

    fact(driver, "through a peering: own gateway, silence of the peer's router, the destination", connected, async (lab) => {
      assert.deepEqual(await hopsOf(lab.trace('a1', 'b1')), ['1 10.1.1.1', '2 *', '3 10.2.1.10']);
      assert.deepEqual(await hopsOf(lab.trace('a1', 'b1/6')), ['1 fd00:1:0:1::1', '2 *', '3 fd00:2:0:1::10']);
    });
    fact(driver, 'within a VPC: own gateway, the destination', local, async (lab) => {
      assert.deepEqual(await hopsOf(lab.trace('a1', 'a2')), ['1 10.1.1.1', '2 10.1.2.10']);
      assert.deepEqual(await hopsOf(lab.trace('a1', 'a2/6')), ['1 fd00:1:0:1::1', '2 fd00:1:0:2::10']);
    });
    fact(driver, 'times the destination, and never a hop that stayed silent', connected, async (lab) => {
      const { hops = [], rtt } = await lab.trace('a1', 'b1');
      assert.ok(rtt !== null && rtt.min > 0);
      assert.deepEqual(
        hops.map(({ address, rttMs }) => [address, address === '10.1.1.1' || rttMs !== null]),
        [
          ['10.1.1.1', true],
          [null, false],
          ['10.2.1.10', true],
        ],
      );
    });
    fact(driver, 'counts the hops that it lists, and those that answered', connected, async (lab) => {
      const { transmitted, received } = await lab.trace('a1', 'b1');
      assert.deepEqual({ transmitted, received }, { transmitted: 3, received: 2 });
    });
    fact(driver, 'ends at the own gateway where there is no route', strangers, async (lab) => {
      const { hops = [] } = await lab.trace('a1', 'b1');
      assert.equal(hops[0]?.address, '10.1.1.1');
      assert.ok(hops.every(({ address }) => address !== '10.2.1.10'));
    });
    fact(driver, 'where the other side has no route back it goes no further than the own gateway', oneWay, async (lab) => {
      const { hops = [], received, rtt } = await lab.trace('a1', 'b1');
      assert.equal(hops[0]?.address, '10.1.1.1');
      assert.ok(hops.length > 1 && hops.slice(1).every(({ address }) => address === null));
      assert.deepEqual({ received, rtt }, { received: 1, rtt: null });
    });
  });
}
