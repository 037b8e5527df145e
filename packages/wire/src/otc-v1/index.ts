import type { Endpoint } from '../endpoint.ts';
import { absentV1 } from './absent.ts';
import { ports } from './port.ts';
import { privateIps } from './private-ip.ts';
import { quotas } from './quota.ts';
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
  ...ports,
  ...privateIps,
  ...absentV1,
  ...quotas,
  ...tags,
  ...routeTables,
  ...securityGroups,
  ...securityGroupRules,
  ...securityGroupActions,
];
