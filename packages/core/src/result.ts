/** A value or the problem that stands in its way. Problems are returned; bugs are thrown. */
export type Result<T, P> = Ok<T> | Err<P>;
export interface Ok<T> {
  readonly ok: true;
  readonly value: T;
}
export interface Err<P> {
  readonly ok: false;
  readonly problem: P;
}

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value });
export const err = <P>(problem: P): Err<P> => ({ ok: false, problem });

/** The value of a result that cannot be a problem here; a problem is then a bug and is thrown. */
export function must<T, P>(result: Result<T, P>): T {
  if (result.ok) return result.value;
  throw new Error(`unexpected problem: ${JSON.stringify(result.problem)}`);
}
