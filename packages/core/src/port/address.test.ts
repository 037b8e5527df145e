import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatAddress, parseAddress } from '../address/address.ts';
import { parseCidr } from '../address/cidr.ts';
import { idOf, type SubnetId, type VpcId } from '../id.ts';
import { must } from '../result.ts';
import { addressV6For, checkAddress, countAddresses, freeAddress, reservedAddresses } from './address.ts';
import { macFor } from './mac.ts';

const address = (text: string) => must(parseAddress(text));
const space = (cidr: string, gateway: string) => ({
  id: idOf<SubnetId>('s'),
  cidr: must(parseCidr(cidr)),
  gateway: address(gateway),
  allocationPools: null,
  vpcId: idOf<VpcId>('v'),
});
const wide = space('192.168.1.0/24', '192.168.1.1');

test('the published five addresses of a subnet are reserved', () => {
  const shown = reservedAddresses(wide).map(formatAddress).toSorted();
  assert.deepEqual(shown, ['192.168.1.0', '192.168.1.1', '192.168.1.253', '192.168.1.254', '192.168.1.255']);
});

test('an address is usable inside the subnet and not reserved', () => {
  const answers: Readonly<Record<string, string>> = {
    '192.168.1.2': 'ok',
    '192.168.1.252': 'ok',
    '192.168.1.0': 'address-reserved',
    '192.168.1.1': 'address-reserved',
    '192.168.1.253': 'address-reserved',
    '192.168.1.254': 'address-reserved',
    '192.168.1.255': 'address-reserved',
    '192.168.2.1': 'address-outside-subnet',
    'fd00::1': 'address-outside-subnet',
  };
  for (const [text, answer] of Object.entries(answers)) {
    const result = checkAddress(address(text), wide);
    assert.equal(result.ok ? 'ok' : result.problem.kind, answer, text);
  }
});

test("the gateway's address is a port's to have before there is a router, and nobody's by chance", () => {
  const loose = { ...wide, vpcId: null };
  assert.ok(checkAddress(address('192.168.1.1'), loose).ok);
  assert.ok(!checkAddress(address('192.168.1.254'), loose).ok);
  assert.equal(formatAddress(must(freeAddress(loose, []))), '192.168.1.2');
});

test('the lowest free address is given, wherever the gateway is, until none is left', () => {
  const narrow = space('10.0.0.0/28', '10.0.0.5');
  const given: string[] = [];
  for (;;) {
    const next = freeAddress(narrow, given.map(address));
    if (!next.ok) {
      assert.equal(next.problem.kind, 'no-address-left');
      break;
    }
    given.push(formatAddress(next.value));
  }
  assert.deepEqual(
    given,
    [1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12].map((host) => `10.0.0.${host}`),
  );
});

test('where a subnet has pools, they are given out in order and counted, without what is reserved in them', () => {
  const pool = (first: string, last: string) => ({ first: address(first), last: address(last) });
  const pooled = { ...wide, allocationPools: [pool('192.168.1.252', '192.168.1.254'), pool('192.168.1.10', '192.168.1.11')] };
  const given: string[] = [];
  for (let next = freeAddress(pooled, []); next.ok; next = freeAddress(pooled, given.map(address))) given.push(formatAddress(next.value));
  assert.deepEqual(given, ['192.168.1.10', '192.168.1.11', '192.168.1.252']);
  assert.equal(freeAddress({ ...wide, allocationPools: [] }, []).ok, false);
  assert.ok(checkAddress(address('192.168.1.99'), pooled).ok, 'one that is asked for may lie outside');
  assert.deepEqual([wide, pooled, { ...wide, allocationPools: [] }].map(countAddresses), [251, 3, 0]);
  assert.equal(countAddresses({ ...wide, gateway: null }), 252, "without a gateway, its address is a port's");
});

test('a port has the MAC and the IPv6 address that go with its IPv4 address', () => {
  assert.equal(macFor(address('192.168.1.10')), 'fa:16:3e:a8:01:0a');
  assert.equal(formatAddress(addressV6For(must(parseCidr('fd00:1::/64')), address('192.168.1.10'))), 'fd00:1::c0a8:10a');
});
