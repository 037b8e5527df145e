import {
  err,
  formatCidr,
  hasPorts,
  idOf,
  isIcmp,
  isUuid,
  ok,
  protocolNumberOf,
  type Input,
  type Listed,
  type SecurityGroupRule,
} from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { anyText, filterText, idText, named, nullableText } from '../fields.ts';
import { listPage, neutronPage, nothing, pageOf } from '../page.ts';
import { endpoint, operationEndpoint } from '../row.ts';
import { decodeTerms, rangeFields, rangeOf, termsFields, type DecodedRule } from '../rule-terms.ts';
import { bareTime } from '../times.ts';
import { Links, listBody } from './link.ts';

const path = '/v2.0/security-group-rules';
const dialect = 'neutron-v2';
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
    project_id: anyText,
    created_at: anyText,
    updated_at: anyText,
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
  project_id: rule.projectId,
  created_at: bareTime(rule.createdAt),
  updated_at: bareTime(rule.createdAt),
});
const wrap = (rule: SecurityGroupRule) => ({ security_group_rule: renderRule(rule) });

const Create = Type.Object({
  security_group_rule: Type.Object({
    security_group_id: idText,
    ...termsFields,
    ...rangeFields,
    tenant_id: Type.Optional(idText),
    project_id: Type.Optional(idText),
  }),
});

/** Terraform writes ports 0 and 0 beside every protocol; of one that has no ports they say nothing. */
function withoutNoPorts(terms: DecodedRule): DecodedRule {
  const { protocol, etherType, portMin, portMax } = terms;
  const number = protocol === null ? undefined : protocolNumberOf(protocol, etherType);
  const said = number === undefined || hasPorts(number) || isIcmp(number) || portMin !== 0 || portMax !== 0;
  return said ? terms : { ...terms, portMin: null, portMax: null };
}

/** What is compared with the row as it is shown. */
const shownFilters = ['description', 'protocol', 'remote_ip_prefix', 'ethertype', 'port_range_min', 'port_range_max'] as const;
const filter = Type.Optional(filterText);
const Filters = Type.Object({
  id: filter,
  security_group_id: filter,
  remote_group_id: filter,
  direction: filter,
  tenant_id: filter,
  project_id: filter,
  description: filter,
  protocol: filter,
  remote_ip_prefix: filter,
  ethertype: filter,
  port_range_min: filter,
  port_range_max: filter,
  ...neutronPage,
});
type Asked = { readonly [Name in Exclude<keyof typeof Filters.properties, keyof typeof neutronPage>]?: string };
type Filter = Omit<Input<'list-security-group-rules'>, 'page'>;

/** Null where nothing can match, as in `peering.ts`. */
function filterOf({ id, security_group_id, remote_group_id, direction }: Asked): Filter | null {
  if ([id, security_group_id, remote_group_id].some((one) => one !== undefined && !isUuid(one))) return null;
  if (direction !== undefined && direction !== 'ingress' && direction !== 'egress') return null;
  return {
    ...(id === undefined ? {} : { id: idOf(id) }),
    ...(security_group_id === undefined ? {} : { securityGroupId: idOf(security_group_id) }),
    ...(remote_group_id === undefined ? {} : { remoteGroupId: idOf(remote_group_id) }),
    ...(direction === undefined ? {} : { direction }),
  };
}
const isShownAs = (asked: Asked) => (rule: SecurityGroupRule) => {
  const shown = renderRule(rule);
  return shownFilters.every((name) => asked[name] === undefined || String(shown[name] ?? '').toLowerCase() === asked[name].toLowerCase());
};

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
    responses: { 200: Type.Object({ security_group_rules: Type.Array(ShownRule), security_group_rules_links: Type.Optional(Links) }) },
    async handle({ query, request }, run) {
      const page = pageOf(query, resource);
      if (!page.ok) return page;
      const own = request.principal?.project?.id;
      const wanted = [query.tenant_id, query.project_id].every((id) => id === undefined || id === own) ? filterOf(query) : null;
      const listed =
        wanted === null
          ? ok<Listed<SecurityGroupRule>>(nothing())
          : await listPage(page.value, {
              known: (marker) => run('show-security-group-rule', { id: idOf<SecurityGroupRule['id']>(marker) }),
              list: (at) => run('list-security-group-rules', { ...wanted, page: at }),
              kept: shownFilters.every((name) => query[name] === undefined)
                ? undefined
                : { idOf: ({ id }: SecurityGroupRule) => id, keep: isShownAs(query) },
            });
      if (!listed.ok) return listed;
      return ok({ status: 200, body: listBody('security_group_rules', listed.value, renderRule, { query, request, path }) });
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
    responses: { 201: Wrapped },
    async handle({ body: { security_group_rule: written }, request }, run) {
      const terms = decodeTerms(written, rangeOf(written), 'security_group_rule');
      if (!terms.ok) return terms;
      for (const field of ['tenant_id', 'project_id'] as const)
        if (written[field] !== undefined && written[field] !== request.principal?.project?.id)
          return err({
            kind: 'invalid-field',
            resource,
            field: `security_group_rule.${field}`,
            reason: 'is not your project',
            fix: 'leave it out',
          });
      const done = await run('create-security-group-rules', {
        securityGroupId: idOf(written.security_group_id),
        rules: [withoutNoPorts(terms.value)],
      });
      return done.ok ? ok({ status: 201, generation: done.value.generation, body: wrap(done.value.value[0]!) }) : done;
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
