import {
  err,
  isUuid,
  ok,
  type Done,
  type Listed,
  type Page,
  type Problem,
  type ProblemKind,
  type ResourceKind,
  type Result,
} from '@isthmus/core';
import { Type } from 'typebox';
import { filterText, wholeNumber } from './fields.ts';

/** Most rows of a page in the published dialects, and how many without a `limit`. */
export const mostRows = 2000;

/** `limit` and `marker` of a list whose limit is refused above `most`. */
export const strictPage = (most: number, least = 0) => ({
  limit: Type.Optional(wholeNumber(least, most)),
  marker: Type.Optional(filterText),
});

/** Neutron's: a limit above the maximum is the maximum. */
export const neutronPage = {
  limit: Type.Optional(wholeNumber(0)),
  marker: Type.Optional(filterText),
  page_reverse: Type.Optional(Type.Boolean({ description: 'True or False' })),
};

export interface PageQuery {
  readonly limit?: number;
  readonly marker?: string;
  readonly page_reverse?: boolean;
}

/** The page that a query asks for; 0 and no limit are `mostRows`. An empty marker is none; a marker that is no id is a problem. */
export function pageOf(query: PageQuery, resource: ResourceKind): Result<Page, Problem> {
  const { marker = '', page_reverse: reverse = false } = query;
  if (marker !== '' && !isUuid(marker))
    return err({
      kind: 'invalid-field',
      resource,
      field: 'marker',
      reason: 'is not an id',
      fix: 'use the id of the last row of the page before',
    });
  const limit = Math.min(query.limit || mostRows, mostRows);
  return ok({ limit, ...(marker === '' ? {} : { marker }), ...(reverse ? { reverse } : {}) });
}

/** What a list row needs to know of its noun: whether a marker names something the caller can see, and the list itself. */
interface Source<T> {
  known(marker: string): Promise<Result<unknown, Problem>>;
  list(page: Page): Promise<Result<Done<Listed<T>>, Problem>>;
  /** What of the rows is meant, where the operation cannot be asked for it. */
  readonly kept?: { readonly idOf: (row: T) => string; readonly keep: (row: T) => boolean } | undefined;
}

const none = { items: [], more: false } as const;
/** Who may not read at all has an empty list too, and not a refusal. */
const unseen: readonly ProblemKind[] = ['not-found', 'not-permitted'];

/**
 * One page. A marker that the caller cannot see gives an empty page, as the published service's pager does, and the
 * same whether it is absent or a stranger's.
 */
export async function listPage<T>(page: Page, source: Source<T>): Promise<Result<Listed<T>, Problem>> {
  if (page.marker !== undefined) {
    const known = await source.known(page.marker);
    if (!known.ok) return unseen.includes(known.problem.kind) ? ok(none) : known;
  }
  if (source.kept !== undefined) return keptPage(page, source, source.kept);
  const done = await source.list(page);
  return done.ok ? ok(done.value.value) : done;
}

/** A page is full of rows that are meant, however many others lie between them: a short one would be taken for the last. */
async function keptPage<T>(
  page: Page,
  source: Source<T>,
  { idOf, keep }: NonNullable<Source<T>['kept']>,
): Promise<Result<Listed<T>, Problem>> {
  const { limit = mostRows, reverse = false } = page;
  const kept: T[] = [];
  let at: Page = { ...page, limit: mostRows };
  for (let more = true; more && kept.length <= limit;) {
    const done = await source.list(at);
    if (!done.ok) return done;
    const { items } = done.value.value;
    const rows = items.filter(keep);
    if (reverse) kept.unshift(...rows);
    else kept.push(...rows);
    const last = reverse ? items[0] : items.at(-1);
    more = done.value.value.more && last !== undefined;
    if (last !== undefined) at = { ...at, marker: idOf(last) };
  }
  return ok({ items: reverse ? kept.slice(-limit) : kept.slice(0, limit), more: kept.length > limit });
}

/** The page of a filter that nothing can match. */
export const nothing = <T>(): Listed<T> => none;
