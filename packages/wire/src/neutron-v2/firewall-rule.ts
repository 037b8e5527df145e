import { idOf, ok, type AclRule } from '@isthmus/core';
import { Type } from 'typebox';
import { changeFields, decodeChange, decodeRule, renderTerms } from '../acl-terms.ts';
import type { Endpoint } from '../endpoint.ts';
import { anyText, filterText, named, nullableText } from '../fields.ts';
import { neutronPage } from '../page.ts';
import { operationEndpoint } from '../row.ts';
import { byIdAndName } from './by-id-and-name.ts';
import { neutronList } from './list.ts';

const path = '/v2.0/fwaas/firewall_rules';
const dialect = 'neutron-v2';
const resource = 'firewall_rule';

const Shown = named(
  'FirewallRule',
  Type.Object({
    id: anyText,
    name: anyText,
    description: anyText,
    action: anyText,
    protocol: nullableText,
    ip_version: Type.Integer(),
    source_ip_address: nullableText,
    destination_ip_address: nullableText,
    source_port: nullableText,
    destination_port: nullableText,
    enabled: Type.Boolean(),
    public: Type.Boolean(),
    tenant_id: anyText,
    project_id: anyText,
  }),
);
const Wrapped = Type.Object({ firewall_rule: Shown });

const render = (rule: AclRule) => ({ ...renderTerms(rule), public: false, tenant_id: rule.projectId, project_id: rule.projectId });
const wrap = (rule: AclRule) => ({ firewall_rule: render(rule) });

/** Nothing is shared between projects here. */
export const notPublic = { public: Type.Optional(Type.Literal(false, { description: 'false: nothing is shared between projects' })) };
const Written = Type.Object({ firewall_rule: Type.Object({ ...changeFields, ...notPublic }) });
const filter = Type.Optional(filterText);
const Filters = Type.Object({ id: filter, name: filter, action: filter, protocol: filter, description: filter, ...neutronPage });

const ruleId = (params: Readonly<Record<string, string>>) => ({ id: idOf<AclRule['id']>(params['firewall_rule_id'] ?? '') });

export const firewallRules: readonly Endpoint[] = [
  neutronList({
    path,
    summary: 'List rules of network ACLs',
    resource,
    list: 'list-acl-rules',
    show: 'show-acl-rule',
    query: Filters,
    plural: 'firewall_rules',
    shown: Shown,
    filter: ({ query }) => byIdAndName(query),
    keep:
      ({ query }) =>
      (rule) =>
        (['action', 'protocol', 'description'] as const).every(
          (field) => query[field] === undefined || query[field] === (rule[field] ?? ''),
        ),
    idOf: ({ id }) => id,
    render,
  }),
  operationEndpoint({
    dialect,
    method: 'POST',
    path,
    summary: 'Create a rule, for a policy to use',
    resource,
    operation: 'create-acl-rule',
    body: Written,
    success: [201, Wrapped],
    decode: ({ body: { firewall_rule: written } }) => ok(decodeRule(written)),
    encode: wrap,
  }),
  operationEndpoint({
    dialect,
    method: 'GET',
    path: `${path}/:firewall_rule_id`,
    summary: 'Show a rule',
    operation: 'show-acl-rule',
    success: [200, Wrapped],
    decode: ({ params }) => ok(ruleId(params)),
    encode: wrap,
  }),
  operationEndpoint({
    dialect,
    method: 'PUT',
    path: `${path}/:firewall_rule_id`,
    summary: 'Change a rule, wherever it is used',
    resource,
    operation: 'update-acl-rule',
    body: Written,
    success: [200, Wrapped],
    decode: ({ params, body: { firewall_rule: written } }) => ok({ ...decodeChange(written), ...ruleId(params) }),
    encode: wrap,
  }),
  operationEndpoint({
    dialect,
    method: 'DELETE',
    path: `${path}/:firewall_rule_id`,
    summary: 'Delete a rule that no policy uses',
    operation: 'delete-acl-rule',
    success: [204, null],
    decode: ({ params }) => ok(ruleId(params)),
  }),
];
