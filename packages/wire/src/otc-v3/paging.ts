import { idOf, isUuid, type Branded, type Listed } from '@isthmus/core';
import { Type } from 'typebox';
import { anyText, filterText, named, nullableText } from '../fields.ts';

export const PageInfo = named(
  'PageInfo',
  Type.Object({ previous_marker: nullableText, current_count: Type.Integer(), next_marker: Type.Optional(anyText) }),
);

/** A filter that may be repeated: "one of". */
export const several = Type.Optional(Type.Array(filterText, { maxItems: 100, description: 'up to 100 values, of which one must match' }));

/** The ids of a repeated filter. An empty array where none can be one: then nothing matches. */
export const idsOf = <Id extends Branded<string>>(written: readonly string[] | undefined): readonly Id[] | undefined =>
  written?.filter(isUuid).map((id) => idOf<Id>(id));

/** The body of a list: its rows, and what the page says of itself. */
export function listBody<Plural extends string, Shown extends { readonly id: string }>(
  plural: Plural,
  { items, more }: Listed<Shown>,
  { requestId }: { readonly requestId: string },
) {
  const last = items.at(-1);
  const page_info = {
    previous_marker: items[0]?.id ?? null,
    current_count: items.length,
    ...(more && last !== undefined ? { next_marker: last.id } : {}),
  };
  return { request_id: requestId, [plural]: items, page_info };
}
