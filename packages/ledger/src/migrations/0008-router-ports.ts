import type { Migration } from '../migration.ts';

/** The router's port on a subnet, where a client made it; without one the router has its own. */
export const routerPorts: Migration = {
  name: '0008-router-ports',
  statements: ({ text }) => [
    `alter table subnets add column router_port_id ${text}`,
    `alter table subnets add column router_port_name ${text}`,
    `create unique index subnets_router_port on subnets (router_port_id)`,
  ],
};
