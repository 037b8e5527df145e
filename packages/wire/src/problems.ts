import type { Problem, ProblemKind, ProblemOf } from '@isthmus/core';
import type { Dialect, WireResponse } from './endpoint.ts';
import { envelopes, type EnvelopeName, type Refusal } from './envelopes.ts';
import type { Row } from './problem-row.ts';
import { addressProblems } from './problems/address.ts';
import { callerProblems } from './problems/caller.ts';
import { guardrailProblems } from './problems/guardrail.ts';
import { peeringProblems } from './problems/peering.ts';
import { requestProblems } from './problems/request.ts';
import { resourceProblems } from './problems/resource.ts';
import { routeProblems } from './problems/route.ts';

/** Every problem in every dialect; a kind without a row, or a row without a dialect, does not compile. */
export const problems: { readonly [Kind in ProblemKind]: Row<ProblemOf<Kind>> } = {
  ...requestProblems,
  ...callerProblems,
  ...resourceProblems,
  ...peeringProblems,
  ...routeProblems,
  ...addressProblems,
  ...guardrailProblems,
};

const envelopeOf: Readonly<Record<Dialect, EnvelopeName>> = {
  'neutron-v2': 'neutron',
  'otc-v1': 'vpc-v1',
  'otc-v3': 'vpc-v3',
  'keystone-v3': 'keystone',
  'iam-v3': 'iam',
  native: 'native',
};
const contentTypes: Readonly<Record<EnvelopeName, string>> = {
  neutron: 'application/json',
  'vpc-v1': 'application/json',
  'vpc-v3': 'application/json',
  keystone: 'application/json',
  iam: 'application/json',
  gateway: 'application/json',
  native: 'application/problem+json',
};

const rowOf = (problem: Problem): Row<Problem> => problems[problem.kind] as Row<Problem>;

/** One sentence, before any dialect has put it into its own words. */
export const messageOf = (problem: Problem): string => rowOf(problem).message(problem);
/** What mends it, where its row says so. */
export const fixOf = (problem: Problem): string | undefined => rowOf(problem).fix?.(problem);

/** The answer that `dialect` gives to `problem`: status, code, text and envelope from the one table. */
export function encodeProblem(problem: Problem, dialect: Dialect, requestId: string): WireResponse {
  const entry = rowOf(problem)[dialect];
  const {
    status,
    code,
    message = messageOf(problem),
    envelope = envelopeOf[dialect],
  } = typeof entry === 'function' ? entry(problem) : entry;
  const fix = fixOf(problem);
  const refusal: Refusal = { status, code, message, requestId, problem, ...(fix === undefined ? {} : { fix }) };
  return { status, headers: { 'Content-Type': contentTypes[envelope] }, body: envelopes[envelope](refusal) };
}
