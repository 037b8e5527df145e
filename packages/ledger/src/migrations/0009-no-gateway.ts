import type { Migration } from '../migration.ts';

/** A subnet in no VPC may have no gateway. SQLite takes `not null` off no column, so the column is made anew. */
export const noGateway: Migration = {
  name: '0009-no-gateway',
  statements: ({ text }) => [
    `alter table subnets add column gateway_or_none ${text}`,
    `update subnets set gateway_or_none = gateway`,
    `alter table subnets drop column gateway`,
    `alter table subnets rename column gateway_or_none to gateway`,
  ],
};
