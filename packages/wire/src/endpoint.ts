import type { Access, Execute, Generation, OperationName, Principal, Problem, Result } from '@isthmus/core';
import type { TSchema } from 'typebox';

export const dialects = ['keystone-v3', 'iam-v3', 'otc-v1', 'neutron-v2', 'otc-v3', 'native'] as const;
export type Dialect = (typeof dialects)[number];

/** Where an identity service says by which id its log knows a request; the clients read it for the texts of their errors. */
export const traceHeaders: Readonly<Partial<Record<Dialect, string>>> = { 'keystone-v3': 'X-IAM-Trace-Id', 'iam-v3': 'X-IAM-Trace-Id' };

/** A request as a dialect sees it: parsed JSON, and who is asking. No HTTP library's types. */
export interface WireRequest {
  readonly principal: Principal | null;
  readonly params: Readonly<Record<string, string>>;
  /** Repeated parameters are arrays. */
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  /** Undefined without a body; an empty body with a JSON content type is no body. */
  readonly body: unknown;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The client's network address. */
  readonly source: string;
  /** 32 hex digits; some dialects put it into their answers. */
  readonly requestId: string;
  readonly site: Site;
}

/** What answers need to know of the installation: where it is reached, and what it has. */
export interface Site {
  /** Without a slash at the end, as this client reached us: `http://127.0.0.1:9696`. */
  readonly baseUrl: string;
  readonly regions: readonly string[];
  /** What clients sent since the start that no handler read, the most frequent first. */
  unread(): Unread;
}

export interface Unread {
  readonly fields: readonly {
    readonly dialect: string;
    /** Method and path of the row. */
    readonly endpoint: string;
    /** A dotted path in the body, or `?name` of a parameter. */
    readonly field: string;
    readonly requests: number;
  }[];
  readonly paths: readonly { readonly method: string; readonly path: string; readonly requests: number }[];
}

export interface WireResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Absent for no body. */
  readonly body?: unknown;
  /** A write's own, which becomes header `Isthmus-Generation`; null or absent for a read. */
  readonly generation?: Generation | null;
}

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One row of a dialect's table: everything there is to know of one method and path. */
export interface Endpoint {
  readonly dialect: Dialect;
  readonly method: Method;
  /** Colon form: `/v1/:project_id/vpcs/:vpc_id`. A `:project_id` must be the token's own project; `answer` checks it. */
  readonly path: string;
  readonly summary: string;
  /** Who may come this far: anyone, anyone with a token, or only a token of a project. `answer` checks it. */
  readonly caller: Access['scope'];
  readonly operations: readonly OperationName[];
  readonly query?: TSchema;
  readonly body?: TSchema;
  /** Schema of each success answer by status; null for no body. */
  readonly responses: Readonly<Record<number, TSchema | null>>;
  /** Checks the caller and the request against the row's schemas, decodes, executes and encodes. Never throws for bad input. */
  answer(request: WireRequest, execute: Execute): Promise<Result<WireResponse, Problem>>;
  /** What the client sent and nobody here reads: body fields as dotted paths, query parameters as `?name`. At most 20. */
  ignoredFields(request: Pick<WireRequest, 'query' | 'body'>): readonly string[];
}
