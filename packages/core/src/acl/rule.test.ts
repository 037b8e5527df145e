import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatCidr } from '../address/cidr.ts';
import type { AclRule } from './acl.ts';
import { checkAclRule, routerAcl } from './rule.ts';

const rule = (over: Partial<AclRule> = {}): AclRule =>
  ({
    action: 'allow',
    family: 4,
    protocol: 'tcp',
    source: null,
    destination: null,
    sourcePorts: [],
    destinationPorts: [],
    enabled: true,
    ...over,
  }) as AclRule;

const table: readonly (readonly [what: string, over: Partial<AclRule>, field: string | null])[] = [
  ['everything', { protocol: null }, null],
  ['a block', { source: '10.0.0.0/8', destination: '10.0.0.5' }, null],
  ['a block with host bits', { source: '10.0.0.5/8' }, 'source_ip_address'],
  ['a block of IPv6', { destination: 'fd00::/8' }, 'destination_ip_address'],
  ['IPv6', { family: 6, destination: 'fd00::/8' }, null],
  [
    'ports',
    {
      destinationPorts: [
        [80, 80],
        [8000, 9000],
      ],
    },
    null,
  ],
  ['ports of ICMP', { protocol: 'icmp', destinationPorts: [[8, 8]] }, 'destination_port'],
  ['ports of everything', { protocol: null, sourcePorts: [[80, 80]] }, 'source_port'],
  ['port 0', { sourcePorts: [[0, 80]] }, 'source_port'],
  ['a range backwards', { sourcePorts: [[90, 80]] }, 'source_port'],
];
for (const [what, over, field] of table)
  test(`an ACL rule of ${what} is ${field === null ? 'accepted' : `refused for its ${field}`}`, () => {
    const result = checkAclRule(rule(over));
    const refused = result.ok ? null : result.problem.kind === 'invalid-field' ? result.problem.field : result.problem.kind;
    assert.equal(refused, field === null ? null : `firewall_rule.${field}`);
  });

const shown = (rules: readonly AclRule[]) =>
  routerAcl(rules, [])
    .ingress.slice(3)
    .map(({ action, protocol, source, sourcePorts, destinationPorts }) => [
      action,
      protocol,
      source && formatCidr(source),
      sourcePorts,
      destinationPorts,
    ]);

test('rules are matches in their order, each pair of port ranges one, and a disabled rule none', () => {
  assert.deepEqual(
    shown([
      rule({
        action: 'deny',
        source: '10.0.0.5',
        destinationPorts: [
          [80, 80],
          [90, 99],
        ],
      }),
      rule({ enabled: false }),
      rule({ protocol: 'icmp' }),
      rule({ protocol: 'icmp', family: 6 }),
    ]),
    [
      ['deny', 6, '10.0.0.5/32', null, [80, 80]],
      ['deny', 6, '10.0.0.5/32', null, [90, 99]],
      ['allow', 1, null, null, null],
      ['allow', 58, null, null, null],
    ],
  );
});

test('multicast, metadata and the public services pass an ACL without rules', () => {
  const { ingress, egress } = routerAcl([], []);
  assert.deepEqual(
    ingress.map(({ action, source, destination }) => [action, source && formatCidr(source), destination && formatCidr(destination)]),
    [
      ['allow', null, '224.0.0.0/24'],
      ['allow', '169.254.169.254/32', null],
      ['allow', '100.125.0.0/16', null],
    ],
  );
  assert.deepEqual(
    egress.map(({ destination, destinationPorts }) => [destination && formatCidr(destination), destinationPorts]),
    [
      ['224.0.0.0/24', null],
      ['169.254.169.254/32', [80, 80]],
      ['100.125.0.0/16', null],
    ],
  );
});
