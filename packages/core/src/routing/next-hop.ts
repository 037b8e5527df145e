import type { VpcId } from '../id.ts';
import type { PeeringStatus } from '../peering/lifecycle.ts';
import { sideOfVpc, type Peering } from '../peering/peering.ts';
import type { Problem } from '../problem.ts';
import { err, ok, type Result } from '../result.ts';

/**
 * Whether a route may point at a peering of this status. Each side prepares its own before the other has agreed; what
 * is prepared carries nothing until ACTIVE.
 */
export const acceptsRoutes: Readonly<Record<PeeringStatus, boolean>> = {
  PENDING_ACCEPTANCE: true,
  ACTIVE: true,
  REJECTED: false,
  EXPIRED: false,
  DELETED: false,
};

/** Whether a route of `vpcId` may have `peering` as its next hop. That the caller can see both is decided before; `field` is the route on the caller's wire. */
export function checkNextHop(vpcId: VpcId, peering: Peering, field = 'route'): Result<void, Problem> {
  if (sideOfVpc(peering, vpcId) === null)
    return err({
      kind: 'invalid-field',
      resource: 'route',
      field: `${field}.nexthop`,
      reason: `is a peering that VPC ${vpcId} is not an end of`,
      fix: 'use a peering of this VPC',
    });
  if (!acceptsRoutes[peering.status])
    return err({
      kind: 'not-ready',
      resource: 'peering',
      id: peering.id,
      reason: `its status is ${peering.status}, which carries no routes; delete it and ask again`,
    });
  return ok(undefined);
}
