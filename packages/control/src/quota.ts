import {
  countsAgainst,
  err,
  ok,
  peeringStatuses,
  quotaDefaults,
  type DomainId,
  type PeeringStatus,
  type Problem,
  type ProjectId,
  type QuotaType,
  type QuotaUse,
  type Region,
  type Result,
} from '@isthmus/core';
import { all } from './all.ts';
import type { PeeringFilter, Reader, Writer } from './ledger.ts';

/** An account in one region: what most quotas are counted by. */
export interface Quarter {
  readonly domainId: DomainId;
  readonly region: Region;
}

type Counted = 'vpc' | 'subnet' | 'vpcPeer' | 'securityGroup' | 'securityGroupRule' | 'firewall';

const counts: Readonly<Record<Counted, (reader: Reader, projectIds: readonly ProjectId[]) => Promise<number>>> = {
  vpc: (reader, projectId) => reader.vpcs.count({ projectId }),
  subnet: (reader, projectId) => reader.subnets.count({ projectId }),
  securityGroup: (reader, projectId) => reader.securityGroups.count({ projectId }),
  securityGroupRule: (reader, projectId) => reader.securityGroupRules.count({ projectId }),
  firewall: (reader, projectId) => reader.acls.count({ projectId }),
  vpcPeer: countPeerings,
};

/**
 * Whether the account may have one more. Called inside the write that adds it: writes are committed one after another,
 * so two of them cannot both take the last place.
 */
export const checkQuota = (tx: Writer, type: Counted, quarter: Quarter): Promise<Result<void, Problem>> =>
  checkRoomFor(tx, type, quarter, 1);

/** The same for `more` at once: all of them fit, or none is made. */
export async function checkRoomFor(tx: Writer, type: Counted, quarter: Quarter, more: number): Promise<Result<void, Problem>> {
  const limit = await limitOf(tx, type, quarter);
  if (limit < 0) return ok(undefined);
  const projects = await all(tx.projects, { domainId: quarter.domainId, region: quarter.region });
  return within(
    type,
    limit,
    await counts[type](
      tx,
      projects.map(({ id }) => id),
    ),
    more,
  );
}

/** How much of a quota the account uses; a limit of -1 is none. */
export async function quotaUse(
  reader: Reader,
  type: Counted,
  quarter: Quarter,
): Promise<{ readonly used: number; readonly limit: number }> {
  const projects = await all(reader.projects, { domainId: quarter.domainId, region: quarter.region });
  const used = await counts[type](
    reader,
    projects.map(({ id }) => id),
  );
  return { used, limit: await limitOf(reader, type, quarter) };
}

/**
 * What is used of each quota. Of a quota that each VPC or table has for itself, what the fullest one uses; of a service
 * that is not offered here, nothing.
 */
export async function quotasUsed(reader: Reader, quarter: Quarter, types: readonly QuotaType[]): Promise<readonly QuotaUse[]> {
  const projects = await all(reader.projects, { domainId: quarter.domainId, region: quarter.region });
  const projectId = projects.map(({ id }) => id);
  const uses: QuotaUse[] = [];
  for (const type of types) {
    const used = Object.hasOwn(counts, type) ? counts[type as Counted](reader, projectId) : fullest[type]?.(reader, projectId);
    uses.push({ type, used: (await used) ?? 0, limit: await limitOf(reader, type, quarter) });
  }
  return uses;
}

const fullest: Readonly<Partial<Record<QuotaType, (reader: Reader, projectId: readonly ProjectId[]) => Promise<number>>>> = {
  vpcContainRoutetable: (reader, projectId) => reader.routeTables.most({ projectId }, 'vpcId'),
  routetableContainRoutes: (reader, projectId) => reader.routes.most({ projectId }, 'routeTableId'),
};

/** Whether a table, a VPC or the like, of which `used` are there, may have one more. */
export async function checkQuotaOf(tx: Writer, type: QuotaType, quarter: Quarter, used: number): Promise<Result<void, Problem>> {
  return within(type, await limitOf(tx, type, quarter), used);
}

const within = (quota: QuotaType, limit: number, used: number, more = 1): Result<void, Problem> =>
  limit < 0 || used + more <= limit ? ok(undefined) : err({ kind: 'over-quota', quota, limit, used });

export const quotaId = ({ domainId, region }: Quarter, type: QuotaType): string => `${domainId}/${region}/${type}`;

/** -1 is unlimited. */
const limitOf = async (reader: Reader, type: QuotaType, quarter: Quarter): Promise<number> =>
  (await reader.quotas.get(quotaId(quarter, type)))?.limit ?? quotaDefaults[type];

/** Peerings between two projects of the account are one record, and count once. */
async function countPeerings(reader: Reader, projectIds: readonly ProjectId[]): Promise<number> {
  const statusesOf = (side: 'requester' | 'accepter'): readonly PeeringStatus[] =>
    peeringStatuses.filter((status) => countsAgainst[status].includes(side));
  const count = (filter: PeeringFilter): Promise<number> => reader.peerings.count(filter);
  const asked = await count({ requesterProjectId: projectIds, status: statusesOf('requester') });
  const accepted = await count({ accepterProjectId: projectIds, status: statusesOf('accepter') });
  const both = await count({ requesterProjectId: projectIds, accepterProjectId: projectIds, status: statusesOf('accepter') });
  return asked + accepted - both;
}
