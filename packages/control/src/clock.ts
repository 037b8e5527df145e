import type { Instant } from '@isthmus/core';

/** The time, as an argument. */
export interface Clock {
  now(): Instant;
}
