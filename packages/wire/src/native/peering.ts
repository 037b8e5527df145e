import { idOf, ok, peeringHealths, type Peering } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { anyText, named, oneOf } from '../fields.ts';
import { operationEndpoint } from '../row.ts';

const Health = named(
  'PeeringHealth',
  Type.Object({
    health: oneOf(peeringHealths),
    reasons: Type.Array(anyText),
    local_routes: Type.Integer(),
    peer_has_return_route: Type.Boolean(),
  }),
);

export const peerings: readonly Endpoint[] = [
  operationEndpoint({
    dialect: 'native',
    method: 'GET',
    path: '/isthmus/v1/projects/:project_id/peerings/:peering_id/health',
    summary: 'What actually works of a peering, as this side may know it',
    operation: 'show-peering-health',
    success: [200, Health],
    decode: ({ params }) => ok({ id: idOf<Peering['id']>(params['peering_id'] ?? '') }),
    encode: ({ health, reasons, localRoutes, peerHasReturnRoute }) => ({
      health,
      reasons,
      local_routes: localRoutes,
      peer_has_return_route: peerHasReturnRoute,
    }),
  }),
];
