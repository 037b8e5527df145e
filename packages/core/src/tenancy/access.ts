import type { OperationName } from '../operations.ts';
import type { Principal, Role } from './tenancy.ts';

/**
 * Who may do what: one row an operation, so that a new operation does not compile without one. What a role may not
 * *read in a list* is an empty list and not a refusal (published behaviour); whose things they are is not decided
 * here: a stranger's things are simply not found.
 */
export interface Access {
  /** `project`: needs a project-scoped caller; `account`: any caller who is logged in; `none`: before login too. */
  readonly scope: 'project' | 'account' | 'none';
  readonly roles: readonly Role[];
  /** Everybody may do it to oneself, with or without a role; whom else, the roles and the operation say. */
  readonly ofOneself?: true;
  /** The published fine-grained action, or our own for what is not published. */
  readonly action: string;
}

/** Whether one of the principal's roles is enough, oneself aside. */
export const hasRoleFor = ({ roles }: Pick<Principal, 'roles'>, { roles: enough }: Pick<Access, 'roles'>): boolean =>
  roles.some((role) => enough.includes(role));

const everyone: readonly Role[] = ['administrator', 'te_admin', 'vpc_full', 'vpc_viewer'];
const readers: readonly Role[] = ['te_admin', 'vpc_full', 'vpc_viewer'];
const writers: readonly Role[] = ['te_admin', 'vpc_full'];
const accountAdmins: readonly Role[] = ['administrator', 'te_admin'];

const read = (action: string): Access => ({ scope: 'project', roles: readers, action });
const write = (action: string): Access => ({ scope: 'project', roles: writers, action });
const account = (action: string, by: readonly Role[]): Access => ({ scope: 'account', roles: by, action });
const ofOneself = (action: string): Access => ({ ...account(action, everyone), ofOneself: true });

export const access: Readonly<Record<OperationName, Access>> = {
  'issue-token': { scope: 'none', roles: everyone, action: 'iam:tokens:issue' },
  'validate-token': ofOneself('iam:tokens:validate'),
  'revoke-token': ofOneself('iam:tokens:revoke'),
  'list-projects': account('iam:projects:list', everyone),
  'show-project': account('iam:projects:get', everyone),
  'create-project': account('iam:projects:create', accountAdmins),
  'update-project': account('iam:projects:update', accountAdmins),
  'delete-project': account('iam:projects:delete', accountAdmins),
  'list-domains': account('iam:domains:list', everyone),
  'create-domain': account('isthmus:accounts:create', ['administrator']),
  'list-users': account('iam:users:list', accountAdmins),
  'show-user': ofOneself('iam:users:get'),
  'create-user': account('iam:users:create', accountAdmins),
  'update-user': account('iam:users:update', accountAdmins),
  'delete-user': account('iam:users:delete', accountAdmins),
  'set-password': account('iam:users:setPassword', everyone),
  'change-password': ofOneself('iam:users:changePassword'),
  'list-access-keys': account('iam:credentials:listCredentials', everyone),
  'show-access-key': account('iam:credentials:getCredential', everyone),
  'create-access-key': account('iam:credentials:createCredential', everyone),
  'update-access-key': account('iam:credentials:updateCredential', everyone),
  'delete-access-key': account('iam:credentials:deleteCredential', everyone),
  'issue-temporary-key': account('iam:securitytokens:create', everyone),
  'list-regions': { scope: 'none', roles: everyone, action: 'iam:regions:list' },

  'list-vpcs': read('vpc:vpcs:list'),
  'show-vpc': read('vpc:vpcs:get'),
  'create-vpc': write('vpc:vpcs:create'),
  'update-vpc': write('vpc:vpcs:update'),
  'delete-vpc': write('vpc:vpcs:delete'),
  'list-vpc-contents': read('vpc:vpcs:get'),
  'add-secondary-blocks': write('vpc:vpcs:addExtendCidr'),
  'remove-secondary-blocks': write('vpc:vpcs:removeExtendCidr'),
  'list-subnets': read('vpc:subnets:get'),
  'show-subnet': read('vpc:subnets:get'),
  'create-subnet': write('vpc:subnets:create'),
  'update-subnet': write('vpc:subnets:update'),
  'delete-subnet': write('vpc:subnets:delete'),

  'list-networks': read('vpc:networks:get'),
  'show-network': read('vpc:networks:get'),
  'show-address-use': read('vpc:networks:get'),
  'list-address-uses': read('vpc:networks:get'),
  'create-network': write('vpc:networks:create'),
  'create-networks': write('vpc:networks:create'),
  'update-network': write('vpc:networks:update'),
  'delete-network': write('vpc:networks:delete'),
  'list-neutron-subnets': read('vpc:subnets:get'),
  'show-neutron-subnet': read('vpc:subnets:get'),
  'create-neutron-subnet': write('vpc:subnets:create'),
  'create-neutron-subnets': write('vpc:subnets:create'),
  'update-neutron-subnet': write('vpc:subnets:update'),
  'delete-neutron-subnet': write('vpc:subnets:delete'),
  'join-subnet': write('vpc:routers:update'),
  'part-subnet': write('vpc:routers:update'),

  'list-ports': read('vpc:ports:get'),
  'show-port': read('vpc:ports:get'),
  'create-port': write('vpc:ports:create'),
  'create-ports': write('vpc:ports:create'),
  'update-port': write('vpc:ports:update'),
  'delete-port': write('vpc:ports:delete'),
  'list-private-ips': read('vpc:privateIps:list'),
  'show-private-ip': read('vpc:privateIps:get'),
  'create-private-ips': write('vpc:privateIps:create'),
  'delete-private-ip': write('vpc:privateIps:delete'),

  'list-peerings': read('vpc:peerings:get'),
  'show-peering': read('vpc:peerings:get'),
  'create-peering': write('vpc:peerings:create'),
  'update-peering': write('vpc:peerings:update'),
  'accept-peering': write('vpc:peerings:accept'),
  'reject-peering': write('vpc:peerings:reject'),
  'delete-peering': write('vpc:peerings:delete'),
  'show-peering-health': read('vpc:peerings:get'),

  'list-routes': read('vpc:routes:list'),
  'show-route': read('vpc:routes:get'),
  'create-route': write('vpc:routes:create'),
  'delete-route': write('vpc:routes:delete'),
  'list-route-tables': read('vpc:routeTables:list'),
  'show-route-table': read('vpc:routeTables:get'),
  'create-route-table': write('vpc:routeTables:create'),
  'update-route-table': write('vpc:routeTables:update'),
  'associate-subnets': write('vpc:routeTables:associate'),
  'delete-route-table': write('vpc:routeTables:delete'),

  'list-instances': read('isthmus:instances:list'),
  'show-instance': read('isthmus:instances:get'),
  'create-instance': write('isthmus:instances:create'),
  'delete-instance': write('isthmus:instances:delete'),
  'probe-instance': write('isthmus:instances:probe'),

  'list-quotas': read('vpc:quotas:list'),
  'list-domain-quotas': account('isthmus:quotas:list', ['administrator']),
  'set-quotas': account('isthmus:quotas:set', ['administrator']),

  'list-tags': read('vpc:tags:get'),
  'list-project-tags': read('vpc:tags:get'),
  'set-tags': write('vpc:tags:create'),
  'delete-tag': write('vpc:tags:delete'),
  'delete-tags': write('vpc:tags:delete'),
  'show-tagged-resources': read('vpc:tags:get'),

  'list-security-groups': read('vpc:securityGroups:get'),
  'show-security-group': read('vpc:securityGroups:get'),
  'create-security-group': write('vpc:securityGroups:create'),
  'create-security-groups': write('vpc:securityGroups:create'),
  'update-security-group': write('vpc:securityGroups:update'),
  'delete-security-group': write('vpc:securityGroups:delete'),
  'list-security-group-rules': read('vpc:securityGroupRules:get'),
  'show-security-group-rule': read('vpc:securityGroupRules:get'),
  'create-security-group-rules': write('vpc:securityGroupRules:create'),
  'delete-security-group-rule': write('vpc:securityGroupRules:delete'),
  'update-port-security-groups': write('vpc:ports:update'),

  'check-reachability': read('isthmus:reachability:check'),
  'preview-peering': read('vpc:peerings:get'),
  'add-suggested-routes': write('vpc:routes:create'),
  'list-seen-peerings': read('vpc:peerings:get'),
  'show-topology': read('isthmus:topology:get'),
  'check-changes': read('isthmus:reachability:check'),
  'list-guardrails': read('isthmus:guardrails:list'),
  'show-guardrail': read('isthmus:guardrails:get'),
  'create-guardrail': write('isthmus:guardrails:create'),
  'delete-guardrail': write('isthmus:guardrails:delete'),

  'list-acls': read('vpc:firewallGroups:get'),
  'show-acl': read('vpc:firewallGroups:get'),
  'create-acl': write('vpc:firewallGroups:create'),
  'update-acl': write('vpc:firewallGroups:update'),
  'delete-acl': write('vpc:firewallGroups:delete'),
  'associate-acl-subnets': write('vpc:firewallGroups:update'),
  'disassociate-acl-subnets': write('vpc:firewallGroups:update'),
  'add-acl-rules': write('vpc:firewallGroups:update'),
  'remove-acl-rules': write('vpc:firewallGroups:update'),
  'change-acl-rules': write('vpc:firewallGroups:update'),
  'list-acl-policies': read('vpc:firewallPolicies:get'),
  'show-acl-policy': read('vpc:firewallPolicies:get'),
  'create-acl-policy': write('vpc:firewallPolicies:create'),
  'update-acl-policy': write('vpc:firewallPolicies:update'),
  'delete-acl-policy': write('vpc:firewallPolicies:delete'),
  'insert-acl-rule': write('vpc:firewallPolicies:addRule'),
  'remove-acl-rule': write('vpc:firewallPolicies:removeRule'),
  'list-acl-rules': read('vpc:firewallRules:get'),
  'show-acl-rule': read('vpc:firewallRules:get'),
  'create-acl-rule': write('vpc:firewallRules:create'),
  'update-acl-rule': write('vpc:firewallRules:update'),
  'delete-acl-rule': write('vpc:firewallRules:delete'),

  'list-events': read('isthmus:events:list'),
  'show-receipt': read('isthmus:receipts:get'),
  'show-plan': account('isthmus:plan:get', ['administrator']),
};
