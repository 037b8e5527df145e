import type { paths } from './generated/paths.ts';

type Method = 'get' | 'post' | 'put' | 'delete';
type Content<T> = T extends { content: { 'application/json': infer Body } } ? Body : never;

/** The body of an endpoint's success answer. */
export type Answered<Path extends keyof paths, M extends Method & keyof paths[Path]> = paths[Path][M] extends { responses: infer Responses }
  ? Content<Responses[keyof Responses & (200 | 201)]>
  : never;

/** The body of an endpoint's request. */
export type Sent<Path extends keyof paths, M extends Method & keyof paths[Path]> = paths[Path][M] extends {
  requestBody: { content: { 'application/json': infer Body } };
}
  ? Body
  : never;
