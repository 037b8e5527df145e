import type { Endpoint } from './endpoint.ts';
import { iamV3 } from './iam-v3/index.ts';
import { identityRoot, keystoneV3 } from './keystone-v3/index.ts';
import { native } from './native/index.ts';
import { neutronV2 } from './neutron-v2/index.ts';
import { otcV1 } from './otc-v1/index.ts';
import { otcV3 } from './otc-v3/index.ts';

/** Every row of every dialect, as one port answers them. */
export const endpoints: readonly Endpoint[] = [...keystoneV3, ...iamV3, ...neutronV2, ...otcV1, ...otcV3, ...native];

/** What a port that is identity alone answers. */
export const identityEndpoints: readonly Endpoint[] = [...identityRoot, ...keystoneV3, ...iamV3];
