import type { AclId, ProjectId, SubnetId, VpcId } from '../id.ts';
import type { Problem } from '../problem.ts';
import { err, ok, type Result } from '../result.ts';

/** What can carry tags. Peerings cannot (published). */
export const taggedKinds = ['vpc', 'subnet', 'firewall'] as const;
export type TaggedKind = (typeof taggedKinds)[number];
export type TaggedId = VpcId | SubnetId | AclId;

export interface TagPair {
  readonly key: string;
  readonly value: string;
}

/** A word that an owner put on a thing of its own. `id` is `resource/key`: a key stands once on each thing. */
export interface Tag extends TagPair {
  readonly id: string;
  readonly resourceKind: TaggedKind;
  readonly resourceId: TaggedId;
  readonly projectId: ProjectId;
}

export const tagId = ({ resourceId, key }: Pick<Tag, 'resourceId' | 'key'>): string => `${resourceId}/${key}`;

/** Most tags of one thing. (The published error text says 10, the published limit 20.) */
export const mostTags = 20;

/** Whether `tags` may be put on a thing that has `keys`: each key once in a request, and not more than the most. */
export function checkTags(keys: readonly string[], tags: readonly TagPair[]): Result<void, Problem> {
  const asked = tags.map(({ key }) => key);
  const twice = asked.find((key, index) => asked.indexOf(key) !== index);
  if (twice !== undefined) return wrong(`names the key ${twice} twice`, 'name each key once');
  const after = new Set([...keys, ...asked]).size;
  return after <= mostTags ? ok(undefined) : wrong(`would make ${after} tags`, `a thing has at most ${mostTags}; delete some first`);
}

const wrong = (reason: string, fix: string) => err({ kind: 'invalid-field', resource: 'tag', field: 'tags', reason, fix } as const);

/** Keys of which a thing must have all, each with one of its `values`; with no values, any. */
export interface TagFilter {
  readonly key: string;
  readonly values: readonly string[];
}

export const hasTags = (tags: readonly TagPair[], wanted: readonly TagFilter[]): boolean =>
  wanted.every(({ key, values }) => tags.some((tag) => tag.key === key && (values.length === 0 || values.includes(tag.value))));
