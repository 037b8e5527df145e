import type { Migration } from '../migration.ts';

/** A tag goes with what it is on. */
export const tags: Migration = {
  name: '0002-tags',
  statements: ({ text, strict }) => [
    `create table tags (
      id ${text} primary key, resource_kind ${text} not null, resource_id ${text} not null,
      project_id ${text} not null references projects (id), "key" ${text} not null, value ${text} not null,
      vpc_id ${text} generated always as (case when resource_kind = 'vpc' then resource_id end) stored references vpcs (id) on delete cascade,
      subnet_id ${text} generated always as (case when resource_kind = 'subnet' then resource_id end) stored
        references subnets (id) on delete cascade)${strict}`,
    `create index tags_resource on tags (resource_id, id)`,
    `create index tags_project on tags (project_id, resource_kind, id)`,
    `create index tags_vpc on tags (vpc_id)`,
    `create index tags_subnet on tags (subnet_id)`,
  ],
};
