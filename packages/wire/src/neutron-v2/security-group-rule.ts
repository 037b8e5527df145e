import {
  err,
  hasPorts,
  idOf,
  isIcmp,
  isUuid,
  ok,
  protocolNumberOf,
  type Input,
  type Problem,
  type Result,
  type SecurityGroupRule,
} from '@isthmus/core';
import { Type, type Static } from 'typebox';
import type { Endpoint, WireRequest } from '../endpoint.ts';
import { problemOfEntry } from '../entry.ts';
import { anyText, filterText, idText, named } from '../fields.ts';
import { OwnerFields, checkOwner, isOwner } from '../owner.ts';
import { neutronPage } from '../page.ts';
import { endpoint, operationEndpoint } from '../row.ts';
import { decodeTerms, rangeFields, rangeOf, renderRule as renderTerms, RuleShown, termsFields, type DecodedRule } from '../rule-terms.ts';
import { bareTime } from '../times.ts';
import { neutronList } from './list.ts';
import { byWrapper, severalOf } from './several.ts';

const path = '/v2.0/security-group-rules';
const dialect = 'neutron-v2';
const resource = 'security_group_rule';

export const ShownRule = named(
  'SecurityGroupRule',
  Type.Object({ ...RuleShown, project_id: anyText, created_at: anyText, updated_at: anyText }),
);
const Wrapped = Type.Object({ security_group_rule: ShownRule });

export const renderRule = (rule: SecurityGroupRule) => ({
  ...renderTerms(rule),
  project_id: rule.projectId,
  created_at: bareTime(rule.createdAt),
  updated_at: bareTime(rule.createdAt),
});
const wrap = (rule: SecurityGroupRule) => ({ security_group_rule: renderRule(rule) });

const NewRule = Type.Object({ security_group_id: idText, ...termsFields, ...rangeFields, ...OwnerFields });

/** `wrapper` is where the rule stands in the body. */
function decodeRule(written: Static<typeof NewRule>, request: WireRequest, wrapper: string): Result<DecodedRule, Problem> {
  const terms = decodeTerms(written, rangeOf(written), wrapper);
  if (!terms.ok) return terms;
  const owner = checkOwner(written, request, resource, wrapper);
  return owner.ok ? ok(withoutNoPorts(terms.value)) : owner;
}

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

const create = {
  dialect,
  method: 'POST',
  path,
  summary: 'Add a rule to a security group, or several at once; it holds for new connections at once',
  resource,
  operations: ['create-security-group-rules'],
} as const;

const createOne = endpoint({
  ...create,
  body: Type.Object({ security_group_rule: NewRule }),
  responses: { 201: Wrapped },
  async handle({ body: { security_group_rule: written }, request }, run) {
    const rule = decodeRule(written, request, 'security_group_rule');
    if (!rule.ok) return rule;
    const done = await run('create-security-group-rules', { securityGroupId: idOf(written.security_group_id), rules: [rule.value] });
    return done.ok ? ok({ status: 201, generation: done.value.generation, body: wrap(done.value.value[0]!) }) : done;
  },
});

/** As upstream: the rules of one request are all of one group. */
const createSeveral = endpoint({
  ...create,
  body: Type.Object({ security_group_rules: severalOf(NewRule) }),
  responses: { 201: Type.Object({ security_group_rules: Type.Array(ShownRule) }) },
  async handle({ body: { security_group_rules: several }, request }, run) {
    const [first] = several;
    const rules: DecodedRule[] = [];
    for (const [entry, written] of several.entries()) {
      const wrapper = `security_group_rules.${entry}`;
      if (written.security_group_id !== first?.security_group_id)
        return err({
          kind: 'invalid-field',
          resource,
          field: `${wrapper}.security_group_id`,
          reason: 'is another group than that of the first rule',
          fix: 'send the rules of each group by themselves',
        });
      const rule = decodeRule(written, request, wrapper);
      if (!rule.ok) return rule;
      rules.push(rule.value);
    }
    const done = await run('create-security-group-rules', { securityGroupId: idOf(first?.security_group_id ?? ''), rules });
    if (!done.ok) return err(problemOfEntry(done.problem, 'security_group_rules'));
    const { value, generation } = done.value;
    return ok({ status: 201, generation, body: { security_group_rules: value.map(renderRule) } });
  },
});

export const securityGroupRules: readonly Endpoint[] = [
  neutronList({
    path,
    summary: 'List rules of security groups',
    resource,
    list: 'list-security-group-rules',
    show: 'show-security-group-rule',
    query: Filters,
    plural: 'security_group_rules',
    shown: ShownRule,
    filter: ({ query, request }) => (isOwner(query, request) ? filterOf(query) : null),
    keep: ({ query }) => (shownFilters.every((name) => query[name] === undefined) ? undefined : isShownAs(query)),
    idOf: ({ id }) => id,
    render: renderRule,
  }),
  byWrapper(createOne, createSeveral, 'security_group_rules'),
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
