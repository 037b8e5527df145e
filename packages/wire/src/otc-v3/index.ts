import type { Endpoint } from '../endpoint.ts';
import { vpcs } from './vpc.ts';

export const otcV3: readonly Endpoint[] = vpcs;
