import type { Endpoint } from '../endpoint.ts';
import { absentV3 } from './absent.ts';
import { firewalls } from './firewall.ts';
import { firewallTags } from './firewall-tag.ts';
import { vpcs } from './vpc.ts';
import { securityGroupRules } from './security-group-rule.ts';
import { securityGroups } from './security-group.ts';

export const otcV3: readonly Endpoint[] = [...vpcs, ...absentV3, ...securityGroups, ...securityGroupRules, ...firewalls, ...firewallTags];
