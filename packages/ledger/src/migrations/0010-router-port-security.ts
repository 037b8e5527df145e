import type { Migration } from '../migration.ts';

/** Whether the port that a client made for the router has port security; those from before are shown as they were, without. */
export const routerPortSecurity: Migration = {
  name: '0010-router-port-security',
  statements: ({ integer }) => [
    `alter table subnets add column router_port_secured ${integer}`,
    `update subnets set router_port_secured = 0 where router_port_id is not null`,
  ],
};
