import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAddress, type Address } from '../address/address.ts';
import { parseCidr } from '../address/cidr.ts';
import { must } from '../result.ts';
import type { Subnet } from '../vpc/vpc.ts';
import { addressUse } from './use.ts';

const address = (text: string): Address => must(parseAddress(text));
const subnet = (cidr: string, gateway: string, cidrV6: string | null = null) =>
  ({
    cidr: must(parseCidr(cidr)),
    gateway: address(gateway),
    cidrV6: cidrV6 === null ? null : must(parseCidr(cidrV6)),
    neutronId: 'four',
    neutronIdV6: cidrV6 === null ? null : 'six',
  }) as unknown as Subnet;

const cases: readonly (readonly [Subnet, readonly string[], readonly (readonly [total: number, used: number])[]])[] = [
  [subnet('192.168.1.0/24', '192.168.1.1'), [], [[251, 0]]],
  [subnet('192.168.1.0/24', '192.168.1.1'), ['192.168.1.10', '192.168.1.11'], [[251, 2]]],
  [subnet('192.168.1.0/24', '192.168.1.1'), ['192.168.1.1', '192.168.1.254'], [[251, 0]]],
  [subnet('192.168.1.0/24', '192.168.1.254'), [], [[252, 0]]],
  [subnet('10.0.0.0/28', '10.0.0.1'), [], [[11, 0]]],
  [
    subnet('192.168.1.0/24', '192.168.1.1', 'fd00:1::/64'),
    ['192.168.1.10', 'fd00:1::c0a8:10a', '192.168.1.11'],
    [
      [251, 2],
      [251, 1],
    ],
  ],
];
for (const [index, [space, addresses, outcome]] of cases.entries())
  test(`${outcome.map(([total, used]) => `${used} of ${total}`).join(' and ')} with ${addresses.join(' ') || 'no ports'} (${index})`, () =>
    assert.deepEqual(
      addressUse(space, addresses.map(address)).map(({ total, used }) => [total, used]),
      outcome,
    ));
