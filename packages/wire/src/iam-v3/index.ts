import type { Endpoint } from '../endpoint.ts';
import { accessKeys } from './access-key.ts';
import { policies } from './policy.ts';
import { quotas } from './quota.ts';
import { users } from './user.ts';

export const iamV3: readonly Endpoint[] = [...users, ...accessKeys, ...quotas, ...policies];
