import type { PeeringSide } from './side.ts';

/** The published five words. `DELETED` is never stored: a deleted peering is gone, and answers 404. */
export const peeringStatuses = ['PENDING_ACCEPTANCE', 'ACTIVE', 'REJECTED', 'EXPIRED', 'DELETED'] as const;
export type PeeringStatus = (typeof peeringStatuses)[number];

export const peeringActions = ['accept', 'reject', 'expire', 'update', 'delete'] as const;
export type PeeringAction = (typeof peeringActions)[number];

/** Who may take an action: a side of the peering, or the clock. */
export type PeeringActor = PeeringSide | 'clock';

export interface Transition {
  readonly by: readonly PeeringActor[];
  readonly from: readonly PeeringStatus[];
  /** The status afterwards; null where the action leaves it as it is. */
  readonly to: PeeringStatus | null;
}

const live = ['PENDING_ACCEPTANCE', 'ACTIVE', 'REJECTED', 'EXPIRED'] as const;

/** The whole life cycle. Guards, API answers, console buttons and the generated documentation read this table. */
export const peeringLifecycle: Readonly<Record<PeeringAction, Transition>> = {
  accept: { by: ['accepter'], from: ['PENDING_ACCEPTANCE'], to: 'ACTIVE' },
  reject: { by: ['accepter'], from: ['PENDING_ACCEPTANCE'], to: 'REJECTED' },
  expire: { by: ['clock'], from: ['PENDING_ACCEPTANCE'], to: 'EXPIRED' },
  update: { by: ['requester', 'accepter'], from: live, to: null },
  delete: { by: ['requester', 'accepter'], from: live, to: 'DELETED' },
};

/** Whether the two VPCs can exchange anything at all in this status, once both sides have routes. */
export const carriesTraffic: Readonly<Record<PeeringStatus, boolean>> = {
  PENDING_ACCEPTANCE: false,
  ACTIVE: true,
  REJECTED: false,
  EXPIRED: false,
  DELETED: false,
};

/** The status a new peering is born with: one project needs nobody's consent but its own. */
export const statusAtBirth = (request: { readonly sameProject: boolean }): PeeringStatus =>
  request.sameProject ? 'ACTIVE' : 'PENDING_ACCEPTANCE';

/** Why an action is refused, or null where it is allowed. */
export type ActionRefusal =
  | {
      readonly kind: 'wrong-status';
      readonly action: PeeringAction;
      readonly status: PeeringStatus;
      readonly allowed: readonly PeeringStatus[];
    }
  | { readonly kind: 'wrong-side'; readonly action: PeeringAction; readonly allowed: readonly PeeringActor[] };

export function refusal(action: PeeringAction, status: PeeringStatus, actors: readonly PeeringActor[]): ActionRefusal | null {
  const { by, from } = peeringLifecycle[action];
  if (!actors.some((actor) => by.includes(actor))) return { kind: 'wrong-side', action, allowed: by };
  if (!from.includes(status)) return { kind: 'wrong-status', action, status, allowed: from };
  return null;
}
