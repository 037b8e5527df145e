import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCidr } from '../address/cidr.ts';
import { idOf, type SecurityGroupId } from '../id.ts';
import { must } from '../result.ts';
import { protocolNumberOf } from './protocol.ts';
import { checkRule, matchOf, sameTerms, type RuleTerms } from './rule.ts';

const rule = (over: Partial<RuleTerms> = {}): RuleTerms => ({
  direction: 'ingress',
  etherType: 'IPv4',
  protocol: 'tcp',
  portMin: null,
  portMax: null,
  remotePrefix: null,
  remoteGroupId: null,
  ...over,
});
const block = (text: string) => must(parseCidr(text));
const group = idOf<SecurityGroupId>('g');

const table: readonly (readonly [what: string, over: Partial<RuleTerms>, field: string | null])[] = [
  ['all of TCP', {}, null],
  ['one port', { portMin: 80, portMax: 80 }, null],
  ['all ports', { portMin: 1, portMax: 65_535 }, null],
  ['port 0', { portMin: 0, portMax: 80 }, 'port_range_min'],
  ['a port too many', { portMin: 80, portMax: 65_536 }, 'port_range_max'],
  ['a range backwards', { portMin: 90, portMax: 80 }, 'port_range_max'],
  ['half a range', { portMin: 80 }, 'port_range_max'],
  ['the other half', { portMax: 80 }, 'port_range_min'],
  ['ports of everything', { protocol: null, portMin: 80, portMax: 80 }, 'port_range_min'],
  ['TCP by its number', { protocol: '6', portMin: 80, portMax: 80 }, null],
  ['ports of GRE', { protocol: 'gre', portMin: 80, portMax: 80 }, 'port_range_min'],
  ['GRE', { protocol: '47' }, null],
  ['protocol 256', { protocol: '256' }, 'protocol'],
  ['a protocol that no one knows', { protocol: 'carrier-pigeon' }, 'protocol'],
  ['a name that every object has', { protocol: 'constructor' }, 'protocol'],
  ['UDP by its number, without ports', { protocol: '17' }, null],
  ['ports of a number that has none', { protocol: '115', portMin: 80, portMax: 80 }, 'port_range_min'],
  ['protocol 115', { protocol: '115' }, null],
  ['ICMP of IPv6 in IPv4', { protocol: 'icmpv6' }, 'protocol'],
  ['ICMP of IPv6 in IPv4 by its number', { protocol: '58', portMin: 128 }, 'protocol'],
  ["a header of IPv6's in IPv4", { protocol: 'ipv6-frag' }, 'protocol'],
  ['a tunnel of IPv6 in IPv4', { protocol: '41' }, null],
  ["a header of IPv6's in IPv6", { protocol: 'ipv6-frag', etherType: 'IPv6' }, null],
  ['a type of ICMP of IPv6', { protocol: '58', etherType: 'IPv6', portMin: 128 }, null],
  ['an ICMP type', { protocol: 'icmp', portMin: 8 }, null],
  ['an ICMP type and code', { protocol: 'icmp', portMin: 3, portMax: 1 }, null],
  ['ICMP type and code 0', { protocol: 'icmp', portMin: 0, portMax: 0 }, null],
  ['an ICMP code without a type', { protocol: 'icmp', portMax: 0 }, 'port_range_min'],
  ['ICMP type 256', { protocol: 'icmp', portMin: 256 }, 'port_range_min'],
  ['ICMP code 256', { protocol: 'icmp', portMin: 3, portMax: 256 }, 'port_range_max'],
  ['a block of the family', { remotePrefix: block('10.0.0.0/8') }, null],
  ['a block of the other family', { remotePrefix: block('fd00::/8') }, 'remote_ip_prefix'],
  ['IPv6', { etherType: 'IPv6', remotePrefix: block('fd00::/8') }, null],
  ['two remotes', { remotePrefix: block('10.0.0.0/8'), remoteGroupId: group }, 'remote_group_id'],
];
for (const [what, over, field] of table)
  test(`a rule with ${what} is ${field === null ? 'accepted' : `refused for its ${field}`}`, () => {
    const result = checkRule(rule(over));
    const refused = result.ok ? null : result.problem.kind === 'invalid-field' ? result.problem.field : result.problem.kind;
    assert.equal(refused, field === null ? null : `security_group_rule.${field}`);
  });

test('icmp is protocol 1 in IPv4 and 58 in IPv6, however it is written', () => {
  for (const word of ['icmp', '1']) assert.deepEqual([protocolNumberOf(word, 'IPv4'), protocolNumberOf(word, 'IPv6')], [1, 58], word);
  for (const word of ['icmpv6', 'ipv6-icmp', '58']) assert.equal(protocolNumberOf(word, 'IPv6'), 58, word);
});

test('a rule without a remote is for everyone, and with one for it alone', () => {
  assert.equal(matchOf(rule()).remote, null);
  assert.deepEqual(matchOf(rule({ remoteGroupId: group })).remote, { groupId: group });
  assert.deepEqual(matchOf(rule({ remotePrefix: block('10.0.0.0/8') })).remote, { cidr: block('10.0.0.0/8') });
});

test('two rules are the same when they let the same through', () => {
  assert.ok(sameTerms(rule(), rule({ protocol: '6' })));
  assert.ok(sameTerms(rule({ remotePrefix: block('10.0.0.0/8') }), rule({ remotePrefix: block('10.0.0.0/8') })));
  for (const over of [
    { direction: 'egress' },
    { protocol: 'udp' },
    { portMin: 80, portMax: 80 },
    { remotePrefix: block('0.0.0.0/0') },
    { remoteGroupId: group },
    { etherType: 'IPv6' },
  ] as const)
    assert.ok(!sameTerms(rule(), rule(over)), JSON.stringify(Object.keys(over)));
});
