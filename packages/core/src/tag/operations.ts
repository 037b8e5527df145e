import type { Operation } from '../operation.ts';
import type { Listed } from '../paging.ts';
import type { TagFilter, TaggedId, TaggedKind, TagPair } from './tag.ts';

/** What is tagged. */
export interface Tagged {
  readonly resourceKind: TaggedKind;
  readonly resourceId: TaggedId;
}

export interface TaggedResource {
  readonly id: TaggedId;
  readonly name: string;
  readonly tags: readonly TagPair[];
}

export interface TagOperations {
  'list-tags': Operation<Tagged, Listed<TagPair>>;
  /** Every key that the project has on things of this kind, with every value of it. */
  'list-project-tags': Operation<{ readonly resourceKind: TaggedKind }, Listed<TagFilter>>;
  /** A key that is there gets the new value. */
  'set-tags': Operation<Tagged & { readonly tags: readonly TagPair[] }, null>;
  'delete-tag': Operation<Tagged & { readonly key: string }, null>;
  /** Keys that are not there are no problem. */
  'delete-tags': Operation<Tagged & { readonly keys: readonly string[] }, null>;
  /** The project's things with these tags and, where one is given, exactly this name. `total` is of all pages. */
  'show-tagged-resources': Operation<
    {
      readonly resourceKind: TaggedKind;
      readonly tags: readonly TagFilter[];
      readonly name?: string;
      readonly offset: number;
      readonly limit: number;
    },
    { readonly resources: readonly TaggedResource[]; readonly total: number }
  >;
}
