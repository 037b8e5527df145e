import type { Listed, ResourceKind } from '@isthmus/core';
import { pageOf, strictPage, type PageQuery } from '../page.ts';

/** The native lists: 1 to 1000 rows, 100 without a limit, and the marker of the next page where there is one. */
export const usualRows = 100;
export const nativePage = strictPage(1000, 1);

export const nativePageOf = (query: PageQuery, resource: ResourceKind) => pageOf({ limit: usualRows, ...query }, resource);

export const listBody = <T>(plural: string, listed: Listed<T>, render: (item: T) => unknown, idOfRow: (item: T) => string) => {
  const last = listed.items.at(-1);
  return { [plural]: listed.items.map(render), ...(listed.more && last !== undefined ? { next_marker: idOfRow(last) } : {}) };
};
