import assert from 'node:assert/strict';
import { test } from 'node:test';
import { err, type Problem } from '@isthmus/core';
import { acme, asking, exchange, globex, inputOf, network, rowOf, scripted, securityGroup, subnet, uuid } from '../../test/world.ts';
import type { Endpoint } from '../endpoint.ts';
import { networks } from './network.ts';
import { ports } from './port.ts';
import { securityGroupRules } from './security-group-rule.ts';
import { securityGroups } from './security-group.ts';
import { subnets } from './subnet.ts';

const rule = { security_group_id: securityGroup.id, direction: 'ingress', protocol: 'tcp', port_range_min: 80, port_range_max: 90 };
const cases: readonly (readonly [plural: string, row: Endpoint, good: Readonly<Record<string, unknown>>])[] = [
  ['networks', rowOf(networks, 'POST /v2.0/networks'), { name: 'net' }],
  ['subnets', rowOf(subnets, 'POST /v2.0/subnets'), { network_id: network.id, ip_version: 4, cidr: '10.0.0.0/24' }],
  ['ports', rowOf(ports, 'POST /v2.0/ports'), { network_id: subnet.id }],
  ['security_groups', rowOf(securityGroups, 'POST /v2.0/security-groups'), { name: 'web' }],
  ['security_group_rules', rowOf(securityGroupRules, 'POST /v2.0/security-group-rules'), rule],
];

for (const [plural, row, good] of cases) {
  test(`several ${plural} are asked for in one operation, and answered under the plural`, async () => {
    const { status, body, calls } = await exchange(row, { body: { [plural]: [good, { ...good, tenant_id: acme }] } });
    assert.equal(status, 201);
    assert.equal(calls.length, 1);
    const [{ input } = assert.fail()] = calls;
    const { items, rules } = input as { items?: readonly unknown[]; rules?: readonly unknown[] };
    assert.equal((items ?? rules)?.length, 2);
    assert.deepEqual(Object.keys(body as object), [plural]);
    const one = await exchange(row, { body: { [plural.slice(0, -1)]: good } });
    const singular = (one.body as Readonly<Record<string, unknown>>)[plural.slice(0, -1)];
    assert.deepEqual((body as Readonly<Record<string, readonly unknown[]>>)[plural]?.[0], singular);
  });

  const wrong: readonly (readonly [what: string, entries: unknown, field: string])[] = [
    ['none', [], plural],
    ['too many', Array.from({ length: 101 }, () => good), plural],
    ['no array', good, plural],
    ['a text among them', [good, 'x'], `${plural}.1`],
    ["another project's", [good, { ...good, tenant_id: globex }], `${plural}.1.tenant_id`],
    ['a field of the wrong type', [good, good, { ...good, project_id: 1 }], `${plural}.2.project_id`],
  ];
  for (const [what, entries, field] of wrong)
    test(`${plural} with ${what} are refused for ${field}, and nothing is made`, async () => {
      const { problem, calls } = await exchange(row, { body: { [plural]: entries } });
      assert.deepEqual([problem?.kind, (problem as { field?: string } | null)?.field], ['invalid-field', field]);
      assert.deepEqual(calls, []);
    });

  test(`what the rules say of one of several ${plural} names it`, async () => {
    const problem: Problem = { kind: 'invalid-field', field: `${plural.slice(0, -1)}.name`, reason: 'x', fix: 'x', entry: 1 };
    const answer = await row.answer(asking({ body: { [plural]: [good, good] } }), (async () => err(problem)) as ReturnType<
      typeof scripted
    >);
    assert.deepEqual(!answer.ok && answer.problem.kind === 'invalid-field' && answer.problem.field, `${plural}.1.name`);
  });
}

test('what no row reads of one of several is told', () => {
  const [, row] = cases[0]!;
  assert.deepEqual(row.ignoredFields({ query: {}, body: { networks: [{ name: 'x', mtu: 1400 }] } }), ['networks.mtu']);
});

test('the rules of one request are of one group', async () => {
  const row = rowOf(securityGroupRules, 'POST /v2.0/security-group-rules');
  const { problem } = await exchange(row, { body: { security_group_rules: [rule, { ...rule, security_group_id: uuid('8') }] } });
  assert.equal((problem as { field?: string } | null)?.field, 'security_group_rules.1.security_group_id');
  const { calls } = await exchange(row, { body: { security_group_rules: [rule] } });
  assert.equal(inputOf<'create-security-group-rules'>(calls).securityGroupId, securityGroup.id);
});
