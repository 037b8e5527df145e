import type { DomainId, Generation, Instant, ProjectId, UserId, VpcId } from '../id.ts';

/** One committed change. Append-only; both owners of what it concerns can read it. */
export interface Event {
  readonly generation: Generation;
  readonly at: Instant;
  /** `<noun>.<past verb>`, such as `peering.accepted`. */
  readonly kind: string;
  /** Null for what the clock did. */
  readonly actor: {
    readonly userId: UserId;
    readonly userName: string;
    readonly domainId: DomainId;
    readonly projectId: ProjectId | null;
  } | null;
  readonly resourceKind: string;
  readonly resourceId: string;
  /** Who may read it: the owning project, and the other side where there are two. */
  readonly projectIds: readonly ProjectId[];
  /** Whose data plane it touches. */
  readonly vpcIds: readonly VpcId[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** What an operation says of its own change; the ledger adds generation, time and actor. */
export type EventDraft = Pick<Event, 'kind' | 'resourceKind' | 'resourceId' | 'projectIds' | 'vpcIds' | 'detail'>;
