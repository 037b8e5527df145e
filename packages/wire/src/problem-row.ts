import type { ProblemKind, ProblemOf } from '@isthmus/core';
import type { EnvelopeName } from './envelopes.ts';

/** One cell: the status, the dialect's word for it, and where they differ from the row's and the dialect's own, message and envelope. */
export interface Cell {
  readonly status: number;
  readonly code: string;
  readonly message?: string;
  readonly envelope?: EnvelopeName;
}
type CellOf<P> = Cell | ((problem: P) => Cell);

export interface Row<P> {
  /** One sentence, for whoever caused it; says nothing of anyone else's things. */
  message(problem: P): string;
  fix?(problem: P): string;
  readonly 'neutron-v2': CellOf<P>;
  readonly 'otc-v1': CellOf<P>;
  readonly 'otc-v3': CellOf<P>;
  readonly 'keystone-v3': CellOf<P>;
  readonly 'iam-v3': CellOf<P>;
  readonly native: CellOf<P>;
}

export const cell = (status: number, code: string, message?: string): Cell => ({
  status,
  code,
  ...(message === undefined ? {} : { message }),
});
/** As the gateway in front of every service says it. */
export const gateway = (status: number, code: string, message?: string): Cell => ({ ...cell(status, code, message), envelope: 'gateway' });

/** The titles Keystone gives its statuses. */
const keystoneTitles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Request Entity Too Large',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
};
export const keystone = (status: number, message?: string): Cell => cell(status, keystoneTitles[status] ?? 'Error', message);

/** The published codes of the newer half of identity, for what has none of its own. */
const iamCodes: Readonly<Record<number, string>> = {
  400: 'IAM.0007',
  401: 'IAM.0001',
  403: 'IAM.0002',
  404: 'IAM.0004',
  409: 'IAM.0005',
};
/** What went wrong on this side of the wire is `IAM.0006`. */
export const iam = (status: number, message?: string): Cell => cell(status, iamCodes[status] ?? 'IAM.0006', message);

/** Upstream begins every refusal of a value with these words, and clients match them. */
export const invalidInput = (message: string): Cell => cell(400, 'InvalidInput', `Invalid input for operation: ${message}`);
/** A refusal of a value that makes no sense, in every dialect: 400. */
export const senseless = <P>(
  title: string,
  v1: string | ((problem: P) => string),
  message: (problem: P) => string,
): Omit<Row<P>, 'fix'> => ({
  message,
  'neutron-v2': (problem) => invalidInput(message(problem)),
  'otc-v1': (problem) => cell(400, typeof v1 === 'string' ? v1 : v1(problem)),
  'otc-v3': (problem) => cell(400, typeof v1 === 'string' ? v1 : v1(problem)),
  'keystone-v3': keystone(400),
  'iam-v3': iam(400),
  native: cell(400, title),
});

/** What is in the way of a request that makes sense, in every dialect: 409. */
export const conflicting = <P>(title: string, v1: string, message: (problem: P) => string): Omit<Row<P>, 'fix'> => ({
  message,
  'neutron-v2': cell(409, 'Conflict'),
  'otc-v1': cell(409, v1),
  'otc-v3': cell(409, v1),
  'keystone-v3': keystone(409),
  'iam-v3': iam(409),
  native: cell(409, title),
});

/** Rows of some kinds, wherever they stand. */
export type Rows = { readonly [Kind in ProblemKind]?: Row<ProblemOf<Kind>> };
