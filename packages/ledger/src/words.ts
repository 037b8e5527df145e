/** What the two databases spell differently in a definition. */
export interface Words {
  readonly database: 'sqlite' | 'postgres';
  /** Ordered by code unit, so that pages by key are the same everywhere. */
  readonly text: string;
  /** At least 53 bits. */
  readonly integer: string;
  /** Behind the closing parenthesis of a table. */
  readonly strict: string;
}
