/** Exit codes, the same for every command. */
export const exitCodes = { done: 0, refused: 1, usage: 2, unreachable: 3 } as const;
export type FailureKind = Exclude<keyof typeof exitCodes, 'done'>;

/** Why a command ends without having done what it was asked; thrown at any depth, caught once in `main.ts`. */
export class Failure extends Error {
  readonly kind: FailureKind;
  /** What the service answered, for `--json`. */
  readonly detail: unknown;

  constructor(kind: FailureKind, message: string, detail: unknown = null) {
    super(message);
    this.kind = kind;
    this.detail = detail;
  }
}

export const usage = (message: string): Failure => new Failure('usage', message);
export const refused = (message: string, detail: unknown = null): Failure => new Failure('refused', message, detail);
