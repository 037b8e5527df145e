import type { Migration } from '../migration.ts';

/** A network ACL's tags go with it, as a VPC's and a subnet's do. SQLite adds no stored column to a table that is there. */
export const aclTags: Migration = {
  name: '0006-acl-tags',
  statements: ({ database, text }) => [
    `alter table tags add column acl_id ${text} generated always as (case when resource_kind = 'firewall' then resource_id end)
      ${database === 'sqlite' ? 'virtual' : 'stored'} references acls (id) on delete cascade`,
    `create index tags_acl on tags (acl_id)`,
  ],
};
