/** The type of one operation: what it is given and what it answers. */
export interface Operation<Input, Output> {
  readonly input: Input;
  readonly output: Output;
}

/** The same of several at once: all of them, or none. The answers stand in the order of the items. */
export type Several<One> =
  One extends Operation<infer Input, infer Output> ? Operation<{ readonly items: readonly Input[] }, readonly Output[]> : never;
