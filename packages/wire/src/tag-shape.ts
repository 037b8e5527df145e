import type { TaggedResource, TagFilter, TagPair } from '@isthmus/core';
import { Type } from 'typebox';
import { anyText, filterText, named, oneOf, tagText } from './fields.ts';

/** What tags are on the wire, in the v1 family and in v3 alike. */
const mostAtOnce = 20;
/** Most resources of one answer, and how many without a limit. */
export const mostFound = 1000;

export const TagShown = named('Tag', Type.Object({ key: anyText, value: anyText }));
export const ValuesShown = Type.Object({ key: anyText, values: Type.Array(anyText) });
export const ResourceShown = Type.Object({
  resource_id: anyText,
  resource_name: anyText,
  resource_detail: Type.Null(),
  tags: Type.Array(TagShown),
});

export const TagAsked = Type.Object({ key: tagText(1, 128), value: tagText(0, 255) });
/** What a new thing is born with. */
export const NewTags = Type.Array(TagAsked, { maxItems: mostAtOnce, description: `at most ${mostAtOnce} tags` });
/** A delete needs the keys alone. */
export const TagsAsked = Type.Array(Type.Object({ key: tagText(1, 128), value: Type.Optional(tagText(0, 255)) }), {
  minItems: 1,
  maxItems: mostAtOnce,
  description: `1 to ${mostAtOnce} tags`,
});
export const TagQuery = {
  tags: Type.Optional(
    Type.Array(Type.Object({ key: tagText(1, 128), values: Type.Optional(Type.Array(tagText(0, 255), { maxItems: 10 })) }), {
      maxItems: mostAtOnce,
    }),
  ),
  matches: Type.Optional(Type.Array(Type.Object({ key: oneOf(['resource_name']), value: filterText }), { maxItems: 1 })),
};

export const pairsOf = (tags: readonly { readonly key: string; readonly value?: string }[]): readonly TagPair[] =>
  tags.map(({ key, value = '' }) => ({ key, value }));

interface Wanted {
  readonly tags?: readonly { readonly key: string; readonly values?: readonly string[] }[];
  readonly matches?: readonly { readonly value: string }[];
}
/** An empty name is none. */
export function taggedQuery(
  { tags = [], matches: [match] = [] }: Wanted,
  { limit = mostFound, offset = 0 }: { readonly limit?: number; readonly offset?: number },
) {
  return {
    tags: tags.map(({ key, values = [] }): TagFilter => ({ key, values })),
    ...(match === undefined || match.value === '' ? {} : { name: match.value }),
    limit,
    offset,
  };
}

export const renderResource = ({ id, name, tags }: TaggedResource) => ({
  resource_id: id,
  resource_name: name,
  resource_detail: null,
  tags,
});
