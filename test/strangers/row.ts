import { ask, fields } from '../api.ts';
import type { PrincipalName, World } from './world.ts';

/** A request for A's things, made anew for each principal. */
export interface Asked {
  /** Values of the path's parameters, but for `project_id`. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

type Statuses = Readonly<Record<PrincipalName, number>>;

export interface Row {
  /** Asked in A's project, where the path names one. */
  readonly expected: Statuses;
  /** Asked in the caller's own project for A's things; where the path names a project. */
  readonly inOwnProject?: Pick<Statuses, 'peer' | 'sibling' | 'stranger'>;
  ask(world: World): Promise<Asked> | Asked;
}

/** In the order of `principals`. */
export const each = (
  ...[owner, peer, viewer, sibling, stranger, administrator, nobody, revoked]: readonly [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
): Statuses => ({ owner, peer, viewer, sibling, stranger, administrator, nobody, revoked });

export const own = (peer: number, sibling: number, stranger: number): NonNullable<Row['inOwnProject']> => ({ peer, sibling, stranger });

export const nothing = (): Asked => ({});

let names = 0;
/** A name that no row used before. */
export const name = (): string => `n${++names}`;

/** The id of what the service lists first. */
export async function firstOf({ service, tokens }: World, plural: 'services' | 'endpoints' | 'roles'): Promise<string> {
  const answer = await ask(service, { method: 'GET', path: `/v3/${plural}`, token: tokens.owner ?? '' });
  return fields(answer)[plural][0].id;
}
