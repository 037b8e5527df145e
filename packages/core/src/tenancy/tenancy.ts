import type { DomainId, Instant, ProjectId, Region, UserId } from '../id.ts';

/** An account. Owns projects and users. */
export interface Domain {
  readonly id: DomainId;
  readonly name: string;
  readonly enabled: boolean;
  readonly description: string;
  readonly createdAt: Instant;
}

/** What owns resources, in one region. The region's default project is named after the region. */
export interface Project {
  readonly id: ProjectId;
  readonly domainId: DomainId;
  readonly name: string;
  readonly region: Region;
  /** The region's default project for a sub-project; null for the default project itself. */
  readonly parentId: ProjectId | null;
  readonly description: string;
  readonly enabled: boolean;
  readonly createdAt: Instant;
}

export interface User {
  readonly id: UserId;
  readonly domainId: DomainId;
  readonly name: string;
  readonly email: string;
  readonly description: string;
  readonly enabled: boolean;
  readonly roles: readonly Role[];
  /** An argon2id hash in PHC string form. Never leaves the control layer. */
  readonly passwordHash: string;
  readonly createdAt: Instant;
}

/**
 * - `administrator`: runs the installation (accounts, quotas, plan); owns no resources.
 * - `te_admin`: everything in its own account, users and projects included.
 * - `vpc_full`: everything on VPC resources of the account's projects.
 * - `vpc_viewer`: reads of VPC resources.
 */
export const roles = ['administrator', 'te_admin', 'vpc_full', 'vpc_viewer'] as const;
export type Role = (typeof roles)[number];

/** Who is asking. `project` is absent on a domain-scoped token. */
export interface Principal {
  readonly userId: UserId;
  readonly userName: string;
  readonly domainId: DomainId;
  readonly domainName: string;
  readonly roles: readonly Role[];
  /** How the request was signed, where it was not sent with a token. What a temporary key does must not outlive it. */
  readonly signedWith?: 'permanent-key' | 'temporary-key';
  readonly project?: { readonly id: ProjectId; readonly name: string; readonly region: Region };
}
