import type { Problem } from '@isthmus/core';

/**
 * A problem of one among several, said of where that one stands on the wire: `network.name` of the second of `networks`
 * is `networks.1.name`.
 */
export function problemOfEntry(problem: Problem, plural: string, entry = entryOf(problem)): Problem {
  if (problem.kind !== 'invalid-field' || entry === undefined) return problem;
  const [, ...rest] = problem.field.split('.');
  return { ...problem, field: [plural, entry, ...rest].join('.') };
}

const entryOf = (problem: Problem): number | undefined => (problem.kind === 'invalid-field' ? problem.entry : undefined);
