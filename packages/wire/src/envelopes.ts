import type { Problem } from '@isthmus/core';

/** What an envelope is filled with. `code` is the dialect's own word: an exception name, a `VPC.0101`, a title. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly requestId: string;
  readonly problem: Problem;
  /** How to mend it; only the native envelope has a place for it. */
  readonly fix?: string;
}

type Encode = (refusal: Refusal) => Readonly<Record<string, unknown>>;

/**
 * The shapes a refusal has on the wire (contract 1.9). That of the batch calls is part of a success body and
 * belongs to its row; the gateway shares the shape of `vpc-v3` and differs in who says it.
 */
export const envelopes = {
  neutron: ({ code, message }) => ({ NeutronError: { type: code, message, detail: '' } }),
  'vpc-v1': ({ code, message }) => ({ code, message }),
  'vpc-v3': ({ code, message, requestId }) => ({ error_code: code, error_msg: message, request_id: requestId }),
  keystone: ({ status, code, message }) => ({ error: { code: status, message, title: code } }),
  iam: ({ code, message }) => ({ error_code: code, error_msg: message }),
  gateway: ({ code, message, requestId }) => ({ error_msg: message, error_code: code, request_id: requestId }),
  /** RFC 9457; `type` is a stable, relative address of a page of documentation. */
  native: ({ status, code, message, requestId, problem, fix }) => ({
    type: `/docs/problems/${problem.kind}`,
    title: code,
    status,
    detail: message,
    ...('field' in problem ? { field: problem.field } : {}),
    ...(fix === undefined ? {} : { fix }),
    request_id: requestId,
  }),
} as const satisfies Readonly<Record<string, Encode>>;

export type EnvelopeName = keyof typeof envelopes;
