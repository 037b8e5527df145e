import { err, ok, type Problem, type Result } from '@isthmus/core';

/**
 * Makes several things one after another, inside one write: with the first that cannot be made none is, and the problem
 * says which of them it was. Each sees those before it, so that quotas count them all.
 */
export async function allOrNone<Item, Made>(
  items: readonly Item[],
  make: (item: Item) => Promise<Result<Made, Problem>>,
): Promise<Result<readonly Made[], Problem>> {
  const made: Made[] = [];
  for (const [entry, item] of items.entries()) {
    const one = await make(item);
    if (!one.ok) return err(one.problem.kind === 'invalid-field' ? { ...one.problem, entry } : one.problem);
    made.push(one.value);
  }
  return ok(made);
}
