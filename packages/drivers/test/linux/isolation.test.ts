import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import type { DataPlane } from '@isthmus/control';
import { createLinuxDriver } from '@isthmus/drivers/linux/index.ts';
import {
  answers,
  instanceAt,
  isSilent,
  must0,
  newInstallation,
  receivedBy,
  refusal,
  routersOf,
  within,
  type NetworkSketch,
} from './network.ts';
import { needsRoot } from './root.ts';

const a = {
  blocks: ['10.0.0.0/16', 'fd00:a::/48'],
  subnets: {
    s: { cidr: '10.0.0.0/24', cidrV6: 'fd00:a::/64', instances: { a1: ['10.0.0.10', 'fd00:a::10'], a2: ['10.0.0.11', 'fd00:a::11'] } },
  },
};
const b = {
  blocks: ['10.1.0.0/16', 'fd00:b::/48'],
  subnets: { s: { cidr: '10.1.0.0/24', cidrV6: 'fd00:b::/64', instances: { b1: ['10.1.0.10', 'fd00:b::10'] } } },
};
const c = {
  blocks: ['10.2.0.0/16', 'fd00:c::/48'],
  subnets: { s: { cidr: '10.2.0.0/24', cidrV6: 'fd00:c::/64', instances: { c1: ['10.2.0.10', 'fd00:c::10'] } } },
};
const vpcs = { a, b, c };

/** A in the middle, and everyone has routes for everything, through A where there is no other way. */
const hub: NetworkSketch = {
  vpcs,
  peerings: [
    ['ab', 'a', 'b'],
    ['ac', 'c', 'a'],
  ],
  routes: [
    ['a', '10.1.0.0/16', 'ab'],
    ['a', '10.2.0.0/16', 'ac'],
    ['b', '10.0.0.0/16', 'ab'],
    ['c', '10.0.0.0/16', 'ac'],
    ['b', '10.2.0.0/16', 'ab'],
    ['c', '10.1.0.0/16', 'ac'],
    ['a', 'fd00:b::/48', 'ab'],
    ['a', 'fd00:c::/48', 'ac'],
    ['b', 'fd00:a::/48', 'ab'],
    ['c', 'fd00:a::/48', 'ac'],
    ['b', 'fd00:c::/48', 'ab'],
    ['c', 'fd00:b::/48', 'ac'],
  ],
};

describe('isolation', needsRoot, () => {
  const installation = newInstallation();
  const at = (name: string): string => instanceAt(installation, name);
  let plane: DataPlane;
  before(async () => (plane = await createLinuxDriver({ installation })));
  after(async () => {
    await plane.tearDown();
    await plane.close();
  });
  const is = async (sketch: NetworkSketch): Promise<void> => assert.deepEqual((await plane.convergeAll(routersOf(sketch))).failures, []);
  /** Packets that reach `target` while `body` runs. */
  const reaching = (target: string, body: () => void): number => {
    const before_ = receivedBy(at(target));
    body();
    return receivedBy(at(target)) - before_;
  };

  test('instances of one subnet reach each other and their gateway', async () => {
    await is({ vpcs });
    for (const to of ['10.0.0.11', '10.0.0.1', 'fd00:a::11', 'fd00:a::1']) assert.ok(answers(at('a1'), to), to);
  });

  test('without a route the instance is told by its own gateway', () => {
    assert.match(refusal(at('a1'), '10.1.0.10'), /From 10\.0\.0\.1 icmp_seq=1 Destination Net Unreachable/);
    assert.match(refusal(at('a1'), 'fd00:b::10'), /From fd00:a::1 icmp_seq=1 Destination unreachable: No route/);
  });

  test('the hub reaches its spokes and they reach it', async () => {
    await is(hub);
    for (const [from, to] of [
      ['a1', '10.1.0.10'],
      ['a1', '10.2.0.10'],
      ['b1', '10.0.0.10'],
      ['c1', '10.0.0.11'],
      ['a1', 'fd00:b::10'],
      ['c1', 'fd00:a::11'],
    ] as const)
      assert.ok(answers(at(from), to), `${from} ${to}`);
  });

  test('a spoke does not reach another spoke, even with routes everywhere: no packet arrives', () => {
    for (const to of ['10.2.0.10', 'fd00:c::10'])
      assert.equal(
        reaching('c1', () => assert.ok(isSilent(at('b1'), to))),
        0,
        to,
      );
  });

  test("a peer's gateway neither answers nor shows itself", () => {
    for (const to of ['10.1.0.1', 'fd00:b::1']) assert.ok(isSilent(at('a1'), to), to);
    const { stdout } = within(at('b1'), 'ping', '-n', '-c1', '-W1', '10.2.0.10');
    assert.doesNotMatch(stdout, /From 10\.0\./);
    assert.doesNotMatch(within(at('a1'), 'ping', '-n', '-c1', '-W1', '-t', '2', '10.1.0.10').stdout, /From 10\.1\./);
  });

  test('an instance cannot send from an address that is not its own', () => {
    const forged = [
      ['10.0.0.11', '10.1.0.10'],
      ['10.0.0.77', '10.1.0.10'],
      ['10.2.0.10', '10.1.0.10'],
      ['fd00:a::11', 'fd00:b::10'],
      ['fd00:a::77', 'fd00:b::10'],
      ['fd00:c::10', 'fd00:b::10'],
    ] as const;
    for (const [source, to] of forged) {
      must0(at('a1'), 'ip', 'address', 'add', source, 'dev', 'lo', ...(source.includes(':') ? ['nodad'] : []));
      assert.equal(
        reaching('b1', () => assert.ok(isSilent(at('a1'), to, source))),
        0,
        source,
      );
      must0(at('a1'), 'ip', 'address', 'del', source, 'dev', 'lo');
    }
  });

  test('a route on one side carries no packet, in IPv4 and IPv6', async () => {
    const oneWay = (hub.routes ?? []).filter(([vpc]) => vpc !== 'b');
    await is({ ...hub, routes: oneWay });
    for (const to of ['10.1.0.10', 'fd00:b::10'])
      assert.equal(
        reaching('b1', () => assert.ok(isSilent(at('a1'), to))),
        0,
        to,
      );
  });

  test('overlapping VPCs: what is local wins, the rest works both ways', async () => {
    const subnets = (own: string, third: string, names: readonly [string, string], last: number) => ({
      s1: { cidr: '10.0.0.0/24', instances: { [names[0]]: [`10.0.0.${last}`] } },
      s2: { cidr: own, instances: { [names[1]]: [third] } },
    });
    await is({
      vpcs: {
        oa: { blocks: ['10.0.0.0/16'], subnets: subnets('10.0.1.0/24', '10.0.1.10', ['oa1', 'oa2'], 10) },
        ob: { blocks: ['10.0.0.0/16'], subnets: subnets('10.0.2.0/24', '10.0.2.10', ['ob1', 'ob2'], 20) },
      },
      peerings: [['o', 'oa', 'ob']],
      routes: [
        ['oa', '10.0.2.0/24', 'o'],
        ['ob', '10.0.1.0/24', 'o'],
      ],
    });
    const expected = [
      ['oa2', '10.0.2.10', true],
      ['ob2', '10.0.1.10', true],
      ['oa1', '10.0.0.20', false],
      ['ob1', '10.0.0.10', false],
      ['oa1', '10.0.2.10', false],
      ['oa1', '10.0.1.10', true],
      ['ob1', '10.0.2.10', true],
    ] as const;
    for (const [from, to, works] of expected) assert.ok(works ? answers(at(from), to) : isSilent(at(from), to), `${from} ${to}`);
  });

  test('unallocated space of a VPC does not leak into a wider route', async () => {
    await is({
      vpcs,
      peerings: [['ab', 'a', 'b']],
      routes: [
        ['a', '10.0.0.0/8', 'ab'],
        ['b', '10.0.0.0/16', 'ab'],
      ],
    });
    assert.ok(answers(at('a1'), '10.1.0.10'));
    assert.match(refusal(at('a1'), '10.0.9.9'), /From 10\.0\.0\.1 icmp_seq=1 Destination Host Unreachable/);
  });

  test('the route table of the subnet decides, subnet by subnet', async () => {
    const two = {
      blocks: ['10.0.0.0/16'],
      subnets: {
        s: { cidr: '10.0.0.0/24', instances: { a1: ['10.0.0.10'] } },
        t: { cidr: '10.0.1.0/24', table: 'other', instances: { a2: ['10.0.1.10'] } },
      },
    };
    await is({
      vpcs: { a: two, b },
      peerings: [['ab', 'a', 'b']],
      routes: [
        ['a', '10.1.0.0/16', 'ab', 'other'],
        ['b', '10.0.0.0/16', 'ab'],
      ],
    });
    assert.deepEqual([isSilent(at('a1'), '10.1.0.10'), answers(at('a2'), '10.1.0.10'), answers(at('a1'), '10.0.1.10')], [true, true, true]);
  });

  test('a deleted peering carries nothing, and its link goes', async () => {
    await is(hub);
    const routers = routersOf({ ...hub, peerings: [['ac', 'c', 'a']], routes: (hub.routes ?? []).filter(([, , by]) => by === 'ac') });
    await plane.converge(
      routers.filter((_, index) => index < 2),
      [],
    );
    assert.deepEqual([isSilent(at('a1'), '10.1.0.10'), answers(at('a1'), '10.2.0.10')], [true, true]);
  });

  test('a VPC that is gone takes its instances with it and leaves the others alone', async () => {
    await is(hub);
    const routers = routersOf({
      ...hub,
      vpcs: { a, c },
      peerings: [['ac', 'c', 'a']],
      routes: (hub.routes ?? []).filter(([, , by]) => by === 'ac'),
    });
    const gone = routersOf(hub).find(({ vpcId }) => !routers.some((router) => router.vpcId === vpcId))!;
    await plane.converge(routers, [gone.vpcId]);
    assert.deepEqual([...(await plane.present(gone.ports.map(({ instanceId }) => instanceId)))], []);
    assert.ok(answers(at('a1'), '10.2.0.10'));
  });
});
