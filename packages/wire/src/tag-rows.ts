import { idOf, ok, type Tagged, type TaggedId, type TaggedKind } from '@isthmus/core';
import { Type, type TSchema } from 'typebox';
import type { Dialect, Endpoint, WireRequest } from './endpoint.ts';
import { operationEndpoint } from './row.ts';
import { TagAsked, TagShown } from './tag-shape.ts';

type Params = Readonly<Record<string, string>>;

/** One kind of thing that has tags, in the words of one dialect. */
interface TaggedThings {
  readonly dialect: Dialect;
  readonly resourceKind: TaggedKind;
  /** As summaries call one of them. */
  readonly noun: string;
  /** Of the tags of one thing: `…/:vpc_id/tags`, whose last parameter is `param`. */
  readonly path: string;
  readonly param: string;
  /** What else stands in an answer with a body, and its schema. */
  readonly besides: { readonly shown: Readonly<Record<string, TSchema>>; said(request: WireRequest): object };
}

/** The thing that a path names. */
export const taggedOf =
  ({ resourceKind, param }: Pick<TaggedThings, 'resourceKind' | 'param'>) =>
  (params: Params): Tagged => ({ resourceKind, resourceId: idOf<TaggedId>(params[param] ?? '') });

/** What is the same wherever a thing has tags: they are listed, and one of them is put on or taken off. */
export function tagRows(things: TaggedThings): readonly Endpoint[] {
  const { dialect, noun, path, besides } = things;
  const tagged = taggedOf(things);
  return [
    operationEndpoint({
      dialect,
      method: 'GET',
      path,
      summary: `List the tags of a ${noun}`,
      operation: 'list-tags',
      success: [200, Type.Object({ ...besides.shown, tags: Type.Array(TagShown) })],
      decode: ({ params }) => ok(tagged(params)),
      encode: ({ items }, { request }) => ({ ...besides.said(request), tags: items }),
    }),
    operationEndpoint({
      dialect,
      method: 'POST',
      path,
      summary: `Put a tag on a ${noun}; a key that is there gets the new value`,
      resource: 'tag',
      operation: 'set-tags',
      body: Type.Object({ tag: TagAsked }),
      success: [204, null],
      decode: ({ params, body: { tag } }) => ok({ ...tagged(params), tags: [tag] }),
    }),
    operationEndpoint({
      dialect,
      method: 'DELETE',
      path: `${path}/:tag_key`,
      summary: `Take a tag off a ${noun}`,
      operation: 'delete-tag',
      success: [204, null],
      decode: ({ params }) => ok({ ...tagged(params), key: params['tag_key'] ?? '' }),
    }),
  ];
}
