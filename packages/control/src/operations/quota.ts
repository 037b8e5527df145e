import {
  err,
  idOf,
  ok,
  quotaTypes,
  type DomainId,
  type Problem,
  type QuotaType,
  type Region,
  type RegionQuotaUse,
  type Result,
} from '@isthmus/core';
import { forAccount, forProject, read, write, type Desk, type Handler } from '../handler.ts';
import type { Reader, Writer } from '../ledger.ts';
import { quotaId, quotasUsed, type Quarter } from '../quota.ts';

export const listQuotas: Handler<'list-quotas'> = forProject(async (desk, { domainId, project: { region } }, { type }) =>
  read({ items: await quotasUsed(desk.ledger.read, { domainId, region }, type === undefined ? quotaTypes : [type]), more: false }),
);

export const listDomainQuotas: Handler<'list-domain-quotas'> = forAccount(async (desk, _caller, { domainId, region }) => {
  const regions = await regionsOf(desk, desk.ledger.read, domainId, region);
  return regions.ok ? read({ items: await everywhere(desk.ledger.read, domainId, regions.value), more: false }) : regions;
});

export const setQuotas: Handler<'set-quotas'> = forAccount((desk, caller, { domainId, region, limits }) =>
  write(desk, caller, async (tx) => {
    const regions = await regionsOf(desk, tx, domainId, region);
    if (!regions.ok) return regions;
    for (const one of regions.value)
      for (const [type, limit] of Object.entries(limits)) await store(tx, { domainId, region: one }, type as QuotaType, limit);
    const detail = { regions: regions.value, limits };
    tx.record({ kind: 'quota.set', resourceKind: 'quota', resourceId: domainId, projectIds: [], vpcIds: [], detail });
    return ok({ items: await everywhere(tx, domainId, regions.value), more: false });
  }),
);

async function store(tx: Writer, quarter: Quarter, type: QuotaType, limit: number | null): Promise<void> {
  const id = quotaId(quarter, type);
  await tx.quotas.delete(id);
  if (limit === null) return;
  const stored = await tx.quotas.insert({ id, ...quarter, type, limit });
  if (!stored.ok) throw new Error(`quota ${id} could not be stored: ${stored.problem.on}`);
}

/** The region asked for, or all of the installation; of an account that there is. */
async function regionsOf(desk: Desk, reader: Reader, domainId: DomainId, region?: Region): Promise<Result<readonly Region[], Problem>> {
  if ((await reader.domains.get(domainId)) === undefined) return err({ kind: 'not-found', resource: 'domain', id: domainId });
  if (region === undefined) return ok(desk.regions);
  if (desk.regions.includes(region)) return ok([idOf<Region>(region)]);
  return err({
    kind: 'invalid-field',
    resource: 'quota',
    field: 'region',
    reason: 'is not a region of this installation',
    fix: `use ${desk.regions.join(' or ')}`,
  });
}

async function everywhere(reader: Reader, domainId: DomainId, regions: readonly Region[]): Promise<readonly RegionQuotaUse[]> {
  const all: RegionQuotaUse[] = [];
  for (const region of regions) for (const use of await quotasUsed(reader, { domainId, region }, quotaTypes)) all.push({ region, ...use });
  return all;
}
