import assert from 'node:assert/strict';
import { isIP } from 'node:net';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { must } from '../result.ts';
import { bitsOf, formatAddress, parseAddress, sameAddress, type Address, type Family } from './address.ts';

const family = fc.constantFrom<Family>(4, 6);
/** Any address, with the runs of zeros and ones that the short IPv6 form is about made likely. */
const address: fc.Arbitrary<Address> = family.chain((of) =>
  fc
    .array(fc.oneof(fc.constantFrom(0n, 0n, 0xffffn, 1n), fc.bigInt(0n, 0xffffn)), {
      minLength: bitsOf[of] / 16,
      maxLength: bitsOf[of] / 16,
    })
    .map((groups) => ({ family: of, value: groups.reduce((value, group) => (value << 16n) | group, 0n) })),
);

describe('addresses', () => {
  it('survive being written and read back', () => {
    fc.assert(fc.property(address, (one) => sameAddress(must(parseAddress(formatAddress(one))), one)));
  });

  it('have one written form: two addresses are the same exactly when their texts are', () => {
    fc.assert(fc.property(address, address, (a, b) => (formatAddress(a) === formatAddress(b)) === sameAddress(a, b)));
  });

  it('are written as the WHATWG URL parser writes them, IPv4-mapped ones aside', () => {
    fc.assert(
      fc.property(address, (one) => {
        fc.pre(one.value >> 32n !== 0xffffn);
        const text = formatAddress(one);
        const host = new URL(`http://${one.family === 6 ? `[${text}]` : text}/`).hostname.replace(/^\[|\]$/g, '');
        assert.equal(host, text);
      }),
    );
  });

  it('are accepted only where the C library accepts them too, and in its family', () => {
    const soup = fc.string({ unit: fc.constantFrom('0', '1', '9', '25', 'f', 'ffff', ':', '::', '.', '%', ' ', '/', '-'), maxLength: 16 });
    fc.assert(
      fc.property(soup, (text) => {
        const parsed = parseAddress(text);
        // A zone ("fe80::1%eth0") is the one thing the C library takes and we refuse.
        if (text.includes('%')) assert.equal(parsed.ok, false);
        else assert.equal(parsed.ok ? parsed.value.family : 0, isIP(text));
      }),
      { numRuns: 5_000 },
    );
  });

  const written: readonly [given: string, canonical: string][] = [
    ['0.0.0.0', '0.0.0.0'],
    ['255.255.255.255', '255.255.255.255'],
    ['::', '::'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['2001:DB8::A', '2001:db8::a'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:0db8:0000:0000:0000:0000:0000:0001', '2001:db8::1'],
    ['2001:db8::1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
    ['fe80:0:0:0:1:2:3::', 'fe80::1:2:3:0'],
    ['1::', '1::'],
    ['::1.2.3.4', '::102:304'],
    ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
    ['::ffff:1.2.3.4', '::ffff:1.2.3.4'],
    ['::ffff:102:304', '::ffff:1.2.3.4'],
    ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ];
  for (const [given, canonical] of written)
    it(`${given} is written ${canonical}`, () => assert.equal(formatAddress(must(parseAddress(given))), canonical));

  it('an IPv4-mapped address is an IPv6 address, and not the IPv4 address it maps', () => {
    assert.equal(must(parseAddress('::ffff:10.0.0.1')).family, 6);
    assert.equal(sameAddress(must(parseAddress('::ffff:10.0.0.1')), must(parseAddress('10.0.0.1'))), false);
    assert.equal(sameAddress(must(parseAddress('::1')), must(parseAddress('0.0.0.1'))), false);
  });

  const refused: readonly [what: string, text: string][] = [
    ['an empty text', ''],
    ['a blank', ' '],
    ['a leading blank', ' 10.0.0.1'],
    ['a trailing blank', '10.0.0.1 '],
    ['a trailing newline', '10.0.0.1\n'],
    ['a NUL behind it', '10.0.0.1\0'],
    ['a leading zero, which C reads as octal', '010.0.0.1'],
    ['two zeros', '10.0.0.00'],
    ['hexadecimal parts', '0x0a.0.0.1'],
    ['a part above 255', '10.0.0.256'],
    ['a part of four digits', '10.0.0.1000'],
    ['a sign', '10.0.0.-1'],
    ['a plus', '+10.0.0.1'],
    ['three parts, which C reads as 10.0.0.1', '10.0.1'],
    ['a bare number', '167772161'],
    ['five parts', '10.0.0.1.1'],
    ['a trailing dot', '10.0.0.1.'],
    ['an empty part', '10..0.1'],
    ['Arabic-Indic digits', '١٠.٠.٠.١'],
    ['full-width digits', '１０.0.0.1'],
    ['full-width dots', '10。0。0。1'],
    ['superscript digits', '10.0.0.¹'],
    ['a prefix length', '10.0.0.1/32'],
    ['a zone', 'fe80::1%eth0'],
    ['an empty zone', 'fe80::1%'],
    ['brackets', '[::1]'],
    ['two gaps', '1::2::3'],
    ['three colons', ':::'],
    ['one colon', ':'],
    ['a leading colon', ':1:2:3:4:5:6:7'],
    ['a trailing colon', '1:2:3:4:5:6:7:'],
    ['seven groups', '1:2:3:4:5:6:7'],
    ['nine groups', '1:2:3:4:5:6:7:8:9'],
    ['a gap of no groups', '1:2:3:4::5:6:7:8'],
    ['a group of five digits', '::12345'],
    ['a letter that is no digit', '::g'],
    ['an IPv4 part before a group', '::1.2.3.4:5'],
    ['an IPv4 part before a gap', '1.2.3.4::'],
    ['an octal IPv4 part', '::ffff:01.2.3.4'],
    ['an IPv4 part alone behind a colon', ':1.2.3.4'],
    ['ten thousand digits', '1'.repeat(10_000)],
    ['ten thousand colons', ':'.repeat(10_000)],
    ['ten thousand dots', '.'.repeat(10_000)],
    ['five thousand groups', '1:'.repeat(5_000)],
    ['a shell command', '10.0.0.1; reboot'],
    ['a host name', 'localhost'],
  ];
  for (const [what, text] of refused)
    it(`${what} is refused, with a fix that is not`, () => {
      const parsed = parseAddress(text);
      assert.ok(!parsed.ok);
      const example = parsed.problem.fix.split(' ').at(-1) ?? '';
      assert.ok(parseAddress(example).ok, parsed.problem.fix);
    });
});
