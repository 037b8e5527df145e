/** One page of a list, by key: `next` is the marker of the page behind it, or null at the end. */
export interface PageOf<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** Rows on screen at once. The kit draws every row, so pages are small and the service does the paging. */
export const pageSize = 20;

/** A page of an answer that was asked for one row more than is shown: that row tells whether there is a next page. */
export function pageFrom<T extends { readonly id: string }>(rows: readonly T[]): PageOf<T> {
  const items = rows.slice(0, pageSize);
  return { items, next: rows.length > pageSize ? (items.at(-1)?.id ?? null) : null };
}

/** What a native list is asked for: a page of rows, behind a marker, of those that a search finds. */
export const pageQuery = (marker: string | null, search: string | null = null) => ({
  limit: pageSize,
  ...(marker === null ? {} : { marker }),
  ...(search === null ? {} : { search }),
});
