import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { must } from '../result.ts';
import { parseAddress } from './address.ts';
import { formatCidr, holdsAddress, parseCidr } from './cidr.ts';
import {
  cidrsOf,
  differenceOf,
  emptyRanges,
  formatRanges,
  intersectionOf,
  isEmptyRanges,
  rangesHold,
  rangesMeet,
  rangesOf,
  rangesOfAddresses,
  rangesOfCidrs,
  sameRanges,
  unionOf,
  type RangeSet,
} from './ranges.ts';

const of = (...blocks: readonly string[]): RangeSet =>
  rangesOfCidrs(
    4,
    blocks.map((text) => must(parseCidr(text))),
  );
const ip = (text: string) => must(parseAddress(text));

/** Spans over 0.0.0.0 to 0.0.0.63, and the same set as plain numbers. */
const anySet = fc.array(fc.tuple(fc.nat(63), fc.nat(10)), { maxLength: 6 }).map((pairs) =>
  rangesOf(
    4,
    pairs.map(([first, size]) => ({ first: BigInt(first), last: BigInt(Math.min(63, first + size)) })),
  ),
);
const numbersOf = (set: RangeSet): readonly number[] =>
  Array.from({ length: 64 }, (_, n) => n).filter((n) => rangesHold(set, { family: 4, value: BigInt(n) }));

describe('a set of addresses', () => {
  it('joins blocks that touch or overlap and leaves out the other family', () => {
    assert.equal(formatRanges(of('10.0.1.0/24', '10.0.0.0/24', '10.0.0.128/25')), '10.0.0.0-10.0.1.255');
    assert.equal(formatRanges(of('10.0.0.0/24', '10.0.2.7/32')), '10.0.0.0-10.0.0.255, 10.0.2.7');
    assert.ok(isEmptyRanges(of('fd00::/8')));
  });

  it('is whole in IPv6 as well', () => {
    const all = rangesOfCidrs(6, [must(parseCidr('::/0'))]);
    const one = rangesOfAddresses(6, [ip('fd00::5')]);
    assert.equal(formatRanges(intersectionOf(all, one)), 'fd00::5');
    assert.equal(cidrsOf(differenceOf(all, one)).length, 128);
    assert.deepEqual(cidrsOf(all).map(formatCidr), ['::/0']);
  });

  it('is covered by the fewest blocks', () => {
    const set = rangesOf(4, [{ first: ip('10.0.0.1').value, last: ip('10.0.0.4').value }]);
    assert.deepEqual(cidrsOf(set).map(formatCidr), ['10.0.0.1/32', '10.0.0.2/31', '10.0.0.4/32']);
  });

  it('of two families is a bug', () => {
    assert.throws(() => unionOf(emptyRanges(4), emptyRanges(6)), /nothing in common/);
  });

  it('follows the arithmetic of sets, number by number', () => {
    fc.assert(
      fc.property(anySet, anySet, (a, b) => {
        const [x, y] = [new Set(numbersOf(a)), new Set(numbersOf(b))];
        assert.deepEqual(new Set(numbersOf(unionOf(a, b))), x.union(y));
        assert.deepEqual(new Set(numbersOf(intersectionOf(a, b))), x.intersection(y));
        assert.deepEqual(new Set(numbersOf(differenceOf(a, b))), x.difference(y));
        assert.equal(rangesMeet(a, b), !x.isDisjointFrom(y));
        assert.equal(sameRanges(a, b), x.symmetricDifference(y).size === 0);
        const blocks = cidrsOf(a);
        assert.deepEqual(numbersOf(a), numbersOf(rangesOfCidrs(4, blocks)));
        for (const n of x) assert.equal(blocks.filter((block) => holdsAddress(block, { family: 4, value: BigInt(n) })).length, 1);
      }),
      { seed: 20_261_123, numRuns: 2_000 },
    );
  });

  it('has one form: spans ascend and neither overlap nor touch', () => {
    fc.assert(
      fc.property(anySet, anySet, (a, b) => {
        for (const { spans } of [a, unionOf(a, b), intersectionOf(a, b), differenceOf(a, b)])
          for (const [index, span] of spans.entries()) {
            assert.ok(span.first <= span.last);
            if (index > 0) assert.ok(spans[index - 1]!.last + 1n < span.first);
          }
      }),
      { seed: 20_261_124, numRuns: 1_000 },
    );
  });
});
