import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { desiredOf } from '@isthmus/drivers/linux/desired.ts';
import { differenceOf } from '@isthmus/drivers/linux/difference.ts';
import { rulesetOf, spansOf } from '@isthmus/drivers/linux/filters.ts';
import {
  ownerOf,
  peeringDevice,
  portDevice,
  routerNetns,
  tableNumbers,
  type Installation,
  type Netns,
} from '@isthmus/drivers/linux/names.ts';
import type { NetnsObjects } from '@isthmus/drivers/linux/objects.ts';
import type { ObservedNetns } from '@isthmus/drivers/linux/observe.ts';
import { stepOrder } from '@isthmus/drivers/linux/plan.ts';
import { printPlan } from '@isthmus/drivers/linux/print.ts';
import { cidr, routersOf, uuid, type NetworkSketch } from './network.ts';

const installation = '0a1b2c' as Installation;
const sketch: NetworkSketch = {
  vpcs: {
    a: { blocks: ['10.0.0.0/16'], subnets: { s: { cidr: '10.0.0.0/24', instances: { web: ['10.0.0.10'] } } } },
    b: { blocks: ['10.1.0.0/16'], subnets: { s: { cidr: '10.1.0.0/24', instances: { db: ['10.1.0.10'] } } } },
  },
  peerings: [['ab', 'a', 'b']],
  routes: [['a', '10.1.0.0/16', 'ab']],
};
const [a, b] = routersOf(sketch) as [ReturnType<typeof routersOf>[number], ReturnType<typeof routersOf>[number]];

/** The kernel, had it become exactly what was desired. */
const fulfilled = (objects: NetnsObjects): ObservedNetns => ({
  sysctls: objects.sysctls,
  links: new Map(objects.links.map((link, index) => [link.dev, { ...link, mac: link.mac ?? '', index: index + 1, up: true }])),
  addresses: objects.addresses.map((value) => ({ ...value, ours: true })),
  neighbours: objects.neighbours.map((value) => ({ ...value, ours: true })),
  routes: objects.routes,
  rules: objects.rules.map((value) => ({ ...value, ours: true })),
  nftables: objects.filters === null ? null : { generation: 7, mark: `${objects.filters.hash} 7`, families: ['inet'] },
});
const worldOf = (router: typeof a): Map<Netns, ObservedNetns> => {
  const { router: own, instances } = desiredOf(installation, router);
  return new Map([own, ...instances].map((objects) => [objects.netns, fulfilled(objects)]));
};
const always = (): boolean => true;

describe('names', () => {
  test('a namespace tells its installation, its kind and its id', () => {
    assert.deepEqual(ownerOf(routerNetns(installation, a.vpcId)), { installation, kind: 'vpc', id: a.vpcId });
    for (const foreign of [
      'web',
      'ist-0a1b2c-vpc-x',
      'ist-0A1B2C-vpc-' + a.vpcId,
      `ist-0a1b2c-net-${a.vpcId}`,
      `x-ist-0a1b2c-vpc-${a.vpcId}`,
    ])
      assert.equal(ownerOf(foreign), null, foreign);
  });

  test('device names fit the kernel and differ by id', () => {
    const names = Array.from({ length: 1000 }, (_, index) => [portDevice(uuid(`${index}`)), peeringDevice(uuid(`${index}`))]).flat();
    assert.equal(new Set(names).size, 2000);
    assert.ok(names.every((name) => name.length <= 15));
  });

  test('table numbers are unique in a router, clear of those in use by hand, and do not depend on the order', () => {
    const ids = Array.from({ length: 500 }, (_, index) => uuid<(typeof a.tables)[0]['id']>(`table ${index}`));
    const numbers = tableNumbers(ids);
    assert.equal(new Set(numbers.values()).size, 500);
    assert.ok([...numbers.values()].every((number) => number >= 100_000 && number < 0xffff_ffff));
    assert.deepEqual(new Map([...tableNumbers(ids.toReversed())].toSorted()), new Map([...numbers].toSorted()));
  });
});

describe('desired', () => {
  const { router } = desiredOf(installation, a);
  const main = router.routes.filter(({ table }) => table === 254);

  test('table main holds what is local and nothing else', () => {
    assert.deepEqual(
      main.map(({ type, destination }) => `${type} ${destination}`),
      ['unreachable 10.0.0.0/24', 'local 10.0.0.1/32', 'unicast 10.0.0.10/32'],
    );
  });

  test("a subnet's table holds its routes, the VPC's block behind them, and no answer for what is local", () => {
    const own = router.routes.filter(({ table }) => table !== 254);
    assert.deepEqual(
      own.map(({ type, destination, metric }) => `${type} ${destination} ${metric}`),
      ['unreachable 10.0.0.0/16 4278198272', 'throw 10.0.0.0/24 0', 'unicast 10.1.0.0/16 0'],
    );
  });

  test('a route into a subnet of the VPC is not in the table, for it would win over what is local', () => {
    const destinations = ['10.0.0.10/32', '10.0.0.0/24', '10.0.1.0/24', '0.0.0.0/0'].map(cidr);
    const routes = destinations.map((destination) => ({ destination, peeringId: a.peerings[0]!.id }));
    const { routes: found } = desiredOf(installation, { ...a, tables: [{ id: a.tables[0]!.id, routes }] }).router;
    assert.deepEqual(
      found.flatMap(({ via, destination }) => (via === null ? [] : [destination])),
      ['10.0.1.0/24', '0.0.0.0/0'],
    );
  });

  test('rules are by source alone, so that what a peering brings sees table main alone', () => {
    assert.deepEqual(
      router.rules.flatMap(({ family, from, pref }) => (family === 4 ? [`${pref} ${from ?? 'all'}`] : [])),
      ['32766 all', '33000 all', '100 10.0.0.0/24'],
    );
  });

  test('both ends of a peering see the same pair of devices', () => {
    const wire = (of: typeof a): unknown => desiredOf(installation, of).wires.at(-1);
    assert.deepEqual(wire(a), wire(b));
  });
});

describe('difference', () => {
  test('of what is already so is nothing', () => {
    assert.deepEqual(differenceOf(desiredOf(installation, a), worldOf(a), always), { steps: [], leftovers: [] });
  });

  test('of nothing is everything, in the order in which it can be done', () => {
    const { steps } = differenceOf(desiredOf(installation, a), new Map(), always);
    assert.deepEqual(
      steps.map(({ kind }) => stepOrder[kind]),
      steps.map(({ kind }) => stepOrder[kind]).toSorted((x, y) => x - y),
    );
    assert.deepEqual(
      steps.slice(0, 2).map(({ kind }) => kind),
      ['make-netns', 'make-netns'],
    );
    assert.equal(steps.filter(({ kind }) => kind === 'add-veth').length, 2);
  });

  test('a peering waits for the other router and takes nothing else with it', () => {
    const { steps } = differenceOf(desiredOf(installation, a), new Map(), () => false);
    assert.ok(steps.every((step) => !JSON.stringify(step).includes(peeringDevice(a.peerings[0]!.id)) || step.kind === 'load-filters'));
    assert.equal(steps.filter(({ kind }) => kind === 'add-veth').length, 1);
  });

  test('a peering that is no more: its routes and neighbours go, its link goes down and is left for later', () => {
    const { steps, leftovers } = differenceOf(
      desiredOf(installation, { ...a, peerings: [], tables: [{ id: a.tables[0]!.id, routes: [] }] }),
      worldOf(a),
      always,
    );
    const dev = peeringDevice(a.peerings[0]!.id);
    assert.deepEqual(
      steps.map(({ kind }) => kind).filter((kind) => kind !== 'load-filters'),
      ['delete-neighbour', 'delete-neighbour', 'delete-route', 'down-link'],
    );
    assert.deepEqual(leftovers, [{ netns: routerNetns(installation, a.vpcId), dev }]);
  });

  test('what is not ours is not touched', () => {
    const world = worldOf(a);
    const netns = routerNetns(installation, a.vpcId);
    const own = world.get(netns)!;
    const theirs = { dev: 'eth7', alias: null, mac: '', index: 99, up: true, settings: null };
    world.set(netns, {
      ...own,
      links: new Map([...own.links, [theirs.dev, theirs]]),
      addresses: [...own.addresses, { dev: 'lo', family: 4, address: '198.51.100.1', length: 32, ours: false }],
      rules: [...own.rules, { family: 4, pref: 1, from: '198.51.100.0/24', table: 9, ours: false }],
    });
    assert.deepEqual(differenceOf(desiredOf(installation, a), world, always), { steps: [], leftovers: [] });
  });
});

describe('a printed plan', () => {
  const lines = printPlan(differenceOf(desiredOf(installation, a), new Map(), always).steps);
  test('says what a person would type', () => {
    const within = `nsenter --net=/run/netns/${routerNetns(installation, a.vpcId)}`;
    const [table] = tableNumbers(a.tables.map(({ id }) => id)).values();
    for (const line of [
      `ip netns add ${routerNetns(installation, a.vpcId)}`,
      `${within} sysctl -qw net/ipv4/conf/all/rp_filter=1`,
      `${within} ip route replace unreachable 10.0.0.0/24 proto 99`,
      `${within} ip rule del pref 0 from all lookup 255`,
      `${within} ip route replace throw 10.0.0.0/24 table ${table} proto 99`,
      `${within} ip rule add pref 100 from 10.0.0.0/24 lookup ${table} protocol 99`,
      `${within} ip route replace 10.1.0.0/16 via 169.254.0.1 dev ${peeringDevice(a.peerings[0]!.id)} onlink table ${table} proto 99`,
    ])
      assert.ok(lines.includes(line), line);
  });
});

describe('IPv6 sources', () => {
  const table = {
    id: uuid<(typeof a.tables)[0]['id']>('t'),
    routes: [
      ['fd02::/48', 'x'],
      ['fd02:0:0:1::/64', 'y'],
      ['fc00::/7', 'z'],
    ].map(([destination, by]) => ({ destination: cidr(destination!), peeringId: uuid<(typeof a.peerings)[0]['id']>(by!) })),
  };
  const spans = spansOf(table, [cidr('fd00:a::/48')]);
  const holder = (text: string): string | undefined =>
    spans.find(({ first, last }) => first <= cidr(`${text}/128`).first && cidr(`${text}/128`).first <= last)?.peeringId;

  test('belong to the peering of their longest prefix, and local ones to none', () => {
    const expected = { 'fd02::1': 'x', 'fd02:0:0:1::1': 'y', 'fd02:0:0:2::1': 'x', 'fd03::1': 'z', 'fc00::1': 'z' } as const;
    for (const [text, by] of Object.entries(expected)) assert.equal(holder(text), uuid(by), text);
    for (const text of ['fd00:a::1', '2001:db8::1']) assert.equal(holder(text), undefined, text);
  });

  test('never overlap: an nftables set refuses spans that do', () => {
    const sorted = spans.toSorted((one, other) => (one.first < other.first ? -1 : 1));
    assert.ok(sorted.every(({ first, last }, index) => first <= last && (index === 0 || sorted[index - 1]!.last < first)));
  });

  test('without a filter the ruleset only removes what was there', () => {
    assert.equal(rulesetOf(null, 1, ['inet', 'ip6']), 'delete table inet isthmus\ndelete table ip6 isthmus\n');
  });
});
