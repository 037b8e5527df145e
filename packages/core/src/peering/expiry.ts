import type { Instant } from '../id.ts';
import type { PeeringStatus } from './lifecycle.ts';
import type { Peering } from './peering.ts';

/** The status at `now`: a pending request whose time is up has expired, whether or not the clock has said so yet. */
export const statusAt = (peering: Pick<Peering, 'status' | 'expiresAt'>, now: Instant): PeeringStatus =>
  peering.status === 'PENDING_ACCEPTANCE' && peering.expiresAt !== null && peering.expiresAt <= now ? 'EXPIRED' : peering.status;
