/** The type of one operation: what it is given and what it answers. */
export interface Operation<Input, Output> {
  readonly input: Input;
  readonly output: Output;
}
