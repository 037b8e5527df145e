import { aclIsActive, idOf, ok, type Acl, type TaggedAcl, type AclRule, type SubnetId } from '@isthmus/core';
import { Type } from 'typebox';
import { changeFields, decodeChange, decodeRule, renderTerms, ruleFields } from '../acl-terms.ts';
import type { Endpoint } from '../endpoint.ts';
import { anyText, descriptionText, filterText, idText, named, nullableText, oneOf, orNull, printableText } from '../fields.ts';
import { enterpriseProject } from '../enterprise-project.ts';
import { listEndpoint } from '../list.ts';
import { mostRows, strictPage } from '../page.ts';
import { operationEndpoint } from '../row.ts';
import { NewTags, TagShown } from '../tag-shape.ts';
import { zuluTime } from '../times.ts';
import { idsOf, listBody, PageInfo, several } from './paging.ts';
import { dryRun } from './security-group-rule.ts';

const path = '/v3/:project_id/vpc/firewalls';
const dialect = 'otc-v3';
const resource = 'firewall';
const most = 20;

const ShownRule = named(
  'FirewallRule',
  Type.Object({
    id: anyText,
    name: anyText,
    description: anyText,
    action: anyText,
    project_id: anyText,
    protocol: anyText,
    ip_version: Type.Integer(),
    source_ip_address: nullableText,
    destination_ip_address: nullableText,
    source_port: nullableText,
    destination_port: nullableText,
    source_address_group_id: nullableText,
    destination_address_group_id: nullableText,
    enabled: Type.Boolean(),
  }),
);
const summaryFields = {
  id: anyText,
  name: anyText,
  description: anyText,
  project_id: anyText,
  enterprise_project_id: anyText,
  admin_state_up: Type.Boolean(),
  status: oneOf(['ACTIVE', 'INACTIVE']),
  associations: Type.Array(Type.Object({ virsubnet_id: anyText })),
  tags: Type.Array(TagShown),
  created_at: anyText,
  updated_at: anyText,
};
const Summary = named('Firewall', Type.Object(summaryFields));
const Shown = named(
  'FirewallDetail',
  Type.Object({ ...summaryFields, ingress_rules: Type.Array(ShownRule), egress_rules: Type.Array(ShownRule) }),
);
const Wrapped = Type.Object({ request_id: anyText, firewall: Shown });

const renderRule = (rule: AclRule) => ({
  ...renderTerms(rule),
  protocol: rule.protocol ?? 'any',
  project_id: rule.projectId,
  source_address_group_id: null,
  destination_address_group_id: null,
});
const summary = (found: TaggedAcl) => ({
  id: found.acl.id,
  name: found.acl.name,
  description: found.acl.description,
  project_id: found.acl.projectId,
  enterprise_project_id: found.acl.enterpriseProjectId,
  admin_state_up: found.acl.adminStateUp,
  status: aclIsActive(found) ? 'ACTIVE' : 'INACTIVE',
  associations: found.subnets.map(({ id }) => ({ virsubnet_id: id })),
  tags: found.tags,
  created_at: zuluTime(found.acl.createdAt),
  updated_at: zuluTime(found.acl.updatedAt),
});
const wrap = (found: TaggedAcl, requestId: string) => ({
  request_id: requestId,
  firewall: { ...summary(found), ingress_rules: found.ingress.map(renderRule), egress_rules: found.egress.map(renderRule) },
});

const name = printableText(1, 64);
const Create = Type.Object({
  ...dryRun,
  firewall: Type.Object({
    name,
    description: Type.Optional(orNull(descriptionText)),
    enterprise_project_id: Type.Optional(orNull(idText)),
    admin_state_up: Type.Optional(Type.Boolean()),
    tags: Type.Optional(orNull(NewTags)),
  }),
});
const Update = Type.Object({
  ...dryRun,
  firewall: Type.Object({
    name: Type.Optional(name),
    description: Type.Optional(orNull(descriptionText)),
    admin_state_up: Type.Optional(Type.Boolean()),
  }),
});
const Subnets = Type.Object({
  subnets: Type.Array(Type.Object({ virsubnet_id: idText }), { minItems: 1, maxItems: most, description: `1 to ${most} subnets` }),
});
const upTo = <Item extends Parameters<typeof Type.Array>[0]>(item: Item) =>
  Type.Optional(Type.Array(item, { maxItems: most, description: `at most ${most} rules` }));
const Insert = Type.Object({
  ...dryRun,
  firewall: Type.Object({
    ingress_rules: upTo(Type.Object(ruleFields)),
    egress_rules: upTo(Type.Object(ruleFields)),
    insert_after_rule: Type.Optional(orNull(idText)),
  }),
});
const Named = Type.Object({ id: idText });
const Remove = Type.Object({ ...dryRun, firewall: Type.Object({ ingress_rules: upTo(Named), egress_rules: upTo(Named) }) });
const ChangedRule = Type.Object({ id: idText, ...changeFields });
const Change = Type.Object({ ...dryRun, firewall: Type.Object({ ingress_rules: upTo(ChangedRule), egress_rules: upTo(ChangedRule) }) });
const Filters = Type.Object({
  id: several,
  name: several,
  status: Type.Optional(filterText),
  admin_state_up: Type.Optional(Type.Boolean()),
  enterprise_project_id: several,
  ...strictPage(mostRows),
});

type Params = Readonly<Record<string, string>>;
const aclId = (params: Params) => ({ id: idOf<Acl['id']>(params['firewall_id'] ?? '') });
const subnetIds = ({ subnets }: { readonly subnets: readonly { readonly virsubnet_id: string }[] }) =>
  subnets.map(({ virsubnet_id }) => idOf<SubnetId>(virsubnet_id));
const ruleIds = (rules: readonly { readonly id: string }[] = []) => rules.map(({ id }) => idOf<AclRule['id']>(id));
const changed = (rules: readonly ({ readonly id: string } & Parameters<typeof decodeChange>[0])[] = []) =>
  rules.map(({ id, ...change }) => ({ ...decodeChange(change), id: idOf<AclRule['id']>(id) }));

const answered = { dialect, resource, success: [200, Wrapped], method: 'PUT' } as const;
const encode = (found: TaggedAcl, { request }: { readonly request: { readonly requestId: string } }) => wrap(found, request.requestId);

export const firewalls: readonly Endpoint[] = [
  listEndpoint({
    dialect,
    path,
    summary: 'List network ACLs, without their rules',
    resource,
    list: 'list-acls',
    show: 'show-acl',
    query: Filters,
    success: Type.Object({ request_id: anyText, firewalls: Type.Array(Summary), page_info: PageInfo }),
    filter({ query }) {
      const ids = idsOf<Acl['id']>(query.id);
      if (ids?.length === 0) return null;
      return {
        ...(ids === undefined ? {} : { id: ids }),
        ...(query.name === undefined ? {} : { name: query.name }),
        ...(query.admin_state_up === undefined ? {} : { adminStateUp: query.admin_state_up }),
        ...enterpriseProject(query.enterprise_project_id),
      };
    },
    kept: ({ query: { status } }) =>
      status === undefined ? undefined : { idOf: ({ acl }) => acl.id, keep: (found) => summary(found).status === status },
    encode: ({ items, more }, { request }) => listBody('firewalls', { items: items.map(summary), more }, request),
  }),
  operationEndpoint({
    dialect,
    method: 'POST',
    path,
    summary: 'Create a network ACL: it denies everything until rules allow it, and does nothing until a subnet is associated',
    resource,
    operation: 'create-acl',
    body: Create,
    success: [201, Wrapped],
    decode: ({ body: { firewall } }) =>
      ok({
        name: firewall.name,
        description: firewall.description ?? '',
        adminStateUp: firewall.admin_state_up ?? true,
        enterpriseProjectId: firewall.enterprise_project_id ?? '0',
        ingressPolicyId: null,
        egressPolicyId: null,
        subnetIds: [],
        tags: firewall.tags ?? [],
      }),
    encode,
  }),
  operationEndpoint({
    dialect,
    method: 'GET',
    path: `${path}/:firewall_id`,
    summary: 'Show a network ACL with its rules',
    operation: 'show-acl',
    success: [200, Wrapped],
    decode: ({ params }) => ok(aclId(params)),
    encode,
  }),
  operationEndpoint({
    ...answered,
    path: `${path}/:firewall_id`,
    summary: 'Rename or describe a network ACL, or take it up or down',
    operation: 'update-acl',
    body: Update,
    decode: ({ params, body: { firewall } }) =>
      ok({
        ...aclId(params),
        ...(firewall.name === undefined ? {} : { name: firewall.name }),
        ...(firewall.description === undefined ? {} : { description: firewall.description ?? '' }),
        ...(firewall.admin_state_up === undefined ? {} : { adminStateUp: firewall.admin_state_up }),
      }),
    encode,
  }),
  operationEndpoint({
    dialect,
    method: 'DELETE',
    path: `${path}/:firewall_id`,
    summary: 'Delete a network ACL that filters no subnet',
    operation: 'delete-acl',
    success: [204, null],
    decode: ({ params }) => ok(aclId(params)),
  }),
  operationEndpoint({
    ...answered,
    path: `${path}/:firewall_id/associate-subnets`,
    summary: 'Let a network ACL filter subnets; a subnet has one at most',
    operation: 'associate-acl-subnets',
    body: Subnets,
    decode: ({ params, body }) => ok({ ...aclId(params), subnetIds: subnetIds(body) }),
    encode,
  }),
  operationEndpoint({
    ...answered,
    path: `${path}/:firewall_id/disassociate-subnets`,
    summary: 'Take subnets off a network ACL',
    operation: 'disassociate-acl-subnets',
    body: Subnets,
    decode: ({ params, body }) => ok({ ...aclId(params), subnetIds: subnetIds(body) }),
    encode,
  }),
  operationEndpoint({
    ...answered,
    path: `${path}/:firewall_id/insert-rules`,
    summary: 'Insert rules behind another, or before all; the first that matches decides',
    operation: 'add-acl-rules',
    body: Insert,
    decode: ({ params, body: { firewall } }) =>
      ok({
        ...aclId(params),
        ingress: (firewall.ingress_rules ?? []).map(decodeRule),
        egress: (firewall.egress_rules ?? []).map(decodeRule),
        ...(firewall.insert_after_rule ? { after: idOf<AclRule['id']>(firewall.insert_after_rule) } : {}),
      }),
    encode,
  }),
  operationEndpoint({
    ...answered,
    path: `${path}/:firewall_id/remove-rules`,
    summary: 'Remove rules of a network ACL',
    operation: 'remove-acl-rules',
    body: Remove,
    decode: ({ params, body: { firewall } }) =>
      ok({ ...aclId(params), ingress: ruleIds(firewall.ingress_rules), egress: ruleIds(firewall.egress_rules) }),
    encode,
  }),
  operationEndpoint({
    ...answered,
    path: `${path}/:firewall_id/update-rules`,
    summary: 'Change rules of a network ACL where they stand',
    operation: 'change-acl-rules',
    body: Change,
    decode: ({ params, body: { firewall } }) =>
      ok({ ...aclId(params), ingress: changed(firewall.ingress_rules), egress: changed(firewall.egress_rules) }),
    encode,
  }),
];
