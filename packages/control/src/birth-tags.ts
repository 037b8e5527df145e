import { checkTags, tagId, type Problem, type Result, type TagPair, type Tag } from '@isthmus/core';
import type { Writer } from './ledger.ts';

/** Puts tags on what was made in this same write, and has none yet. */
export async function insertTags(
  tx: Writer,
  owned: Pick<Tag, 'resourceKind' | 'resourceId' | 'projectId'>,
  tags: readonly TagPair[],
): Promise<Result<void, Problem>> {
  const fits = checkTags([], tags);
  if (!fits.ok) return fits;
  for (const { key, value } of tags) {
    const id = tagId({ resourceId: owned.resourceId, key });
    const stored = await tx.tags.insert({ ...owned, id, key, value });
    if (!stored.ok) throw new Error(`tag ${id} could not be stored: ${stored.problem.on}`);
  }
  return fits;
}
