import { describe, it, type TestContext } from 'node:test';
import assert from 'node:assert/strict';
import { formatAddress } from '../address/address.ts';
import { formatCidr } from '../address/cidr.ts';
import { idOf } from '../id.ts';
import type { Change } from './change.ts';
import { differenceBy } from './difference.ts';
import { healthOf } from './health.ts';
import { allow, cidr, ip, sampleWorld, type SampleVpc } from './testing/sample.ts';
import { walk } from './walk.ts';
import type { World } from './world.ts';

const vpcs = 1_000;
/** Each VPC peers with so many others, and has four routes over each peering: 200 routes in its one table. */
const peersEach = 50;
const name = (index: number): string => (((index % vpcs) + vpcs) % vpcs).toString(16);
const net = (index: number): bigint => (10n << 24n) + BigInt(((index % vpcs) + vpcs) % vpcs) * 4096n;
const block = (index: number, offset: bigint, length: number): string => formatCidr({ family: 4, first: net(index) + offset, length });

/** A ring in which every VPC peers with its 25 neighbours on either side. */
function ring(): World {
  const sample: Record<string, SampleVpc> = {};
  const peerings: Record<string, { from: string; to: string }> = {};
  for (let index = 0; index < vpcs; index++) {
    const own = name(index);
    const neighbours = Array.from({ length: peersEach / 2 }, (_, step) => [index + step + 1, index - step - 1]).flat();
    for (const other of neighbours.filter((_, at) => at % 2 === 0)) peerings[`${own}-${name(other)}`] = { from: own, to: name(other) };
    sample[own] = {
      project: own,
      blocks: [block(index, 0n, 20)],
      subnets: { [`${own}s1`]: { cidr: block(index, 0n, 24) }, [`${own}s2`]: { cidr: block(index, 256n, 24) } },
      instances: Object.fromEntries(
        [10n, 11n, 266n, 267n].map((host) => [
          `${own}i${host}`,
          {
            subnet: host > 255n ? `${own}s2` : `${own}s1`,
            addresses: [formatAddress({ family: 4, value: net(index) + host })],
            groups: [`${own}web`],
          },
        ]),
      ),
      groups: { [`${own}web`]: { ingress: [allow({ protocol: 1 }), allow({ protocol: 6, portMin: 80, portMax: 80 })], egress: [allow()] } },
      routes: neighbours.flatMap((other, at) =>
        [0n, 256n, 512n, 768n].map((offset): [string, string, string] => [
          `${own}-main`,
          block(other, offset, 24),
          at % 2 === 0 ? `${own}-${name(other)}` : `${name(other)}-${own}`,
        ]),
      ),
    };
  }
  return sampleWorld({ vpcs: sample, peerings });
}

/** Prints the median and the worst of many runs in milliseconds; a shared machine makes no promise to assert. */
function time(test: TestContext, what: string, runs: number, work: (index: number) => void): void {
  const took = Array.from({ length: runs }, (_, index) => {
    const begun = performance.now();
    work(index);
    return performance.now() - begun;
  }).toSorted((a, b) => a - b);
  const at = (share: number): string => took[Math.min(runs - 1, Math.floor(runs * share))]!.toFixed(3);
  test.diagnostic(`${what}: median ${at(0.5)} ms, p99 ${at(0.99)} ms, first or worst ${at(1)} ms`);
}

describe(`the analyzer at ${vpcs} VPCs with ${peersEach * 4} routes each`, () => {
  it('answers, and says how fast', (test) => {
    const world = ring();
    const ask = (from: number, to: number) =>
      walk(world, {
        source: { vpcId: idOf(name(from)), address: { family: 4, value: net(from) + 10n } },
        destination: { address: { family: 4, value: net(to) + 266n } },
        protocol: 'tcp',
        port: 80,
      });
    assert.equal(ask(0, 25)?.reachable, true);
    assert.equal(ask(0, 26)?.reachable, false);
    time(test, 'a question, every VPC new to it', 1_000, (index) => void ask(index, index + 7));
    time(test, 'a question, indexes known', 5_000, (index) => void ask(index * 37, index * 37 + 1 + (index % 24)));
    time(test, 'a question without an answer', 2_000, (index) => void ask(index * 37, index * 37 + 300));
    time(test, 'health of a peering', 300, (index) => void healthOf(world, idOf(`${name(index)}-${name(index + 3)}`), idOf(name(index))));
    const route = (index: number): Change => ({
      type: 'create-route',
      vpcId: idOf(name(index)),
      routeTableId: idOf(`${name(index)}-main`),
      destination: cidr(`${formatAddress(ip('10.200.0.0'))}/16`),
      peeringId: idOf(`${name(index)}-${name(index + 1)}`),
    });
    time(test, 'what one more route opens', 100, (index) => void differenceBy(world, [route(index)], 'instances'));
    const host = (index: number): Change => ({
      type: 'delete-route',
      vpcId: idOf(name(index)),
      routeTableId: idOf(`${name(index)}-main`),
      destination: cidr(block(index + 1, 0n, 24)),
    });
    assert.ok(differenceBy(world, [host(5)], 'instances').cut.length > 0);
    time(test, 'what one route less cuts', 100, (index) => void differenceBy(world, [host(index)], 'addresses'));
    time(
      test,
      'what a deleted peering cuts',
      100,
      (index) => void differenceBy(world, [{ type: 'delete-peering', peeringId: idOf(`${name(index)}-${name(index + 1)}`) }], 'instances'),
    );
  });
});
