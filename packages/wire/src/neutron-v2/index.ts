import type { Endpoint } from '../endpoint.ts';
import { absentNeutron } from './absent.ts';
import { extensionList } from './extension.ts';
import { firewallGroups } from './firewall-group.ts';
import { firewallPolicies } from './firewall-policy.ts';
import { firewallRules } from './firewall-rule.ts';
import { ipAvailabilities } from './ip-availability.ts';
import { networks } from './network.ts';
import { peerings } from './peering.ts';
import { ports } from './port.ts';
import { quotas } from './quota.ts';
import { routers } from './router.ts';
import { routes } from './route.ts';
import { selecting } from './selection.ts';
import { subnets } from './subnet.ts';
import { versions } from './version.ts';
import { securityGroupRules } from './security-group-rule.ts';
import { securityGroups } from './security-group.ts';

const rows: readonly Endpoint[] = [
  ...versions,
  ...networks,
  ...ipAvailabilities,
  ...subnets,
  ...routers,
  ...ports,
  ...peerings,
  ...routes,
  ...quotas,
  ...securityGroups,
  ...securityGroupRules,
  ...firewallGroups,
  ...firewallPolicies,
  ...firewallRules,
  ...extensionList,
  ...absentNeutron,
];

/** Each read with the parameters that all of v2.0 has. */
export const neutronV2: readonly Endpoint[] = rows.map(selecting);
