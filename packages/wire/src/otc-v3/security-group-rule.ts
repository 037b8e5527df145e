import { err, formatCidr, idOf, ok, type EtherType, type Input, type Problem, type Result, type SecurityGroupRule } from '@isthmus/core';
import { Type, type Static } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { problemOfEntry } from '../entry.ts';
import { anyText, filterText, idText, named, nullableText, oneOf } from '../fields.ts';
import { listEndpoint } from '../list.ts';
import { mostRows, strictPage } from '../page.ts';
import { endpoint, operationEndpoint } from '../row.ts';
import { decodeTerms, prefixOf, protocolOf, termsFields, type DecodedRule, type Range } from '../rule-terms.ts';
import { zuluTime } from '../times.ts';
import { idsOf, listBody, PageInfo, several } from './paging.ts';

const path = '/v3/:project_id/vpc/security-group-rules';
const dialect = 'otc-v3';
const resource = 'security_group_rule';

export const ShownRule = named(
  'SecurityGroupRule',
  Type.Object({
    id: anyText,
    description: anyText,
    security_group_id: anyText,
    direction: anyText,
    ethertype: anyText,
    protocol: nullableText,
    multiport: nullableText,
    action: oneOf(['allow']),
    priority: Type.Integer(),
    enabled: Type.Boolean(),
    remote_ip_prefix: nullableText,
    remote_group_id: nullableText,
    remote_address_group_id: nullableText,
    project_id: anyText,
    created_at: anyText,
    updated_at: anyText,
  }),
);
const Wrapped = Type.Object({ request_id: anyText, security_group_rule: ShownRule });

/** `80`, `80-90`, or null for all. */
const multiportOf = ({ portMin, portMax }: SecurityGroupRule): string | null => {
  if (portMin === null) return null;
  return portMax === null || portMax === portMin ? `${portMin}` : `${portMin}-${portMax}`;
};

/** Groups only ever allow, so every rule has the same action and priority. */
export const renderRule = (rule: SecurityGroupRule) => ({
  id: rule.id,
  description: rule.description,
  security_group_id: rule.securityGroupId,
  direction: rule.direction,
  ethertype: rule.etherType,
  protocol: rule.protocol,
  multiport: multiportOf(rule),
  action: 'allow',
  priority: 1,
  enabled: true,
  remote_ip_prefix: rule.remotePrefix === null ? null : formatCidr(rule.remotePrefix),
  remote_group_id: rule.remoteGroupId,
  remote_address_group_id: null,
  project_id: rule.projectId,
  created_at: zuluTime(rule.createdAt),
  updated_at: zuluTime(rule.createdAt),
});

const Terms = {
  ...termsFields,
  multiport: Type.Optional(
    Type.Union([Type.String({ pattern: '^[0-9]{0,5}(-[0-9]{1,5})?$', maxLength: 11 }), Type.Null()], {
      description: 'one port or one range, such as 80 or 8000-8080; make a rule for each where there are several',
    }),
  ),
  action: Type.Optional(oneOf(['allow'], '"allow": a security group has no other rules')),
  priority: Type.Optional(
    Type.Union([Type.Integer({ minimum: 1, maximum: 100 }), Type.String({ pattern: '^([1-9][0-9]?|100)$', maxLength: 3 })], {
      description: 'a number from 1 to 100, which changes nothing: all rules allow',
    }),
  ),
  enabled: Type.Optional(Type.Literal(true, { description: 'true: delete a rule that is not wanted' })),
};
/** Doing it all the same would be worse than refusing. */
export const dryRun = { dry_run: Type.Optional(Type.Literal(false, { description: 'false: there is no dry run here' })) };
const Create = Type.Object({ ...dryRun, security_group_rule: Type.Object({ security_group_id: idText, ...Terms }) });
const BatchTerms = Type.Object(Terms);
const Batch = Type.Object({
  ...dryRun,
  ignore_duplicate: Type.Optional(Type.Literal(false, { description: 'false: a duplicate refuses the whole batch' })),
  security_group_rules: Type.Array(BatchTerms, { minItems: 1, maxItems: 50, description: '1 to 50 rules' }),
});

const Filters = Type.Object({
  id: several,
  security_group_id: several,
  protocol: several,
  description: several,
  remote_group_id: several,
  direction: Type.Optional(filterText),
  action: Type.Optional(filterText),
  remote_ip_prefix: Type.Optional(filterText),
  ethertype: several,
  ...strictPage(mostRows),
});

type Filter = Omit<Input<'list-security-group-rules'>, 'page'>;
const etherTypes: readonly EtherType[] = ['IPv4', 'IPv6'];

/** Null where nothing can match. An address is its own block. */
function filterOf(asked: Static<typeof Filters>): Filter | null {
  const { description, direction } = asked;
  const id = idsOf<SecurityGroupRule['id']>(asked.id);
  const securityGroupId = idsOf<SecurityGroupRule['securityGroupId']>(asked.security_group_id);
  const remoteGroupId = idsOf<SecurityGroupRule['securityGroupId']>(asked.remote_group_id);
  const etherType = asked.ethertype === undefined ? undefined : etherTypes.filter((one) => asked.ethertype?.includes(one));
  if ([id, securityGroupId, remoteGroupId, etherType].some((some) => some?.length === 0)) return null;
  if (direction !== undefined && direction !== 'ingress' && direction !== 'egress') return null;
  if (asked.action !== undefined && asked.action !== 'allow') return null;
  const prefix = asked.remote_ip_prefix === undefined ? undefined : prefixOf(asked.remote_ip_prefix);
  if (prefix !== undefined && (!prefix.ok || prefix.value === null)) return null;
  return {
    ...(id === undefined ? {} : { id }),
    ...(securityGroupId === undefined ? {} : { securityGroupId }),
    ...(remoteGroupId === undefined ? {} : { remoteGroupId }),
    ...(etherType === undefined ? {} : { etherType }),
    ...(asked.protocol === undefined ? {} : { protocol: asked.protocol.map(protocolOf) }),
    ...(description === undefined ? {} : { description }),
    ...(direction === undefined ? {} : { direction }),
    ...(prefix?.value ? { remotePrefix: prefix.value } : {}),
  };
}

function rangeOf(text: string | null | undefined): Range {
  if (!text) return { min: null, max: null };
  const [min = '', max = min] = text.split('-');
  return { min: Number(min), max: Number(max) };
}

/** Of ICMP `8` is the type with any code, and `8-0` type and code. */
function decoded(written: Static<typeof BatchTerms>, wrapper: string): Result<DecodedRule, Problem> {
  const range = rangeOf(written.multiport);
  const typeAlone = /^(icmp|ipv6-icmp|icmpv6|1|58)$/i.test(String(written.protocol ?? '')) && !written.multiport?.includes('-');
  return decodeTerms(written, typeAlone ? { ...range, max: null } : range, wrapper);
}

const ruleId = (params: Readonly<Record<string, string>>) => ({
  id: idOf<SecurityGroupRule['id']>(params['security_group_rule_id'] ?? ''),
});

export const securityGroupRules: readonly Endpoint[] = [
  listEndpoint({
    dialect,
    path,
    summary: 'List rules of security groups',
    resource,
    list: 'list-security-group-rules',
    show: 'show-security-group-rule',
    query: Filters,
    success: Type.Object({ request_id: anyText, security_group_rules: Type.Array(ShownRule), page_info: PageInfo }),
    filter: ({ query }) => filterOf(query),
    encode: ({ items, more }, { request }) => listBody('security_group_rules', { items: items.map(renderRule), more }, request),
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
      const terms = decoded(written, 'security_group_rule');
      if (!terms.ok) return terms;
      const done = await run('create-security-group-rules', { securityGroupId: idOf(written.security_group_id), rules: [terms.value] });
      if (!done.ok) return done;
      const { value, generation } = done.value;
      return ok({ status: 201, generation, body: { request_id: request.requestId, security_group_rule: renderRule(value[0]!) } });
    },
  }),
  endpoint({
    dialect,
    method: 'POST',
    path: '/v3/:project_id/vpc/security-groups/:security_group_id/security-group-rules/batch-create',
    summary: 'Add several rules to a security group: all of them or none',
    resource,
    operations: ['create-security-group-rules'],
    body: Batch,
    responses: { 201: Type.Object({ request_id: anyText, security_group_rules: Type.Array(ShownRule) }) },
    async handle({ params, body, request }, run) {
      const rules: DecodedRule[] = [];
      for (const [index, written] of body.security_group_rules.entries()) {
        const terms = decoded(written, `security_group_rules.${index}`);
        if (!terms.ok) return err(terms.problem);
        rules.push(terms.value);
      }
      const done = await run('create-security-group-rules', { securityGroupId: idOf(params['security_group_id'] ?? ''), rules });
      if (!done.ok) return err(problemOfEntry(done.problem, 'security_group_rules'));
      const { value, generation } = done.value;
      return ok({ status: 201, generation, body: { request_id: request.requestId, security_group_rules: value.map(renderRule) } });
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
    encode: (rule, { request }) => ({ request_id: request.requestId, security_group_rule: renderRule(rule) }),
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
