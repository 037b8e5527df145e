/** One page of a list, by key and never by offset. Ascending by id; `reverse` walks towards smaller ids. */
export interface Page {
  /** Most rows to return; undefined for the dialect's own maximum. */
  readonly limit?: number;
  /** The id of the last row already seen; the page begins behind it. */
  readonly marker?: string;
  readonly reverse?: boolean;
}

/** A page of a list. `more` is whether a further row lies behind it in the direction walked. */
export interface Listed<T> {
  readonly items: readonly T[];
  readonly more: boolean;
}

/** A filter: one value, or one of several. */
export type OneOf<T> = T | readonly T[];

/** What a person remembers of a thing: a part of its name, or the beginning of its id, whatever the case of letters. */
export type Search = string;
