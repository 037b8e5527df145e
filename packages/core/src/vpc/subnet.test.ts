import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAddress } from '../address/address.ts';
import { parseCidr } from '../address/cidr.ts';
import { idOf, type SubnetId, type VpcId } from '../id.ts';
import { must } from '../result.ts';
import { checkSubnet } from './subnet.ts';
import { freeSubnetV6, uniqueLocalBlock } from './unique-local.ts';
import { formatCidr } from '../address/cidr.ts';

const cidr = (text: string) => must(parseCidr(text));
const blocks = [cidr('10.0.0.0/16')];
const others = [{ id: idOf<SubnetId>('other'), cidr: cidr('10.0.1.0/24') }];

test('a subnet lies in a block of its VPC, over no other subnet, with a gateway that is a usable address of it', () => {
  const answers: readonly (readonly [cidr: string, gateway: string, answer: string])[] = [
    ['10.0.2.0/24', '10.0.2.1', 'ok'],
    ['10.0.2.0/28', '10.0.2.1', 'ok'],
    ['10.0.2.0/29', '10.0.2.1', 'invalid-field'],
    ['fd00::/64', 'fd00::1', 'invalid-field'],
    ['10.1.0.0/24', '10.1.0.1', 'cidr-outside-vpc'],
    ['10.0.0.0/8', '10.0.0.1', 'cidr-outside-vpc'],
    ['10.0.0.0/16', '10.0.0.1', 'cidr-overlap'],
    ['10.0.1.0/24', '10.0.1.1', 'cidr-overlap'],
    ['10.0.1.128/25', '10.0.1.129', 'cidr-overlap'],
    ['10.0.2.0/24', '10.0.2.254', 'ok'],
    ['10.0.2.0/24', '10.0.3.1', 'address-outside-subnet'],
    ['10.0.2.0/24', '10.0.2.0', 'address-reserved'],
    ['10.0.2.0/24', '10.0.2.255', 'address-reserved'],
    ['10.0.2.0/24', 'fd00::1', 'address-outside-subnet'],
  ];
  for (const [block, gateway, answer] of answers) {
    const result = checkSubnet({ cidr: cidr(block), gateway: must(parseAddress(gateway)) }, blocks, others);
    assert.equal(result.ok ? 'ok' : result.problem.kind, answer, `${block} ${gateway}`);
  }
});

test('a VPC without a block has room for no subnet', () => {
  const result = checkSubnet({ cidr: cidr('10.0.2.0/24'), gateway: must(parseAddress('10.0.2.1')) }, [], []);
  assert.deepEqual(result, { ok: false, problem: { kind: 'cidr-outside-vpc', field: 'subnet.cidr', cidr: '10.0.2.0/24', blocks: [] } });
});

test('IPv6 subnets are the lowest free /64 of the space that the VPC has by its id', () => {
  const vpcId = idOf<VpcId>('00000000-0000-4000-8000-0123456789ab');
  assert.equal(formatCidr(uniqueLocalBlock(vpcId)), 'fd23:4567:89ab::/48');
  const first = freeSubnetV6(vpcId, [])!;
  assert.equal(formatCidr(first.cidrV6), 'fd23:4567:89ab::/64');
  const second = freeSubnetV6(vpcId, [first.cidrV6])!;
  assert.equal(formatCidr(second.cidrV6), 'fd23:4567:89ab:1::/64');
  assert.equal(second.gatewayV6.value, second.cidrV6.first + 1n);
  assert.equal(formatCidr(freeSubnetV6(vpcId, [second.cidrV6])!.cidrV6), 'fd23:4567:89ab::/64', 'a gap is filled');
});
