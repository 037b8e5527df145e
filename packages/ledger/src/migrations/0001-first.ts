import type { Migration } from '../migration.ts';
import type { Words } from '../words.ts';

/**
 * Accounts, networks, peerings, and the log. What goes when its owner goes cascades; what must go first restricts, so
 * that no row can point at nothing.
 */
export const first: Migration = {
  name: '0001-first',
  statements: (words) => [
    ...counter(words),
    ...tenancy(words),
    ...network(words),
    ...peering(words),
    ...routing(words),
    ...security(words),
    ...port(words),
    ...event(words),
  ],
};

/** One row: the newest generation. Writers take it in turn, so generations have no gap and commit in order. */
const counter = ({ integer, strict }: Words): string[] => [
  `create table ledger_counter (id ${integer} primary key check (id = 1), generation ${integer} not null)${strict}`,
  `insert into ledger_counter (id, generation) values (1, 0)`,
];

const tenancy = ({ text, integer, strict }: Words): string[] => [
  `create table domains (
    id ${text} primary key, name ${text} not null, enabled ${integer} not null, description ${text} not null,
    created_at ${integer} not null)${strict}`,
  `create unique index domains_name on domains (name)`,

  `create table projects (
    id ${text} primary key, domain_id ${text} not null references domains (id), name ${text} not null, region ${text} not null,
    parent_id ${text} references projects (id), description ${text} not null, enabled ${integer} not null,
    created_at ${integer} not null)${strict}`,
  `create unique index projects_name on projects (domain_id, name)`,
  `create index projects_parent on projects (parent_id, id)`,

  `create table users (
    id ${text} primary key, domain_id ${text} not null references domains (id), name ${text} not null, email ${text} not null,
    description ${text} not null, enabled ${integer} not null, roles ${text} not null, password_hash ${text} not null,
    created_at ${integer} not null)${strict}`,
  `create unique index users_name on users (domain_id, name)`,

  `create table tokens (
    hash ${text} primary key, user_id ${text} not null references users (id) on delete cascade,
    project_id ${text} references projects (id) on delete cascade, domain_id ${text} references domains (id) on delete cascade,
    methods ${text} not null, issued_at ${integer} not null, expires_at ${integer} not null)${strict}`,
  `create index tokens_user on tokens (user_id, hash)`,
  `create index tokens_project on tokens (project_id, hash)`,
  `create index tokens_domain on tokens (domain_id)`,
  `create index tokens_expiry on tokens (expires_at)`,

  `create table quotas (
    id ${text} primary key, domain_id ${text} not null references domains (id) on delete cascade, region ${text} not null,
    type ${text} not null, "limit" ${integer} not null)${strict}`,
  `create index quotas_domain on quotas (domain_id, region, type)`,

  `create table settings ("key" ${text} primary key, value ${text} not null)${strict}`,
];

const network = (words: Words): string[] => {
  const { text, integer, strict } = words;
  return [
    `create table vpcs (
      id ${text} primary key, project_id ${text} not null references projects (id), name ${text} not null, description ${text} not null,
      cidr ${text}, secondary_cidrs ${text} not null, enterprise_project_id ${text} not null, enable_shared_snat ${integer} not null,
      created_at ${integer} not null, updated_at ${integer} not null)${strict}`,
    `create index vpcs_project on vpcs (project_id, id)`,

    `create table networks (
      id ${text} primary key, project_id ${text} not null references projects (id), name ${text} not null,
      admin_state_up ${integer} not null, port_security_enabled ${integer} not null,
      created_at ${integer} not null, updated_at ${integer} not null)${strict}`,
    `create index networks_project on networks (project_id, id)`,

    `create table route_tables (
      id ${text} primary key, vpc_id ${text} not null references vpcs (id) on delete cascade,
      project_id ${text} not null references projects (id), name ${text} not null, description ${text} not null,
      is_default ${integer} not null, created_at ${integer} not null, updated_at ${integer} not null)${strict}`,
    `create index route_tables_vpc on route_tables (vpc_id, id)`,
    `create unique index route_tables_default on route_tables (vpc_id) where is_default = 1`,
    `create index route_tables_project on route_tables (project_id, id)`,

    `create table subnets (
      id ${text} primary key references networks (id), neutron_id ${text} not null, neutron_id_v6 ${text},
      project_id ${text} not null references projects (id), vpc_id ${text} references vpcs (id),
      route_table_id ${text} references route_tables (id), name ${text} not null, description ${text} not null,
      cidr ${text} not null, cidr_first ${text} not null, cidr_last ${text} not null, gateway ${text} not null,
      cidr_v6 ${text}, cidr_v6_first ${text}, cidr_v6_last ${text}, gateway_v6 ${text},
      dhcp_enabled ${integer} not null, dns_servers ${text} not null, extra_dhcp_options ${text} not null,
      availability_zone ${text} not null, created_at ${integer} not null, updated_at ${integer} not null,
      check ((vpc_id is null) = (route_table_id is null)))${strict}`,
    `create unique index subnets_neutron_id on subnets (neutron_id)`,
    `create unique index subnets_neutron_id_v6 on subnets (neutron_id_v6)`,
    `create index subnets_project on subnets (project_id, id)`,
    `create index subnets_vpc on subnets (vpc_id, id)`,
    `create index subnets_route_table on subnets (route_table_id, id)`,
    ...noOverlap[words.database],
  ];
};

const overlapTrigger = (column: 'cidr' | 'cidr_v6', on: 'insert' | 'update'): string =>
  `create trigger subnets_overlap_${column}_${on} before ${on === 'insert' ? on : `update of vpc_id, ${column}_first, ${column}_last`} on subnets
  when exists (select 1 from subnets other where other.vpc_id = new.vpc_id and other.id <> new.id
    and other.${column}_first <= new.${column}_last and other.${column}_last >= new.${column}_first)
  begin select raise(abort, 'subnets_overlap'); end`;

/** SQLite has one writer at a time, so a trigger suffices. PostgreSQL holds it at every isolation level with an exclusion. */
const noOverlap: Readonly<Record<Words['database'], readonly string[]>> = {
  sqlite: [
    overlapTrigger('cidr', 'insert'),
    overlapTrigger('cidr', 'update'),
    overlapTrigger('cidr_v6', 'insert'),
    overlapTrigger('cidr_v6', 'update'),
  ],
  postgres: [
    `create extension if not exists btree_gist`,
    `alter table subnets add constraint subnets_overlap exclude using gist (vpc_id with =, (cidr::inet) inet_ops with &&)`,
    `alter table subnets add constraint subnets_overlap_v6 exclude using gist (vpc_id with =, (cidr_v6::inet) inet_ops with &&)`,
  ],
};

const peering = ({ database, text, integer, strict }: Words): string[] => {
  const [lesser, greater] = database === 'sqlite' ? ['min', 'max'] : ['least', 'greatest'];
  const pair = 'requester_vpc_id, accepter_vpc_id';
  return [
    `create table peerings (
      id ${text} primary key, name ${text} not null, description ${text} not null, status ${text} not null,
      requester_vpc_id ${text} not null references vpcs (id), requester_project_id ${text} not null references projects (id),
      accepter_vpc_id ${text} not null references vpcs (id), accepter_project_id ${text} not null references projects (id),
      expires_at ${integer}, created_at ${integer} not null, updated_at ${integer} not null,
      check (requester_vpc_id <> accepter_vpc_id))${strict}`,
    `create unique index peerings_pair on peerings (${lesser}(${pair}), ${greater}(${pair}))`,
    // The second column of each is the order of a page; the last lets a count be answered from the index alone.
    `create index peerings_requester_project on peerings (requester_project_id, id)`,
    `create index peerings_accepter_project on peerings (accepter_project_id, id, requester_project_id)`,
    `create index peerings_requester_vpc on peerings (requester_vpc_id, id)`,
    `create index peerings_accepter_vpc on peerings (accepter_vpc_id, id, requester_vpc_id)`,
    `create index peerings_expiry on peerings (expires_at) where expires_at is not null`,
  ];
};

const routing = ({ text, integer, strict }: Words): string[] => [
  // A peering that goes takes its routes on both sides with it: no route can name one that is gone.
  `create table routes (
    id ${text} primary key, route_table_id ${text} not null references route_tables (id) on delete cascade,
    vpc_id ${text} not null references vpcs (id) on delete cascade, project_id ${text} not null references projects (id),
    type ${text} not null, destination ${text} not null, destination_text ${text} not null, next_hop ${text} not null,
    peering_id ${text} generated always as (case when type = 'peering' then next_hop end) stored references peerings (id) on delete cascade,
    description ${text} not null, created_at ${integer} not null)${strict}`,
  `create unique index routes_destination on routes (route_table_id, destination)`,
  `create index routes_vpc on routes (vpc_id, id)`,
  `create index routes_project on routes (project_id, id)`,
  `create index routes_next_hop on routes (next_hop, id)`,
  `create index routes_peering on routes (peering_id)`,
];

const security = ({ text, integer, strict }: Words): string[] => [
  `create table security_groups (
    id ${text} primary key, project_id ${text} not null references projects (id), name ${text} not null, description ${text} not null,
    vpc_id ${text}, enterprise_project_id ${text} not null, is_default ${integer} not null,
    created_at ${integer} not null, updated_at ${integer} not null)${strict}`,
  `create index security_groups_project on security_groups (project_id, id)`,
  `create unique index security_groups_default on security_groups (project_id) where is_default = 1`,

  `create table security_group_rules (
    id ${text} primary key, security_group_id ${text} not null references security_groups (id) on delete cascade,
    project_id ${text} not null references projects (id), direction ${text} not null, ether_type ${text} not null,
    protocol ${text}, port_min ${integer}, port_max ${integer}, remote_prefix ${text},
    remote_group_id ${text} references security_groups (id) on delete cascade,
    description ${text} not null, created_at ${integer} not null)${strict}`,
  `create index security_group_rules_group on security_group_rules (security_group_id, id)`,
  `create index security_group_rules_remote on security_group_rules (remote_group_id, id)`,
  `create index security_group_rules_project on security_group_rules (project_id, id)`,
];

const port = ({ text, integer, strict }: Words): string[] => [
  `create table ports (
    id ${text} primary key, project_id ${text} not null references projects (id), subnet_id ${text} not null references networks (id),
    vpc_id ${text} references vpcs (id), name ${text} not null, mac_address ${text} not null, addresses ${text} not null,
    device_id ${text} not null, device_owner ${text} not null, admin_state_up ${integer} not null, port_security_enabled ${integer} not null,
    security_group_ids ${text} not null, allowed_address_pairs ${text} not null, extra_dhcp_options ${text} not null,
    created_at ${integer} not null, updated_at ${integer} not null, unique (id, subnet_id))${strict}`,
  `create index ports_project on ports (project_id, id)`,
  `create index ports_subnet on ports (subnet_id, id)`,
  `create index ports_vpc on ports (vpc_id, id)`,
  `create index ports_device on ports (device_id, id)`,
  `create index ports_mac on ports (mac_address)`,

  `create table port_addresses (
    port_id ${text} not null, subnet_id ${text} not null, address ${text} not null, primary key (port_id, address),
    foreign key (port_id, subnet_id) references ports (id, subnet_id) on delete cascade)${strict}`,
  `create unique index port_addresses_address on port_addresses (subnet_id, address)`,
  `create index port_addresses_any_network on port_addresses (address, port_id)`,

  `create table port_security_groups (
    port_id ${text} not null references ports (id) on delete cascade, security_group_id ${text} not null references security_groups (id),
    primary key (port_id, security_group_id))${strict}`,
  `create index port_security_groups_group on port_security_groups (security_group_id)`,

  `create table instances (
    id ${text} primary key, project_id ${text} not null references projects (id), vpc_id ${text} not null references vpcs (id),
    subnet_id ${text} not null references networks (id), port_id ${text} not null references ports (id), name ${text} not null,
    status ${text} not null, created_at ${integer} not null)${strict}`,
  `create index instances_project on instances (project_id, id)`,
  `create index instances_vpc on instances (vpc_id, id)`,
  `create index instances_subnet on instances (subnet_id, id)`,
  `create index instances_port on instances (port_id)`,
];

/** The log outlives what it speaks of: it references nothing. */
const event = ({ text, integer, strict }: Words): string[] => [
  `create table events (
    generation ${integer} not null, sequence ${integer} not null, at ${integer} not null, kind ${text} not null, actor ${text},
    resource_kind ${text} not null, resource_id ${text} not null, project_ids ${text} not null, vpc_ids ${text} not null,
    detail ${text} not null, primary key (generation, sequence))${strict}`,
  `create index events_resource on events (resource_id, generation, sequence)`,
  `create index events_at on events (at, generation)`,

  `create table event_projects (
    project_id ${text} not null, generation ${integer} not null, sequence ${integer} not null,
    primary key (project_id, generation, sequence))${strict}`,
];
