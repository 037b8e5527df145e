import type { DomainId, Instant, ProjectId, Region, UserId } from '../id.ts';
import type { Operation } from '../operation.ts';
import type { Listed } from '../paging.ts';
import type { Domain, Principal, Project, Role, User } from './tenancy.ts';

/** How a token request names a domain, project or user; by id, or by name. */
export type DomainRef = { readonly id: DomainId } | { readonly name: string };

export type TokenScope =
  | { readonly kind: 'project'; readonly project: { readonly id: ProjectId } | { readonly name: string; readonly domain?: DomainRef } }
  | { readonly kind: 'domain'; readonly domain: DomainRef }
  /** Nothing asked for: the user's own domain. */
  | { readonly kind: 'unscoped' };

export type TokenMethod =
  | {
      readonly kind: 'password';
      readonly user: { readonly id: UserId } | { readonly name: string; readonly domain: DomainRef };
      readonly password: string;
    }
  | { readonly kind: 'token'; readonly token: string };

/** A token as its holder may see it; the secret itself is not part of it. */
export interface TokenInfo {
  readonly principal: Principal;
  readonly methods: readonly string[];
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
  /** Present for project scope: the project's own domain (the user may belong to another). */
  readonly projectDomain: { readonly id: DomainId; readonly name: string } | null;
}

/** A user without its password hash. */
export type PublicUser = Omit<User, 'passwordHash'>;

export interface TenancyOperations {
  /** `source` is the client's network address, for limiting failed logins. */
  'issue-token': Operation<
    { readonly method: TokenMethod; readonly scope: TokenScope; readonly source: string },
    { readonly token: string; readonly info: TokenInfo }
  >;
  'validate-token': Operation<{ readonly subject: string }, TokenInfo>;
  'revoke-token': Operation<{ readonly subject: string }, null>;

  /** Projects of the caller's domain. */
  'list-projects': Operation<
    { readonly name?: string; readonly domainId?: DomainId; readonly parentId?: string; readonly enabled?: boolean },
    Listed<Project>
  >;
  'show-project': Operation<{ readonly id: ProjectId }, Project>;
  /** Under the default project of the region that its name begins with, unless a parent is named. */
  'create-project': Operation<{ readonly name: string; readonly parentId?: ProjectId; readonly description: string }, Project>;
  /** A region's default project keeps its name. A project that is not enabled can be used by nobody. */
  'update-project': Operation<
    { readonly id: ProjectId; readonly name?: string; readonly description?: string; readonly enabled?: boolean },
    Project
  >;
  'delete-project': Operation<{ readonly id: ProjectId }, null>;

  'list-domains': Operation<{ readonly name?: string }, Listed<Domain>>;
  /** Makes the account with a default project in every region and a first user with role `te_admin`. Administrator only. */
  'create-domain': Operation<
    { readonly name: string; readonly description: string; readonly user: { readonly name: string; readonly password: string } },
    { readonly domain: Domain; readonly projects: readonly Project[]; readonly user: PublicUser }
  >;

  'list-users': Operation<{ readonly name?: string; readonly domainId?: DomainId; readonly enabled?: boolean }, Listed<PublicUser>>;
  'show-user': Operation<{ readonly id: UserId }, PublicUser>;
  'create-user': Operation<
    {
      readonly name: string;
      /** Without one, nobody logs in as this user until one is set. */
      readonly password?: string;
      readonly email: string;
      readonly description: string;
      readonly roles: readonly Role[];
      /** Without a word, enabled. */
      readonly enabled?: boolean;
      /** The administrator may name another domain. */
      readonly domainId?: DomainId;
    },
    PublicUser
  >;
  /** A new password, or `enabled` false, ends the user's tokens. */
  'update-user': Operation<
    {
      readonly id: UserId;
      readonly name?: string;
      readonly email?: string;
      readonly description?: string;
      readonly enabled?: boolean;
      readonly password?: string;
    },
    PublicUser
  >;
  /** With the user go its tokens and access keys. Nobody deletes oneself. */
  'delete-user': Operation<{ readonly id: UserId }, null>;
  'set-password': Operation<{ readonly id: UserId; readonly password: string }, null>;
  /** Of oneself, by whoever knows the old one. `source` as in `issue-token`. */
  'change-password': Operation<
    { readonly id: UserId; readonly original: string; readonly password: string; readonly source: string },
    null
  >;

  'list-regions': Operation<Record<never, never>, Listed<Region>>;
}
