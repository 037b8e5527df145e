import type { FilterOf, NounName, RowOf } from '@isthmus/control';
import type { Noun } from '../noun.ts';
import { accessKeys } from './access-key.ts';
import { aclAssociations } from './acl-association.ts';
import { aclPolicies } from './acl-policy.ts';
import { aclRules } from './acl-rule.ts';
import { acls } from './acl.ts';
import { domains } from './domain.ts';
import { guardrails } from './guardrail.ts';
import { instances } from './instance.ts';
import { networks } from './network.ts';
import { peeringHealths } from './peering-health.ts';
import { peerings } from './peering.ts';
import { ports } from './port.ts';
import { projects } from './project.ts';
import { quotas } from './quota.ts';
import { routeTables } from './route-table.ts';
import { routes } from './route.ts';
import { securityGroupRules } from './security-group-rule.ts';
import { securityGroups } from './security-group.ts';
import { settings } from './setting.ts';
import { subnets } from './subnet.ts';
import { tags } from './tag.ts';
import { tokens } from './token.ts';
import { users } from './user.ts';
import { vpcs } from './vpc.ts';

/** Every noun and its table; a noun without one does not compile. */
export const nouns: { readonly [Name in NounName]: Noun<RowOf<Name>, FilterOf<Name>> } = {
  domains,
  projects,
  users,
  tokens,
  accessKeys,
  quotas,
  settings,
  vpcs,
  networks,
  subnets,
  routeTables,
  routes,
  peerings,
  ports,
  instances,
  securityGroups,
  securityGroupRules,
  tags,
  aclRules,
  aclPolicies,
  acls,
  aclAssociations,
  guardrails,
  peeringHealths,
};
