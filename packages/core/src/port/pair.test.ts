import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatAddress, parseAddress } from '../address/address.ts';
import { parseCidr } from '../address/cidr.ts';
import { idOf, type PortId } from '../id.ts';
import { must } from '../result.ts';
import type { Subnet } from '../vpc/vpc.ts';
import { heldPairs, pairedAddresses } from './pair.ts';
import type { Port } from './port.ts';

const pairs = (...texts: readonly string[]) => texts.map((ipAddress) => ({ ipAddress, macAddress: null }));
const subnet = {
  id: 'subnet',
  cidr: must(parseCidr('10.0.1.0/24')),
  gateway: must(parseAddress('10.0.1.1')),
  cidrV6: must(parseCidr('fd00::/64')),
  gatewayV6: must(parseAddress('fd00::1')),
} as unknown as Subnet;
const port = (id: string, own: string, ...texts: readonly string[]): Port =>
  ({ id, subnetId: 'subnet', addresses: [must(parseAddress(own))], allowedAddressPairs: pairs(...texts) }) as unknown as Port;
const held = (...ports: readonly Port[]) => {
  const by = heldPairs(ports, [subnet]);
  return Object.fromEntries(ports.map(({ id }) => [id, (by.get(idOf<PortId>(id)) ?? []).map(formatAddress)]));
};

test('a single address is one, bare or as a block; a wider block and any address are none', () => {
  const found = pairedAddresses({ allowedAddressPairs: pairs('10.0.1.100', '10.0.1.101/32', 'fd00::9/128', '10.0.1.0/28', '1.1.1.1/0') });
  assert.deepEqual(found.map(formatAddress), ['10.0.1.100', '10.0.1.101', 'fd00::9']);
});

test('a port has what lies in its own subnet, and neither the gateway nor what is reserved', () => {
  const texts = ['10.0.1.100', 'fd00::100', '10.0.2.100', '10.0.1.1', 'fd00::1', '10.0.1.255', '10.0.1.254', 'fd01::1'];
  assert.deepEqual(held(port('a', '10.0.1.10', ...texts)), { a: ['10.0.1.100', 'fd00::100'] });
});

test('nobody has the own address of another by a pair, nor its own twice', () => {
  assert.deepEqual(held(port('a', '10.0.1.10', '10.0.1.11', '10.0.1.10'), port('b', '10.0.1.11')), { a: [], b: [] });
});

test('of several with one pair the lowest id has it, in whatever order they are listed, and the next when it is gone', () => {
  const [a, b] = [port('a', '10.0.1.10', '10.0.1.100'), port('b', '10.0.1.11', '10.0.1.100/32')];
  assert.deepEqual(held(b, a), { b: [], a: ['10.0.1.100'] });
  assert.deepEqual(held(b), { b: ['10.0.1.100'] });
});
