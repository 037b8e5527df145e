import type { Endpoint } from '../endpoint.ts';
import { peerings } from './peering.ts';
import { routes } from './route.ts';
import { versions } from './version.ts';

export const neutronV2: readonly Endpoint[] = [...versions, ...peerings, ...routes];
