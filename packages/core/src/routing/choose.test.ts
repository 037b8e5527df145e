import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseAddress, type Address } from '../address/address.ts';
import { blockOf, formatCidr, holdsCidr, overlaps, parseCidr, type Cidr } from '../address/cidr.ts';
import { idOf, type PeeringId } from '../id.ts';
import { must } from '../result.ts';
import type { RouterRoute } from '../topology/router.ts';
import { chooseRoute, type RouteChoice } from './choose.ts';

interface Local {
  readonly cidr: Cidr;
}

const block = (text: string): Cidr => must(parseCidr(text));
const route = (destination: string, peering: string): RouterRoute => ({
  destination: block(destination),
  peeringId: idOf<PeeringId>(peering),
});

const told = (choice: RouteChoice<Local, RouterRoute>): string =>
  ({
    local: () => (choice.kind === 'local' ? `local ${formatCidr(choice.local.cidr)}` : ''),
    custom: () => (choice.kind === 'custom' ? `via ${choice.route.peeringId}` : ''),
    unallocated: () => (choice.kind === 'unallocated' ? `unallocated in ${formatCidr(choice.block)}` : ''),
    none: () => 'no route',
  })[choice.kind]();

describe('the route that a packet takes', () => {
  const view = {
    locals: ['10.0.0.0/24', '10.0.1.0/24', 'fd00:a::/64'].map((text) => ({ cidr: block(text) })),
    blocks: [block('10.0.0.0/16'), block('100.64.0.0/16')],
    routes: [
      route('0.0.0.0/0', 'wide'),
      route('10.0.0.0/8', 'ten'),
      route('10.0.1.7/32', 'hidden'),
      route('10.0.2.0/24', 'inside-the-block'),
      route('100.64.0.0/16', 'equal-to-a-block'),
      route('172.16.0.0/12', 'twelve'),
      route('172.16.5.0/24', 'twentyfour'),
      route('172.16.5.9/32', 'host'),
      route('fd00::/8', 'six'),
      route('fd00:b::/64', 'six-longer'),
    ],
  };
  const table: readonly [destination: string, expected: string, because: string][] = [
    ['10.0.1.9', 'local 10.0.1.0/24', 'a subnet is local'],
    ['10.0.1.7', 'local 10.0.1.0/24', 'a custom route inside a subnet never wins, however long'],
    ['10.0.2.9', 'via inside-the-block', 'a route inside the block, but in no subnet, wins over the block'],
    ['10.0.3.9', 'unallocated in 10.0.0.0/16', 'wider routes do not attract space of the block that no subnet uses'],
    ['100.64.1.1', 'via equal-to-a-block', 'a route equal to the block wins over it'],
    ['10.1.0.1', 'via ten', 'the longest of two'],
    ['172.16.1.1', 'via twelve', 'the longest of two'],
    ['172.16.5.1', 'via twentyfour', 'the longest of three'],
    ['172.16.5.9', 'via host', 'one address is the longest of all'],
    ['8.8.8.8', 'via wide', 'nothing else holds it'],
    ['fd00:a::9', 'local fd00:a::/64', 'IPv6: a subnet is local'],
    ['fd00:b::9', 'via six-longer', 'IPv6: the longest of two'],
    ['fd00:c::9', 'via six', 'IPv6: the wider one where it alone holds it'],
    ['2001:db8::1', 'no route', '0.0.0.0/0 is no route for IPv6'],
  ];
  for (const [destination, expected, because] of table)
    it(`${destination}: ${expected} (${because})`, () => assert.equal(told(chooseRoute(must(parseAddress(destination)), view)), expected));

  it('is none where nothing is known', () => {
    assert.equal(told(chooseRoute(must(parseAddress('10.0.0.1')), { locals: [], blocks: [], routes: [] })), 'no route');
  });

  it('is the same one each time, should a table ever hold a destination twice', () => {
    const twice = [route('10.0.0.0/8', 'p2'), route('10.0.0.0/8', 'p1'), route('0.0.0.0/0', 'p0')];
    for (const routes of [twice, twice.toReversed()])
      assert.equal(told(chooseRoute(must(parseAddress('10.1.1.1')), { locals: [], blocks: [], routes })), 'via p1');
  });

  const near = fc.integer({ min: 0, max: 255 });
  const address: fc.Arbitrary<Address> = fc
    .tuple(fc.constantFrom<4 | 6>(4, 6), near)
    .map(([family, low]) => ({ family, value: (family === 4 ? 0x0a00_0000n : 0xfdn << 120n) + BigInt(low) }));
  /** Blocks crowded into the same 256 addresses, and the few that hold them all. */
  const crowded = address.chain((one) =>
    fc
      .oneof(fc.integer({ min: 0, max: 8 }), fc.constantFrom(16, 32))
      .map((hostBits) => blockOf(one, (one.family === 4 ? 32 : 128) - hostBits)),
  );
  const anyView = fc
    .record({
      locals: fc.array(crowded, { maxLength: 4 }),
      blocks: fc.array(crowded, { maxLength: 3 }),
      routes: fc.array(
        fc.record({ destination: crowded, peeringId: fc.constantFrom('p1', 'p2', 'p3').map((text) => idOf<PeeringId>(text)) }),
        {
          maxLength: 12,
        },
      ),
    })
    .map(({ locals, blocks, routes }) => ({
      // As in a real VPC: its subnets do not overlap.
      locals: locals.filter((cidr, index) => !locals.slice(0, index).some((other) => overlaps(other, cidr))).map((cidr) => ({ cidr })),
      blocks,
      routes,
    }));

  /** The oracle is a dictionary: ask for the block of each length, longest first, by its text. */
  function lookedUp(destination: Address, { locals, blocks, routes }: { locals: Local[]; blocks: Cidr[]; routes: RouterRoute[] }): string {
    const system = new Set(locals.map(({ cidr }) => formatCidr(cidr)));
    const own = new Set(blocks.map(formatCidr));
    const custom = new Map(
      routes.toSorted((a, b) => (a.peeringId < b.peeringId ? 1 : -1)).map((one) => [formatCidr(one.destination), one.peeringId]),
    );
    const lengths = Array.from({ length: destination.family === 4 ? 33 : 129 }, (_, length) =>
      formatCidr(blockOf(destination, length)),
    ).toReversed();
    for (const text of lengths) if (system.has(text)) return `local ${text}`;
    for (const text of lengths) {
      const peering = custom.get(text);
      if (peering !== undefined) return `via ${peering}`;
      if (own.has(text)) return `unallocated in ${text}`;
    }
    return 'no route';
  }

  it('is the one a dictionary of prefixes gives', () => {
    fc.assert(
      fc.property(address, anyView, (destination, any) => assert.equal(told(chooseRoute(destination, any)), lookedUp(destination, any))),
      { numRuns: 3_000 },
    );
  });

  it('does not depend on the order that anything is listed in', () => {
    fc.assert(
      fc.property(address, anyView, (destination, any) => {
        const reversed = { locals: any.locals.toReversed(), blocks: any.blocks.toReversed(), routes: any.routes.toReversed() };
        assert.equal(told(chooseRoute(destination, reversed)), told(chooseRoute(destination, any)));
      }),
    );
  });

  it('is never shortened by a further route', () => {
    fc.assert(
      fc.property(address, anyView, crowded, (destination, any, further) => {
        const before = chooseRoute(destination, any);
        const after = chooseRoute(destination, {
          ...any,
          routes: [...any.routes, { destination: further, peeringId: idOf<PeeringId>('p9') }],
        });
        if (before.kind === 'local') assert.deepEqual(after, before);
        if (before.kind === 'custom') assert.ok(after.kind === 'custom' && holdsCidr(before.route.destination, after.route.destination));
      }),
    );
  });
});
