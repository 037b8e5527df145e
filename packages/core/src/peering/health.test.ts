import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCidr } from '../address/cidr.ts';
import { idOf, type RouteTableId } from '../id.ts';
import { must } from '../result.ts';
import { peeringHealth, type HealthEnd } from './health.ts';

const tableId = idOf<RouteTableId>('default');
const cidr = (text: string) => must(parseCidr(text));

/** `10.0.0.0/16` is a route through this peering, `!10.0.0.0/16` one through another. */
const end = (subnets: readonly string[], routes: readonly string[], blocks: readonly string[] = []): HealthEnd => ({
  blocks: blocks.map(cidr),
  subnets: subnets.map((text) => ({ cidr: cidr(text), tableId })),
  routes: routes.map((text) => ({ tableId, destination: cidr(text.replace('!', '')), viaThis: !text.startsWith('!') })),
});
const active = { status: 'ACTIVE', side: 'requester' } as const;
const a = (...routes: readonly string[]) => end(['192.168.1.0/24'], routes);
const b = (...routes: readonly string[]) => end(['10.0.2.0/24'], routes);

test('the health of an ACTIVE peering follows from both sides routes and subnets', () => {
  const cases: readonly (readonly [fact: string, local: HealthEnd, peer: HealthEnd, health: string, back: boolean])[] = [
    ['nobody has a route', a(), b(), 'no-routes', false],
    ['only we have one', a('10.0.0.0/16'), b(), 'one-way', false],
    ['only they have one', a(), b('192.168.0.0/16'), 'one-way', true],
    ['both have one', a('10.0.0.0/16'), b('192.168.0.0/16'), 'working', true],
    ['single addresses do', a('10.0.2.10/32'), b('192.168.1.10/32'), 'working', true],
    ['our route leads past their subnets', a('10.9.0.0/16'), b('192.168.0.0/16'), 'one-way', true],
    ['a longer route of ours goes elsewhere', a('10.0.0.0/16', '!10.0.2.0/24'), b('192.168.0.0/16'), 'shadowed', true],
    ['a longer route takes a part alone', a('10.0.0.0/16', '!10.0.2.128/25'), b('192.168.0.0/16'), 'working', true],
    ['a wider route elsewhere loses', a('10.0.0.0/16', '!10.0.0.0/8'), b('192.168.0.0/16'), 'working', true],
    [
      'a wider route leads into space of our own',
      end(['10.0.1.0/24'], ['0.0.0.0/0'], ['10.0.0.0/16']),
      end(['10.0.2.0/24'], ['10.0.1.0/24']),
      'shadowed',
      true,
    ],
    [
      'a route as long as our own block does not',
      end(['10.0.1.0/24'], ['10.0.0.0/16'], ['10.0.0.0/16']),
      end(['10.0.2.0/24'], ['10.0.1.0/24']),
      'working',
      true,
    ],
    ['all subnets are equal', end(['10.0.0.0/24'], ['10.0.0.0/16']), end(['10.0.0.0/24'], ['10.0.0.0/16']), 'overlapping', false],
    [
      'one subnet each is disjoint',
      end(['10.0.0.0/24', '10.0.1.0/24'], ['10.0.2.0/24']),
      end(['10.0.0.0/24', '10.0.2.0/24'], ['10.0.1.0/24']),
      'working',
      true,
    ],
  ];
  for (const [fact, local, peer, health, back] of cases) {
    const found = peeringHealth(active, local, peer);
    assert.deepEqual([found.health, found.peerHasReturnRoute], [health, back], fact);
    assert.equal(found.reasons.length > 0, health !== 'working', `${fact}: a no carries its reason`);
  }
});

test('before and after consent the status is what there is to say', () => {
  const words = [
    ['PENDING_ACCEPTANCE', 'accepter', 'waiting-on-you'],
    ['PENDING_ACCEPTANCE', 'requester', 'waiting-on-them'],
    ['REJECTED', 'requester', 'rejected'],
    ['EXPIRED', 'accepter', 'expired'],
  ] as const;
  for (const [status, side, health] of words) assert.equal(peeringHealth({ status, side }, a(), b()).health, health);
});

test('nothing of the other side is told but whether a way back exists', () => {
  const told = JSON.stringify(peeringHealth(active, a('10.0.0.0/16'), b('192.168.1.77/32', '!192.168.1.0/24')));
  for (const secret of ['192.168.1.77', '10.0.2.0']) assert.ok(!told.includes(secret), told);
});

test('VPCs without a subnet are judged by their blocks', () => {
  const bare = (block: string, route: string): HealthEnd => ({
    blocks: [cidr(block)],
    subnets: [{ cidr: cidr(block), tableId: null }],
    routes: [{ tableId, destination: cidr(route), viaThis: true }],
  });
  assert.equal(peeringHealth(active, bare('192.168.0.0/16', '10.0.0.0/16'), bare('10.0.0.0/16', '192.168.0.0/16')).health, 'working');
});
