import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { must } from '../result.ts';
import { bitsOf, formatAddress, type Address, type Family } from './address.ts';
import {
  blockOf,
  compareCidrs,
  formatCidr,
  holdsAddress,
  holdsCidr,
  hostBlock,
  lastOf,
  overlaps,
  parseCidr,
  sameCidr,
  sizeOf,
  type Cidr,
} from './cidr.ts';

const family = fc.constantFrom<Family>(4, 6);
const address: fc.Arbitrary<Address> = family.chain((of) =>
  fc.bigInt(0n, (1n << BigInt(bitsOf[of])) - 1n).map((value) => ({ family: of, value })),
);
const cidr: fc.Arbitrary<Cidr> = address.chain((one) =>
  fc.integer({ min: 0, max: bitsOf[one.family] }).map((length) => blockOf(one, length)),
);

/**
 * Blocks of at most 16 addresses within one run of 32, at the start, in the middle or at the very end of a family's
 * space: small enough to list, so that the oracle is a set of numbers and nothing else.
 */
const small: fc.Arbitrary<Cidr> = fc
  .tuple(family, fc.constantFrom('start', 'middle', 'end'), fc.integer({ min: 0, max: 31 }), fc.integer({ min: 0, max: 4 }))
  .map(([of, where, offset, hostBits]) => {
    const space = 1n << BigInt(bitsOf[of]);
    const base = { start: 0n, middle: space / 2n, end: space - 32n }[where] ?? 0n;
    return blockOf({ family: of, value: base + BigInt(offset) }, bitsOf[of] - hostBits);
  });

/** Every address of a small block, written out. */
const listed = (block: Cidr): ReadonlySet<string> =>
  new Set(Array.from({ length: Number(sizeOf(block)) }, (_, index) => `${block.family} ${block.first + BigInt(index)}`));

describe('CIDR blocks', () => {
  it('survive being written and read back', () => {
    fc.assert(fc.property(cidr, (block) => sameCidr(must(parseCidr(formatCidr(block))), block)));
  });

  it('with host bits are refused, and the fix names the block they lie in', () => {
    fc.assert(
      fc.property(address, fc.nat(), (one, seed) => {
        const length = seed % (bitsOf[one.family] + 1);
        const parsed = parseCidr(`${formatAddress(one)}/${length}`);
        const right = blockOf(one, length);
        if (right.first === one.value) return assert.ok(parsed.ok && sameCidr(parsed.value, right));
        assert.ok(!parsed.ok);
        assert.equal(parsed.problem.fix, `use ${formatCidr(right)}`);
        assert.ok(parseCidr(parsed.problem.fix.slice('use '.length)).ok);
      }),
    );
  });

  it('have no host bits, whatever they were made from', () => {
    fc.assert(fc.property(cidr, (block) => block.first % sizeOf(block) === 0n));
  });

  it('hold the addresses they list, and no other', () => {
    fc.assert(
      fc.property(small, small, (block, other) => {
        const one: Address = { family: other.family, value: other.first };
        assert.equal(holdsAddress(block, one), listed(block).has(`${one.family} ${one.value}`));
      }),
    );
  });

  it('lie inside one another exactly when all their addresses do', () => {
    fc.assert(fc.property(small, small, (outer, inner) => holdsCidr(outer, inner) === listed(inner).isSubsetOf(listed(outer))));
  });

  it('overlap exactly when they share an address, whichever is asked about first', () => {
    fc.assert(
      fc.property(small, small, (a, b) => {
        assert.equal(overlaps(a, b), !listed(a).isDisjointFrom(listed(b)));
        assert.equal(overlaps(b, a), overlaps(a, b));
      }),
    );
  });

  it('either nest or are disjoint: no two overlap in part', () => {
    fc.assert(fc.property(cidr, cidr, (a, b) => !overlaps(a, b) || holdsCidr(a, b) || holdsCidr(b, a)));
  });

  it('hold their first and last address and not the ones beside them', () => {
    fc.assert(
      fc.property(cidr, (block) => {
        const at = (value: bigint): Address => ({ family: block.family, value });
        assert.ok(holdsAddress(block, at(block.first)) && holdsAddress(block, at(lastOf(block))));
        assert.ok(!holdsAddress(block, at(block.first - 1n)) && !holdsAddress(block, at(lastOf(block) + 1n)));
      }),
    );
  });

  it('of one family hold nothing of the other, not even 0.0.0.0/0 and ::/0', () => {
    fc.assert(fc.property(cidr, cidr, (a, b) => a.family === b.family || !(overlaps(a, b) || holdsCidr(a, b))));
    assert.equal(overlaps(must(parseCidr('0.0.0.0/0')), must(parseCidr('::/0'))), false);
  });

  it('of one address hold that address alone', () => {
    fc.assert(fc.property(address, address, (a, b) => holdsAddress(hostBlock(a), b) === (a.family === b.family && a.value === b.value)));
  });

  it('sort in a total order: antisymmetric, transitive, and 0 only for the same block', () => {
    fc.assert(
      fc.property(small, small, small, (a, b, c) => {
        assert.equal(Math.sign(compareCidrs(a, b)), -Math.sign(compareCidrs(b, a)) + 0);
        assert.equal(compareCidrs(a, b) === 0, sameCidr(a, b));
        if (compareCidrs(a, b) <= 0 && compareCidrs(b, c) <= 0) assert.ok(compareCidrs(a, c) <= 0);
      }),
    );
  });

  it('stand before the blocks inside them when sorted', () => {
    fc.assert(fc.property(cidr, cidr, (a, b) => !holdsCidr(a, b) || compareCidrs(a, b) <= 0));
  });

  const refused: readonly [text: string, fix: string][] = [
    ['', 'write it as address/length, such as 10.0.0.0/24'],
    ['10.0.0.5', 'write it as address/length, such as 10.0.0.0/24'],
    ['192.168.7.0', 'write it as address/length, such as 192.168.7.0/24'],
    ['fd00:1:2:3::5', 'write it as address/length, such as fd00:1:2:3::/64'],
    ['everything', 'write it as address/length, such as 10.0.0.0/24'],
    [' 10.0.0.0/8', 'use a block such as 10.0.0.0/24'],
    ['10.0.0.0 /8', 'use a block such as 10.0.0.0/24'],
    ['10.0.0.0/8 ', 'use a prefix length from 0 to 32'],
    ['10.0.0.0/8\n', 'use a prefix length from 0 to 32'],
    ['10.0.0.0/33', 'use a prefix length from 0 to 32'],
    ['10.0.0.0/', 'use a prefix length from 0 to 32'],
    ['10.0.0.0/08', 'use a prefix length from 0 to 32'],
    ['10.0.0.0/+8', 'use a prefix length from 0 to 32'],
    ['10.0.0.0/8.0', 'use a prefix length from 0 to 32'],
    ['10.0.0.0/1e1', 'use a prefix length from 0 to 32'],
    ['10.0.0.0/255.0.0.0', 'use a prefix length from 0 to 32'],
    ['10.0.0.0/٨', 'use a prefix length from 0 to 32'],
    ['1.2.3.4/-1', 'use a prefix length from 0 to 32'],
    ['1.2.3.4/8/8', 'use a prefix length from 0 to 32'],
    ['010.0.0.0/8', 'use a block such as 10.0.0.0/24'],
    ['10.0.0/8', 'use a block such as 10.0.0.0/24'],
    ['/8', 'use a block such as 10.0.0.0/24'],
    ['fd00::/129', 'use a prefix length from 0 to 128'],
    ['fe80::1%eth0/64', 'use a block such as 10.0.0.0/24'],
    ['10.0.0.5/24', 'use 10.0.0.0/24'],
    ['255.255.255.255/0', 'use 0.0.0.0/0'],
    ['fd00::1/127', 'use fd00::/127'],
    [`10.0.0.0/${'9'.repeat(10_000)}`, 'use a prefix length from 0 to 32'],
    ['/'.repeat(10_000), 'use a block such as 10.0.0.0/24'],
    ['1'.repeat(10_000), 'write it as address/length, such as 10.0.0.0/24'],
    ['10.0.0.0/8; reboot', 'use a prefix length from 0 to 32'],
  ];
  for (const [text, fix] of refused)
    it(`${JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text)} is refused: ${fix}`, () => {
      const parsed = parseCidr(text);
      assert.ok(!parsed.ok);
      assert.equal(parsed.problem.fix, fix);
    });

  const accepted = ['0.0.0.0/0', '10.0.0.0/8', '1.2.3.4/32', '255.255.255.255/32', '::/0', 'fd00::/8', '::1/128', '::ffff:1.2.3.4/128'];
  for (const text of accepted) it(`${text} is a block`, () => assert.equal(formatCidr(must(parseCidr(text))), text));
});
