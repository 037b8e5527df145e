import type { Listed } from '@isthmus/core';
import { Type } from 'typebox';
import { anyText, filterText, named, nullableText } from '../fields.ts';

export const PageInfo = named(
  'PageInfo',
  Type.Object({ previous_marker: nullableText, current_count: Type.Integer(), next_marker: Type.Optional(anyText) }),
);

/** A filter that may be repeated: "one of". */
export const several = Type.Optional(Type.Array(filterText, { maxItems: 100, description: 'up to 100 values, of which one must match' }));

/** What a page says of itself: `kept` of its rows passed the filters. */
export function pageInfoOf({ items, more }: Listed<{ readonly id: string }>, kept: number) {
  const last = items.at(-1);
  return {
    previous_marker: items[0]?.id ?? null,
    current_count: kept,
    ...(more && last !== undefined ? { next_marker: last.id } : {}),
  };
}
