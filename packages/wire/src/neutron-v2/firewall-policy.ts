import { idOf, ok, type AclPolicy, type AclRuleId } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { anyText, descriptionText, filterText, idOrEmptyText, idText, named, orNull, printableText } from '../fields.ts';
import { neutronPage } from '../page.ts';
import { operationEndpoint } from '../row.ts';
import { notPublic } from './firewall-rule.ts';
import { byIdAndName } from './by-id-and-name.ts';
import { neutronList } from './list.ts';

const path = '/v2.0/fwaas/firewall_policies';
const dialect = 'neutron-v2';
const resource = 'firewall_policy';

const Shown = named(
  'FirewallPolicy',
  Type.Object({
    id: anyText,
    name: anyText,
    description: anyText,
    audited: Type.Boolean(),
    public: Type.Boolean(),
    firewall_rules: Type.Array(anyText),
    tenant_id: anyText,
    project_id: anyText,
  }),
);
const Wrapped = Type.Object({ firewall_policy: Shown });

const render = (policy: AclPolicy) => ({
  id: policy.id,
  name: policy.name,
  description: policy.description,
  audited: policy.audited,
  public: false,
  firewall_rules: policy.ruleIds,
  tenant_id: policy.projectId,
  project_id: policy.projectId,
});
const wrap = (policy: AclPolicy) => ({ firewall_policy: render(policy) });

const fields = {
  name: Type.Optional(orNull(printableText(0, 255))),
  description: Type.Optional(orNull(descriptionText)),
  audited: Type.Optional(Type.Boolean()),
  firewall_rules: Type.Optional(Type.Array(idText, { maxItems: 200, description: 'ids of rules in their order' })),
  ...notPublic,
};
const Policy = Type.Object({ firewall_policy: Type.Object(fields) });
/** Clients send an empty text for the one they do not mean. */
const Insert = Type.Object({
  firewall_rule_id: idText,
  insert_before: Type.Optional(orNull(idOrEmptyText)),
  insert_after: Type.Optional(orNull(idOrEmptyText)),
});
const Remove = Type.Object({ firewall_rule_id: idText });
const filter = Type.Optional(filterText);
const Filters = Type.Object({ id: filter, name: filter, description: filter, ...neutronPage });

const policyId = (params: Readonly<Record<string, string>>) => ({ id: idOf<AclPolicy['id']>(params['firewall_policy_id'] ?? '') });
const ruleIds = (ids: readonly string[]) => ids.map((id) => idOf<AclRuleId>(id));

export const firewallPolicies: readonly Endpoint[] = [
  neutronList({
    path,
    summary: 'List policies: ordered rules of network ACLs',
    resource,
    list: 'list-acl-policies',
    show: 'show-acl-policy',
    query: Filters,
    plural: 'firewall_policies',
    shown: Shown,
    filter: ({ query }) => byIdAndName(query),
    keep: ({ query: { description } }) => (description === undefined ? undefined : (policy) => policy.description === description),
    idOf: ({ id }) => id,
    render,
  }),
  operationEndpoint({
    dialect,
    method: 'POST',
    path,
    summary: 'Create a policy, for a network ACL to use',
    resource,
    operation: 'create-acl-policy',
    body: Policy,
    success: [201, Wrapped],
    decode: ({ body: { firewall_policy: written } }) =>
      ok({
        name: written.name ?? '',
        description: written.description ?? '',
        audited: written.audited ?? false,
        ruleIds: ruleIds(written.firewall_rules ?? []),
      }),
    encode: wrap,
  }),
  operationEndpoint({
    dialect,
    method: 'GET',
    path: `${path}/:firewall_policy_id`,
    summary: 'Show a policy',
    operation: 'show-acl-policy',
    success: [200, Wrapped],
    decode: ({ params }) => ok(policyId(params)),
    encode: wrap,
  }),
  operationEndpoint({
    dialect,
    method: 'PUT',
    path: `${path}/:firewall_policy_id`,
    summary: 'Change a policy; a list of rules replaces the one there is',
    resource,
    operation: 'update-acl-policy',
    body: Policy,
    success: [200, Wrapped],
    decode: ({ params, body: { firewall_policy: written } }) =>
      ok({
        ...policyId(params),
        ...(written.name === undefined ? {} : { name: written.name ?? '' }),
        ...(written.description === undefined ? {} : { description: written.description ?? '' }),
        ...(written.audited === undefined ? {} : { audited: written.audited }),
        ...(written.firewall_rules === undefined ? {} : { ruleIds: ruleIds(written.firewall_rules) }),
      }),
    encode: wrap,
  }),
  operationEndpoint({
    dialect,
    method: 'DELETE',
    path: `${path}/:firewall_policy_id`,
    summary: 'Delete a policy that no network ACL uses',
    operation: 'delete-acl-policy',
    success: [204, null],
    decode: ({ params }) => ok(policyId(params)),
  }),
  operationEndpoint({
    dialect,
    method: 'PUT',
    path: `${path}/:firewall_policy_id/insert_rule`,
    summary: 'Insert a rule before or behind another, or before all. The answer is the bare policy',
    resource,
    operation: 'insert-acl-rule',
    body: Insert,
    success: [200, Shown],
    decode: ({ params, body }) =>
      ok({
        ...policyId(params),
        ruleId: idOf<AclRuleId>(body.firewall_rule_id),
        ...(body.insert_before ? { before: idOf<AclRuleId>(body.insert_before) } : {}),
        ...(body.insert_after ? { after: idOf<AclRuleId>(body.insert_after) } : {}),
      }),
    encode: render,
  }),
  operationEndpoint({
    dialect,
    method: 'PUT',
    path: `${path}/:firewall_policy_id/remove_rule`,
    summary: 'Take a rule out of a policy. The answer is the bare policy',
    resource,
    operation: 'remove-acl-rule',
    body: Remove,
    success: [200, Shown],
    decode: ({ params, body }) => ok({ ...policyId(params), ruleId: idOf<AclRuleId>(body.firewall_rule_id) }),
    encode: render,
  }),
];
