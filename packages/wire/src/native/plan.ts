import { ok } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { anyText, named } from '../fields.ts';
import { operationEndpoint } from '../row.ts';

export const plans: readonly Endpoint[] = [
  operationEndpoint({
    dialect: 'native',
    method: 'GET',
    path: '/isthmus/v1/plan',
    summary: 'What the data plane would change if it were converged now; administrator only',
    operation: 'show-plan',
    success: [200, named('Plan', Type.Object({ data_plane: anyText, lines: Type.Array(anyText) }))],
    decode: () => ok({}),
    encode: ({ dataPlane, lines }) => ({ data_plane: dataPlane, lines }),
  }),
];
