import type { PeeringStatus } from './lifecycle.ts';
import type { PeeringSide } from './side.ts';

/**
 * Whose quota a peering uses. A pending one is the requester's alone, so that nobody can fill another's quota by asking;
 * a rejected or expired one holds the pair, and is the requester's until it is deleted.
 */
export const countsAgainst: Readonly<Record<PeeringStatus, readonly PeeringSide[]>> = {
  PENDING_ACCEPTANCE: ['requester'],
  ACTIVE: ['requester', 'accepter'],
  REJECTED: ['requester'],
  EXPIRED: ['requester'],
  DELETED: [],
};
