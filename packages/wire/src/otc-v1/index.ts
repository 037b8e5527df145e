import type { Endpoint } from '../endpoint.ts';
import { routeTables } from './route-table.ts';
import { subnets } from './subnet.ts';
import { tags } from './tag.ts';
import { vpcs } from './vpc.ts';
import { securityGroupActions } from './security-group-action.ts';
import { securityGroupRules } from './security-group-rule.ts';
import { securityGroups } from './security-group.ts';

export const otcV1: readonly Endpoint[] = [
  ...vpcs,
  ...subnets,
  ...tags,
  ...routeTables,
  ...securityGroups,
  ...securityGroupRules,
  ...securityGroupActions,
];
