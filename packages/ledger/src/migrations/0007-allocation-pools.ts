import type { Migration } from '../migration.ts';

/** The pools of a subnet that was given some; the others have none. */
export const allocationPools: Migration = {
  name: '0007-allocation-pools',
  statements: ({ text }) => [`alter table subnets add column allocation_pools ${text}`],
};
