import type { Listed, Page } from '@isthmus/core';

interface Identified {
  readonly id: string;
}

/** Whether a row of this id lies on the side of the marker that the page is on. */
const isBeyond = (id: string, { marker, reverse }: Page): boolean => marker === undefined || (reverse === true ? id < marker : id > marker);

/**
 * A page of rows that are all here, ascending by id: for what is derived from few rows and has no order of its own in the
 * ledger. `unread` is whether more lie behind them, in the direction walked, that were not read.
 */
export function pageInMemory<Row extends Identified>(rows: readonly Row[], page: Page, unread: 'none' | 'more' = 'none'): Listed<Row> {
  const { limit = Infinity, reverse } = page;
  const sorted = rows.filter(({ id }) => isBeyond(id, page)).toSorted((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id)));
  const items = reverse === true ? sorted.slice(Math.max(0, sorted.length - limit)) : sorted.slice(0, limit);
  return { items, more: unread === 'more' || sorted.length > limit };
}
