import { err, ok, type Problem, type Result } from '@isthmus/core';
import { Type } from 'typebox';
import type { Site } from '../endpoint.ts';
import { anyText, wholeNumber } from '../fields.ts';

const Links = Type.Object({ self: anyText, previous: Type.Null(), next: Type.Null() });

/** The schema of a Keystone list. */
export const listOf = <Plural extends string>(plural: Plural, item: ReturnType<typeof Type.Object>) =>
  Type.Object({ [plural]: Type.Array(item), links: Links });

/** A Keystone list: everything in one answer, which is why its links lead nowhere. */
export const listBody = (site: Site, path: string, plural: string, items: readonly unknown[]) => ({
  [plural]: items,
  links: { self: `${site.baseUrl}${path}`, previous: null, next: null },
});

/** Identity's pages are numbered from 1: `page` and `per_page`, both or neither. */
export const numberedPage = {
  page: Type.Optional(wholeNumber(1, 1_000_000)),
  per_page: Type.Optional(wholeNumber(1, 5000)),
};

/** The page of `items` that was asked for. Page 2 of two of [a, b, c] is [c]. */
export function numbered<T>(
  items: readonly T[],
  query: { readonly page?: number; readonly per_page?: number },
): Result<readonly T[], Problem> {
  const { page, per_page } = query;
  if (page === undefined && per_page === undefined) return ok(items);
  if (page === undefined || per_page === undefined)
    return err({
      kind: 'invalid-field',
      nature: 'shape',
      field: page === undefined ? 'page' : 'per_page',
      reason: 'is required',
      fix: 'send both page and per_page, or neither',
    });
  return ok(items.slice((page - 1) * per_page, page * per_page));
}
