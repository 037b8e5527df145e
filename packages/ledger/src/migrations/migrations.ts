import type { Migration } from '../migration.ts';
import { first } from './0001-first.ts';
import { tags } from './0002-tags.ts';
import { accessKeys } from './0003-access-keys.ts';

/** In order; only ever appended to. */
export const migrations: readonly Migration[] = [first, tags, accessKeys];
