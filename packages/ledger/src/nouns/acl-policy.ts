import type { FilterOf, RowOf } from '@isthmus/control';
import { encodeText, flag, instant, json, nullable, text } from '../codec.ts';
import { noun } from '../noun.ts';

/** The order of the rules is in the row; their own table holds that no rule goes while a policy has it. */
export const aclPolicies = noun<RowOf<'aclPolicies'>, FilterOf<'aclPolicies'>>({
  table: 'acl_policies',
  key: 'id',
  fields: {
    id: text(),
    projectId: text(),
    name: text(),
    description: text(),
    audited: flag,
    ruleIds: json(),
    madeFor: nullable(text()),
    createdAt: instant(),
    updatedAt: instant(),
  },
  children: [
    {
      field: 'ruleIds',
      table: 'acl_policy_rules',
      key: 'policy_id',
      rows: ({ id, ruleIds }) => ruleIds.map((rule) => ({ policy_id: encodeText(id), rule_id: encodeText(rule) })),
    },
  ],
  filters: {
    ruleId: (wanted) => ({
      keyIn: { table: 'acl_policy_rules', key: 'policy_id', column: 'rule_id', among: [wanted].flat().map(encodeText) },
    }),
  },
});
