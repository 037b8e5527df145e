import type { Instant, PeeringId, ProjectId, VpcId } from '../id.ts';
import type { Operation } from '../operation.ts';
import type { Listed, Page } from '../paging.ts';
import type { PeeringHealth } from './health.ts';
import type { PeeringStatus } from './lifecycle.ts';
import type { Peering } from './peering.ts';

export interface PeeringOperations {
  /** Every peering that the caller's project is an end of. `vpcId` and `projectId` match either side. */
  'list-peerings': Operation<
    {
      readonly id?: PeeringId;
      readonly name?: string;
      readonly status?: PeeringStatus;
      readonly projectId?: ProjectId;
      readonly vpcId?: VpcId;
      readonly page: Page;
    },
    Listed<Peering>
  >;
  'show-peering': Operation<{ readonly id: PeeringId }, Peering>;
  'create-peering': Operation<
    {
      readonly name: string;
      readonly description: string;
      readonly requester: { readonly vpcId: VpcId; readonly projectId?: ProjectId };
      /** Without a project, the caller's own. */
      readonly accepter: { readonly vpcId: VpcId; readonly projectId?: ProjectId };
    },
    Peering
  >;
  'update-peering': Operation<{ readonly id: PeeringId; readonly name?: string; readonly description?: string }, Peering>;
  'accept-peering': Operation<{ readonly id: PeeringId }, Peering>;
  'reject-peering': Operation<{ readonly id: PeeringId }, Peering>;
  'delete-peering': Operation<{ readonly id: PeeringId }, null>;
  'show-peering-health': Operation<
    { readonly id: PeeringId },
    PeeringHealth & {
      /** When a pending request expires; null for others. */
      readonly expiresAt: Instant | null;
    }
  >;
}
