import type { Migration } from '../migration.ts';

/** A policy or a rule that is used cannot go; a subnet that goes leaves its ACL. A policy names its rules in their order. */
export const acls: Migration = {
  name: '0004-acls',
  statements: ({ text, integer, strict }) => [
    `create table acl_rules (
      id ${text} primary key, project_id ${text} not null references projects (id), name ${text} not null, description ${text} not null,
      action ${text} not null, family ${integer} not null, protocol ${text}, source ${text}, destination ${text},
      source_ports ${text} not null, destination_ports ${text} not null, enabled ${integer} not null,
      created_at ${integer} not null, updated_at ${integer} not null)${strict}`,
    `create index acl_rules_project on acl_rules (project_id, id)`,

    `create table acl_policies (
      id ${text} primary key, project_id ${text} not null references projects (id), name ${text} not null, description ${text} not null,
      audited ${integer} not null, rule_ids ${text} not null, made_for ${text},
      created_at ${integer} not null, updated_at ${integer} not null)${strict}`,
    `create index acl_policies_project on acl_policies (project_id, id)`,
    `create index acl_policies_made_for on acl_policies (made_for, id)`,
    `create table acl_policy_rules (
      policy_id ${text} not null references acl_policies (id) on delete cascade, rule_id ${text} not null references acl_rules (id),
      primary key (policy_id, rule_id))${strict}`,
    `create index acl_policy_rules_rule on acl_policy_rules (rule_id)`,

    `create table acls (
      id ${text} primary key, project_id ${text} not null references projects (id), name ${text} not null, description ${text} not null,
      admin_state_up ${integer} not null, enterprise_project_id ${text} not null,
      ingress_policy_id ${text} references acl_policies (id), egress_policy_id ${text} references acl_policies (id),
      created_at ${integer} not null, updated_at ${integer} not null)${strict}`,
    `create index acls_project on acls (project_id, id)`,
    `create index acls_ingress_policy on acls (ingress_policy_id, id)`,
    `create index acls_egress_policy on acls (egress_policy_id, id)`,

    `create table acl_associations (
      id ${text} primary key references subnets (id) on delete cascade, acl_id ${text} not null references acls (id) on delete cascade,
      project_id ${text} not null references projects (id))${strict}`,
    `create index acl_associations_acl on acl_associations (acl_id, id)`,
    `create index acl_associations_project on acl_associations (project_id, id)`,
  ],
};
