import { randomUUID } from 'node:crypto';
import type { IdSource, Instant } from '@isthmus/core';
import type { Clock } from './clock.ts';

export const systemClock: Clock = { now: () => Date.now() as Instant };

export const randomIds: IdSource = { uuid: () => randomUUID(), hex: () => randomUUID().replaceAll('-', '') };
