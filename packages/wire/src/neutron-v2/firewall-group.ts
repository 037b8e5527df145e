import {
  aclIsActive,
  err,
  idOf,
  ok,
  routerPortId,
  type Acl,
  type TaggedAcl,
  type AclPolicyId,
  type PortId,
  type Problem,
  type Result,
  type SubnetId,
} from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import {
  anyText,
  descriptionText,
  filterText,
  idOrEmptyText,
  idText,
  named,
  nullableText,
  oneOf,
  orNull,
  printableText,
} from '../fields.ts';
import { neutronPage } from '../page.ts';
import { endpoint, operationEndpoint, type Run } from '../row.ts';
import { notPublic } from './firewall-rule.ts';
import { byIdAndName } from './by-id-and-name.ts';
import { neutronList } from './list.ts';

const path = '/v2.0/fwaas/firewall_groups';
const dialect = 'neutron-v2';
const resource = 'firewall';

const Shown = named(
  'FirewallGroup',
  Type.Object({
    id: anyText,
    name: anyText,
    description: anyText,
    admin_state_up: Type.Boolean(),
    status: oneOf(['ACTIVE', 'INACTIVE']),
    ingress_firewall_policy_id: nullableText,
    egress_firewall_policy_id: nullableText,
    ports: Type.Array(anyText),
    public: Type.Boolean(),
    tenant_id: anyText,
    project_id: anyText,
  }),
);
const Wrapped = Type.Object({ firewall_group: Shown });

/** Its subnets are named by their routers' ports here. */
const render = (found: TaggedAcl) => ({
  id: found.acl.id,
  name: found.acl.name,
  description: found.acl.description,
  admin_state_up: found.acl.adminStateUp,
  status: aclIsActive(found) ? 'ACTIVE' : 'INACTIVE',
  ingress_firewall_policy_id: found.acl.ingressPolicyId,
  egress_firewall_policy_id: found.acl.egressPolicyId,
  ports: found.subnets.map(routerPortId),
  public: false,
  tenant_id: found.acl.projectId,
  project_id: found.acl.projectId,
});
const wrap = (found: TaggedAcl) => ({ firewall_group: render(found) });

const Group = Type.Object({
  firewall_group: Type.Object({
    name: Type.Optional(orNull(printableText(0, 255))),
    description: Type.Optional(orNull(descriptionText)),
    admin_state_up: Type.Optional(Type.Boolean()),
    ingress_firewall_policy_id: Type.Optional(orNull(idOrEmptyText)),
    egress_firewall_policy_id: Type.Optional(orNull(idOrEmptyText)),
    ports: Type.Optional(orNull(Type.Array(idText, { maxItems: 200, description: "ids of subnets' router ports" }))),
    ...notPublic,
  }),
});
const filter = Type.Optional(filterText);
const Filters = Type.Object({
  id: filter,
  name: filter,
  description: filter,
  ingress_firewall_policy_id: filter,
  egress_firewall_policy_id: filter,
  ...neutronPage,
});

const aclId = (params: Readonly<Record<string, string>>) => ({ id: idOf<Acl['id']>(params['firewall_id'] ?? '') });
const policyOf = (written: string | null | undefined): AclPolicyId | null => (written ? idOf<AclPolicyId>(written) : null);

/** The subnets that these router ports are of; a port of anything else is no place for an ACL. */
async function subnetsOf(run: Run, ports: readonly string[]): Promise<Result<readonly SubnetId[], Problem>> {
  const subnetIds: SubnetId[] = [];
  for (const id of ports) {
    const port = await run('show-port', { id: idOf<PortId>(id) });
    if (!port.ok) return port;
    const { port: found } = port.value.value;
    if (!found.deviceOwner.startsWith('network:router_interface'))
      return err({
        kind: 'invalid-field',
        resource,
        field: 'firewall_group.ports',
        reason: 'names a port that is not a router interface',
        fix: 'use the port of the subnet whose device_owner is network:router_interface_distributed',
      });
    subnetIds.push(found.subnetId);
  }
  return ok(subnetIds);
}

export const firewallGroups: readonly Endpoint[] = [
  neutronList({
    path,
    summary: 'List network ACLs',
    resource,
    list: 'list-acls',
    show: 'show-acl',
    query: Filters,
    plural: 'firewall_groups',
    shown: Shown,
    filter: ({ query }) => byIdAndName(query),
    keep:
      ({ query }) =>
      (found) => {
        const shown = render(found);
        const compared = ['description', 'ingress_firewall_policy_id', 'egress_firewall_policy_id'] as const;
        return compared.every((field) => query[field] === undefined || query[field] === (shown[field] ?? ''));
      },
    idOf: ({ acl }) => acl.id,
    render,
  }),
  endpoint({
    dialect,
    method: 'POST',
    path,
    summary: 'Create a network ACL of two policies, for the subnets of these router ports',
    resource,
    operations: ['create-acl', 'show-port'],
    body: Group,
    responses: { 201: Wrapped },
    async handle({ body: { firewall_group: written } }, run) {
      const subnetIds = await subnetsOf(run, written.ports ?? []);
      if (!subnetIds.ok) return subnetIds;
      const done = await run('create-acl', {
        name: written.name ?? '',
        description: written.description ?? '',
        adminStateUp: written.admin_state_up ?? true,
        enterpriseProjectId: '0',
        ingressPolicyId: policyOf(written.ingress_firewall_policy_id),
        egressPolicyId: policyOf(written.egress_firewall_policy_id),
        subnetIds: subnetIds.value,
        tags: [],
      });
      return done.ok ? ok({ status: 201, generation: done.value.generation, body: wrap(done.value.value) }) : done;
    },
  }),
  operationEndpoint({
    dialect,
    method: 'GET',
    path: `${path}/:firewall_id`,
    summary: 'Show a network ACL',
    operation: 'show-acl',
    success: [200, Wrapped],
    decode: ({ params }) => ok(aclId(params)),
    encode: wrap,
  }),
  endpoint({
    dialect,
    method: 'PUT',
    path: `${path}/:firewall_id`,
    summary: 'Change a network ACL; a list of ports replaces the one there is',
    resource,
    operations: ['update-acl', 'show-port'],
    body: Group,
    responses: { 200: Wrapped },
    async handle({ params, body: { firewall_group: written } }, run) {
      // Null is what Terraform writes when the last port is taken out.
      const subnetIds = written.ports === undefined ? undefined : await subnetsOf(run, written.ports ?? []);
      if (subnetIds !== undefined && !subnetIds.ok) return subnetIds;
      const { ingress_firewall_policy_id: ingress, egress_firewall_policy_id: egress } = written;
      const done = await run('update-acl', {
        ...aclId(params),
        ...(written.name === undefined ? {} : { name: written.name ?? '' }),
        ...(written.description === undefined ? {} : { description: written.description ?? '' }),
        ...(written.admin_state_up === undefined ? {} : { adminStateUp: written.admin_state_up }),
        ...(ingress === undefined ? {} : { ingressPolicyId: policyOf(ingress) }),
        ...(egress === undefined ? {} : { egressPolicyId: policyOf(egress) }),
        ...(subnetIds === undefined ? {} : { subnetIds: subnetIds.value }),
      });
      return done.ok ? ok({ status: 200, generation: done.value.generation, body: wrap(done.value.value) }) : done;
    },
  }),
  // Terraform deletes a group with its ports and never takes them out before.
  endpoint({
    dialect,
    method: 'DELETE',
    path: `${path}/:firewall_id`,
    summary: 'Delete a network ACL; its subnets are filtered no more',
    resource,
    operations: ['update-acl', 'delete-acl'],
    responses: { 204: null },
    async handle({ params }, run) {
      const emptied = await run('update-acl', { ...aclId(params), subnetIds: [] });
      if (!emptied.ok) return emptied;
      const done = await run('delete-acl', aclId(params));
      return done.ok ? ok({ status: 204, generation: done.value.generation }) : done;
    },
  }),
];
