import { formatCidr, idOf, isUuid, ok, type Input, type Listed, type SecurityGroupRule } from '@isthmus/core';
import { Type, type Static } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { anyText, filterText, idText, named, nullableText } from '../fields.ts';
import { listPage, mostRows, nothing, pageOf, strictPage } from '../page.ts';
import { endpoint, operationEndpoint } from '../row.ts';
import { decodeTerms, prefixOf, rangeFields, rangeOf, termsFields } from '../rule-terms.ts';

const path = '/v1/:project_id/security-group-rules';
const dialect = 'otc-v1';
const resource = 'security_group_rule';

const nullableNumber = Type.Union([Type.Integer(), Type.Null()]);
export const ShownRule = named(
  'SecurityGroupRule',
  Type.Object({
    id: anyText,
    description: anyText,
    security_group_id: anyText,
    direction: anyText,
    ethertype: anyText,
    protocol: nullableText,
    port_range_min: nullableNumber,
    port_range_max: nullableNumber,
    remote_ip_prefix: nullableText,
    remote_group_id: nullableText,
    remote_address_group_id: nullableText,
    tenant_id: anyText,
  }),
);
const Wrapped = Type.Object({ security_group_rule: ShownRule });

export const renderRule = (rule: SecurityGroupRule) => ({
  id: rule.id,
  description: rule.description,
  security_group_id: rule.securityGroupId,
  direction: rule.direction,
  ethertype: rule.etherType,
  protocol: rule.protocol,
  port_range_min: rule.portMin,
  port_range_max: rule.portMax,
  remote_ip_prefix: rule.remotePrefix === null ? null : formatCidr(rule.remotePrefix),
  remote_group_id: rule.remoteGroupId,
  remote_address_group_id: null,
  tenant_id: rule.projectId,
});
const wrap = (rule: SecurityGroupRule) => ({ security_group_rule: renderRule(rule) });

const Create = Type.Object({ security_group_rule: Type.Object({ security_group_id: idText, ...termsFields, ...rangeFields }) });
const Filters = Type.Object({
  security_group_id: Type.Optional(filterText),
  remote_ip_prefix: Type.Optional(filterText),
  ...strictPage(mostRows),
});

type Filter = Omit<Input<'list-security-group-rules'>, 'page'>;
/** Null where nothing can match. An address is its own block. */
function filterOf({ security_group_id: group, remote_ip_prefix: text }: Static<typeof Filters>): Filter | null {
  if (group !== undefined && !isUuid(group)) return null;
  const prefix = text === undefined ? undefined : prefixOf(text);
  if (prefix !== undefined && (!prefix.ok || prefix.value === null)) return null;
  return {
    ...(group === undefined ? {} : { securityGroupId: idOf(group) }),
    ...(prefix?.value ? { remotePrefix: prefix.value } : {}),
  };
}

const ruleId = (params: Readonly<Record<string, string>>) => ({
  id: idOf<SecurityGroupRule['id']>(params['security_group_rule_id'] ?? ''),
});

export const securityGroupRules: readonly Endpoint[] = [
  endpoint({
    dialect,
    method: 'GET',
    path,
    summary: 'List rules of security groups',
    resource,
    operations: ['list-security-group-rules', 'show-security-group-rule'],
    query: Filters,
    responses: { 200: Type.Object({ security_group_rules: Type.Array(ShownRule) }) },
    async handle({ query }, run) {
      const page = pageOf(query, resource);
      if (!page.ok) return page;
      const filter = filterOf(query);
      const listed =
        filter === null
          ? ok<Listed<SecurityGroupRule>>(nothing())
          : await listPage(page.value, {
              known: (marker) => run('show-security-group-rule', { id: idOf<SecurityGroupRule['id']>(marker) }),
              list: (at) => run('list-security-group-rules', { ...filter, page: at }),
            });
      return listed.ok ? ok({ status: 200, body: { security_group_rules: listed.value.items.map(renderRule) } }) : listed;
    },
  }),
  endpoint({
    dialect,
    method: 'POST',
    path,
    summary: 'Add a rule to a security group; it holds for new connections at once',
    resource,
    operations: ['create-security-group-rules'],
    body: Create,
    responses: { 200: Wrapped },
    async handle({ body: { security_group_rule: written } }, run) {
      const terms = decodeTerms(written, rangeOf(written), 'security_group_rule');
      if (!terms.ok) return terms;
      const done = await run('create-security-group-rules', { securityGroupId: idOf(written.security_group_id), rules: [terms.value] });
      return done.ok ? ok({ status: 200, generation: done.value.generation, body: wrap(done.value.value[0]!) }) : done;
    },
  }),
  operationEndpoint({
    dialect,
    method: 'GET',
    path: `${path}/:security_group_rule_id`,
    summary: 'Show a rule',
    operation: 'show-security-group-rule',
    success: [200, Wrapped],
    decode: ({ params }) => ok(ruleId(params)),
    encode: wrap,
  }),
  operationEndpoint({
    dialect,
    method: 'DELETE',
    path: `${path}/:security_group_rule_id`,
    summary: 'Delete a rule',
    operation: 'delete-security-group-rule',
    success: [204, null],
    decode: ({ params }) => ok(ruleId(params)),
  }),
];
