import assert from 'node:assert/strict';
import { test } from 'node:test';
import { must, parseCidr } from '@isthmus/core';
import { exchange, inputOf, rowOf, securityGroup } from '../../test/world.ts';
import { securityGroupRules } from './security-group-rule.ts';
import { securityGroups } from './security-group.ts';

const rules = (query: Readonly<Record<string, string>>) =>
  exchange(rowOf(securityGroupRules, 'GET /v1/:project_id/security-group-rules'), { query });

test('rules are looked for by their block before they are paged; an address is its own block', async () => {
  for (const [text, block] of [
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['10.1.2.3', '10.1.2.3/32'],
  ] as const) {
    const { calls } = await rules({ remote_ip_prefix: text, security_group_id: securityGroup.id, limit: '2' });
    const { remotePrefix, securityGroupId, page } = inputOf<'list-security-group-rules'>(calls);
    assert.deepEqual([remotePrefix, securityGroupId, page], [must(parseCidr(block)), securityGroup.id, { limit: 2 }]);
  }
});

test('what is no block and no id is an empty list, and nobody is asked', async () => {
  for (const query of [{ remote_ip_prefix: 'everyone' }, { remote_ip_prefix: '' }, { security_group_id: '2' }] as const) {
    const { body, calls } = await rules(query as unknown as Record<string, string>);
    assert.deepEqual([body, calls], [{ security_group_rules: [] }, []]);
  }
});

test('groups are looked for by enterprise project before they are paged; no word, or all_granted_eps, means all', async () => {
  for (const [query, wanted] of [
    [{ enterprise_project_id: 'e1' }, 'e1'],
    [{ enterprise_project_id: 'all_granted_eps' }, undefined],
    [{}, undefined],
  ] as const) {
    const { calls } = await exchange(rowOf(securityGroups, 'GET /v1/:project_id/security-groups'), { query });
    assert.equal(inputOf<'list-security-groups'>(calls).enterpriseProjectId, wanted);
  }
});
