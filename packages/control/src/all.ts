import type { Listed, Page } from '@isthmus/core';

const pageSize = 250;

interface Lists<Row, Filter> {
  list(filter: Filter, page?: Page): Promise<Listed<Row>>;
}

/** Every row that the filter matches, read page by page. For what belongs to one thing; never for a whole table. */
export async function all<Row extends { readonly id: string }, Filter>(
  records: Lists<Row, Filter>,
  filter: Filter,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const page of pages(records, filter, pageSize)) rows.push(...page);
  return rows;
}

/** The rows that the filter matches, `size` at a time. */
export async function* pages<Row extends { readonly id: string }, Filter>(
  records: Lists<Row, Filter>,
  filter: Filter,
  size: number,
): AsyncGenerator<readonly Row[]> {
  let page: Page = { limit: size };
  for (;;) {
    const { items, more } = await records.list(filter, page);
    if (items.length > 0) yield items;
    const last = items.at(-1);
    if (!more || last === undefined) return;
    page = { limit: size, marker: last.id };
  }
}
