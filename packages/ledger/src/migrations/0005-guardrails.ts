import type { Migration } from '../migration.ts';

/** What an owner states of its network, and the last word on each peering's health that each side was told. */
export const guardrails: Migration = {
  name: '0005-guardrails',
  statements: ({ text, integer, strict }) => [
    // A VPC that goes takes what was stated of it along: nothing of it can be reached any more.
    `create table guardrails (
      id ${text} primary key, project_id ${text} not null references projects (id), name ${text} not null, rule ${text} not null,
      source_vpc_id ${text} references vpcs (id) on delete cascade, source_cidr ${text},
      destination_vpc_id ${text} references vpcs (id) on delete cascade, destination_cidr ${text},
      protocol ${text}, port_min ${integer}, port_max ${integer}, created_at ${integer} not null,
      check ((port_min is null) = (port_max is null)))${strict}`,
    `create index guardrails_project on guardrails (project_id, id)`,
    `create index guardrails_source on guardrails (source_vpc_id)`,
    `create index guardrails_destination on guardrails (destination_vpc_id)`,

    `create table peering_healths (
      id ${text} primary key, peering_id ${text} not null references peerings (id) on delete cascade,
      project_id ${text} not null, health ${text} not null)${strict}`,
    `create index peering_healths_peering on peering_healths (peering_id, id)`,
    `create index peering_healths_health on peering_healths (health, id)`,
  ],
};
