import type { Execute, Generation, Input, OperationName, Output, Principal, Problem, Result } from '@isthmus/core';
import type { TSchema } from 'typebox';

export const dialects = ['keystone-v3', 'otc-v1', 'neutron-v2', 'otc-v3', 'native'] as const;
export type Dialect = (typeof dialects)[number];

/** A request as a dialect sees it: parsed JSON, and who is asking. No HTTP library's types. */
export interface WireRequest {
  readonly principal: Principal | null;
  readonly params: Readonly<Record<string, string>>;
  /** Repeated parameters are arrays. */
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  /** Undefined without a body; an empty body with a JSON content type is no body. */
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The client's network address. */
  readonly source: string;
  readonly site: Site;
}

/** What answers need to know of the installation: where it is reached, and what it has. */
export interface Site {
  /** Without a slash at the end, as this client reached us: `http://127.0.0.1:9696`. */
  readonly baseUrl: string;
  readonly regions: readonly string[];
}

export interface WireResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Absent for no body. */
  readonly body?: unknown;
  /** Set by the pipeline for writes; becomes header `Isthmus-Generation`. */
  readonly generation?: Generation | null;
}

/** One row of a dialect's table: everything there is to know of one method and path. */
export interface Endpoint {
  readonly dialect: Dialect;
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Fastify form: `/v1/:project_id/vpcs/:vpc_id`. A `:project_id` must be the token's project; the pipeline checks it. */
  readonly path: string;
  readonly summary: string;
  readonly operations: readonly OperationName[];
  readonly query?: TSchema;
  readonly body?: TSchema;
  /** Schema of each success answer by status; null for no body. */
  readonly responses: Readonly<Record<number, TSchema | null>>;
  /** Checks the request against the row's schemas, decodes, executes and encodes. */
  answer(request: WireRequest, execute: Execute): Promise<Result<WireResponse, Problem>>;
}

/** The common row: one operation, decoded and encoded. `Query` and `Body` are the static types of the row's schemas. */
export interface OperationRow<Name extends OperationName> {
  readonly operation: Name;
  decode(request: WireRequest): Result<Input<Name>, Problem>;
  encode(value: Output<Name>, request: WireRequest): WireResponse;
}
