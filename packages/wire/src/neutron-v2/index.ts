import type { Endpoint } from '../endpoint.ts';
import { peerings } from './peering.ts';
import { routes } from './route.ts';
import { versions } from './version.ts';
import { securityGroupRules } from './security-group-rule.ts';
import { securityGroups } from './security-group.ts';

export const neutronV2: readonly Endpoint[] = [...versions, ...peerings, ...routes, ...securityGroups, ...securityGroupRules];
