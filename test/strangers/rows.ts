import assert from 'node:assert/strict';
import type { Row } from './row.ts';
import { absentRows } from './rows/absent.ts';
import { accessKeyRows } from './rows/access-key.ts';
import { catalogRows } from './rows/catalog.ts';
import { domainRows } from './rows/domain.ts';
import { eventRows } from './rows/event.ts';
import { firewallRows } from './rows/firewall.ts';
import { instanceRows } from './rows/instance.ts';
import { networkRows } from './rows/network.ts';
import { operatingRows } from './rows/operating.ts';
import { peeringRows } from './rows/peering.ts';
import { projectRows } from './rows/project.ts';
import { quotaRows } from './rows/quota.ts';
import { reachabilityRows } from './rows/reachability.ts';
import { routeRows } from './rows/route.ts';
import { securityGroupRows } from './rows/security-group.ts';
import { subnetRows } from './rows/subnet.ts';
import { tagRows } from './rows/tag.ts';
import { tokenRows } from './rows/token.ts';
import { userRows } from './rows/user.ts';
import { vpcRows } from './rows/vpc.ts';

/**
 * Every endpoint, and what each principal is answered that asks for A's things. A row for whoever adds an endpoint: the
 * test fails without one. 404 says that a thing is not there or not yours, and never which.
 */
export const rows: Readonly<Record<string, Row>> = joined([
  absentRows,
  accessKeyRows,
  catalogRows,
  domainRows,
  eventRows,
  firewallRows,
  instanceRows,
  networkRows,
  operatingRows,
  peeringRows,
  projectRows,
  quotaRows,
  reachabilityRows,
  routeRows,
  securityGroupRows,
  subnetRows,
  tagRows,
  tokenRows,
  userRows,
  vpcRows,
]);

/** Of two rows for one endpoint the later would hide the earlier. */
function joined(tables: readonly Readonly<Record<string, Row>>[]): Readonly<Record<string, Row>> {
  const entries = tables.flatMap((table) => Object.entries(table));
  const all = Object.fromEntries(entries);
  assert.equal(Object.keys(all).length, entries.length, 'an endpoint has two rows');
  return all;
}
