import type { Problem, ProblemKind } from '@isthmus/core';
import { dialects, type Dialect } from './endpoint.ts';
import { problemSamples } from './problem-samples.ts';
import { encodeProblem, fixOf, messageOf } from './problems.ts';

/** A kind of problem as people read of it: an example of it, and how each dialect says that example. */
export interface ExplainedProblem {
  readonly kind: ProblemKind;
  /** One sentence, as whoever caused it reads it. */
  readonly example: string;
  /** What mends the example, where the problem itself says so. */
  readonly fix: string | null;
  readonly answers: readonly {
    readonly dialect: Dialect;
    readonly status: number;
    /** JSON, as it goes over the wire. */
    readonly body: string;
  }[];
}

const requestId = '0123456789abcdef0123456789abcdef';

const explain = (problem: Problem): ExplainedProblem => ({
  kind: problem.kind,
  example: messageOf(problem),
  fix: fixOf(problem) ?? null,
  answers: dialects.map((dialect) => {
    const { status, body } = encodeProblem(problem, dialect, requestId);
    return { dialect, status, body: JSON.stringify(body) };
  }),
});

/** Every kind, in the order of the table. */
export const explainedProblems: readonly ExplainedProblem[] = Object.values(problemSamples).map(explain);
