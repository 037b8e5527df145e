import type { DomainId, Region } from '../id.ts';
import type { Operation } from '../operation.ts';
import type { Listed } from '../paging.ts';
import type { QuotaType } from './quota.ts';

/** How much of a quota is used; a `limit` of -1 is none. */
export interface QuotaUse {
  readonly type: QuotaType;
  readonly used: number;
  readonly limit: number;
}

export interface RegionQuotaUse extends QuotaUse {
  readonly region: Region;
}

export interface QuotaOperations {
  /** Those of the caller's account in the project's region: all of them, or the one asked for. */
  'list-quotas': Operation<{ readonly type?: QuotaType }, Listed<QuotaUse>>;
  /** Administrator only: of any account, in every region or the one asked for. */
  'list-domain-quotas': Operation<{ readonly domainId: DomainId; readonly region?: Region }, Listed<RegionQuotaUse>>;
  /**
   * Administrator only. Null is the published default again. A limit below what is used takes nothing away: it lets
   * nothing more be made. Without a region, in every region.
   */
  'set-quotas': Operation<
    {
      readonly domainId: DomainId;
      readonly region?: Region;
      readonly limits: Readonly<Partial<Record<QuotaType, number | null>>>;
    },
    Listed<RegionQuotaUse>
  >;
}
