import { ok, type Generation } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { anyText, named } from '../fields.ts';
import { operationEndpoint } from '../row.ts';
import { rfc3339Time } from '../times.ts';

const Shown = named('Receipt', Type.Object({ generation: Type.Integer(), in_force: Type.Boolean(), in_force_at: Type.Optional(anyText) }));

export const receipts: readonly Endpoint[] = [
  operationEndpoint({
    dialect: 'native',
    method: 'GET',
    path: '/isthmus/v1/projects/:project_id/receipts/:generation',
    summary: 'Whether a write, by its Isthmus-Generation, is in force in the data plane',
    operation: 'show-receipt',
    success: [200, Shown],
    decode: ({ params }) => ok({ generation: Number(params['generation']) as Generation }),
    encode: ({ generation, inForce, inForceAt }) => ({
      generation,
      in_force: inForce,
      ...(inForceAt === null ? {} : { in_force_at: rfc3339Time(inForceAt) }),
    }),
  }),
];
