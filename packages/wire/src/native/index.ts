import type { Endpoint } from '../endpoint.ts';
import { acls } from './acl.ts';
import { domains } from './domain.ts';
import { events } from './event.ts';
import { guardrails } from './guardrail.ts';
import { instances } from './instance.ts';
import { peerings } from './peering.ts';
import { plans } from './plan.ts';
import { previews } from './preview.ts';
import { principals } from './principal.ts';
import { probes } from './probe.ts';
import { quotas } from './quota.ts';
import { reachability } from './reachability.ts';
import { receipts } from './receipt.ts';
import { securityGroups } from './security-group.ts';
import { topologies } from './topology.ts';
import { unread } from './unread.ts';
import { users } from './user.ts';
import { vpcs } from './vpc.ts';

export const native: readonly Endpoint[] = [
  ...principals,
  ...vpcs,
  ...instances,
  ...probes,
  ...peerings,
  ...previews,
  ...securityGroups,
  ...acls,
  ...reachability,
  ...topologies,
  ...guardrails,
  ...events,
  ...receipts,
  ...plans,
  ...domains,
  ...quotas,
  ...users,
  ...unread,
];
