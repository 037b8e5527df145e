import type { Endpoint } from '../endpoint.ts';
import { vpcs } from './vpc.ts';
import { securityGroupRules } from './security-group-rule.ts';
import { securityGroups } from './security-group.ts';

export const otcV3: readonly Endpoint[] = [...vpcs, ...securityGroups, ...securityGroupRules];
