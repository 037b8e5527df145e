import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatAddress, parseAddress } from '../address/address.ts';
import { parseCidr } from '../address/cidr.ts';
import { must } from '../result.ts';
import { baseName, checkJoin, checkLooseSubnet, firstGateway, nameOf } from './neutron-subnet.ts';

const cidr = (text: string) => must(parseCidr(text));
const space = (text: string, gateway = formatAddress(firstGateway(cidr(text)))) => ({
  cidr: cidr(text),
  gateway: must(parseAddress(gateway)),
});
const kindOf = (result: ReturnType<typeof checkJoin>) => (result.ok ? 'ok' : result.problem.kind);

test('a subnet in no VPC is any private IPv4 block down to a /28, with a usable gateway', () => {
  const cases = [
    ['10.0.0.0/8', undefined, 'ok'],
    ['192.168.1.0/28', undefined, 'ok'],
    ['192.168.1.0/29', undefined, 'invalid-field'],
    ['11.0.0.0/24', undefined, 'cidr-not-private'],
    ['172.32.0.0/24', undefined, 'cidr-not-private'],
    ['fd00::/64', undefined, 'invalid-field'],
    ['192.168.1.0/24', '192.168.1.77', 'ok'],
    ['192.168.1.0/24', '192.168.2.1', 'address-outside-subnet'],
    ['192.168.1.0/24', '192.168.1.255', 'address-reserved'],
  ] as const;
  for (const [block, gateway, expected] of cases)
    assert.equal(kindOf(checkLooseSubnet(space(block, gateway))), expected, `${block} ${gateway}`);
});

test('a VPC takes subnets of its blocks; one without a block takes every private subnet; neither takes an overlap', () => {
  const blocked = { cidr: cidr('10.0.0.0/16'), secondaryCidrs: [cidr('10.9.0.0/16')] };
  const bare = { cidr: null, secondaryCidrs: [] };
  const sibling = { id: 'x' as never, cidr: cidr('10.0.1.0/24') };
  assert.equal(kindOf(checkJoin(space('10.0.2.0/24'), blocked, [sibling])), 'ok');
  assert.equal(kindOf(checkJoin(space('10.9.2.0/24'), blocked, [sibling])), 'ok');
  assert.equal(kindOf(checkJoin(space('192.168.2.0/24'), blocked, [sibling])), 'cidr-outside-vpc');
  assert.equal(kindOf(checkJoin(space('192.168.2.0/24'), bare, [sibling])), 'ok');
  assert.equal(kindOf(checkJoin(space('10.0.1.128/25'), bare, [sibling])), 'cidr-overlap');
});

test('a subnet may be made without a gateway, and then no VPC takes it', () => {
  const bare = { cidr: cidr('10.0.1.0/24'), gateway: null };
  assert.equal(kindOf(checkLooseSubnet(bare)), 'ok');
  assert.equal(kindOf(checkLooseSubnet({ ...bare, cidr: cidr('11.0.1.0/24') })), 'cidr-not-private');
  const refused = checkJoin(bare, { cidr: null, secondaryCidrs: [] }, []);
  assert.equal(!refused.ok && 'field' in refused.problem && refused.problem.field, 'subnet_id');
});

test('the two families of a subnet can be told apart by name, and a name said of one is that of both', () => {
  const subnet = { name: 'web' } as never;
  assert.equal(nameOf({ id: '' as never, family: 4, subnet }), 'web');
  assert.equal(nameOf({ id: '' as never, family: 6, subnet }), 'web-ipv6');
  assert.equal(baseName(6, 'web-ipv6'), 'web');
  assert.equal(baseName(6, 'db'), 'db');
  assert.equal(baseName(4, 'web-ipv6'), 'web-ipv6');
});
