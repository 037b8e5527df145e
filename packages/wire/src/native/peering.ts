import {
  formatCidr,
  idOf,
  ok,
  otherSide,
  peeringHealths,
  peeringSides,
  type Peering,
  type PeeringHealth,
  type SeenPeering,
} from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { anyText, named, nullableText, oneOf } from '../fields.ts';
import { listPage } from '../page.ts';
import { endpoint, operationEndpoint } from '../row.ts';
import { rfc3339Time } from '../times.ts';
import { listBody, nativePage, nativePageOf } from './paging.ts';
import { searchField, searchOf } from './search.ts';

const dialect = 'native';
const path = '/isthmus/v1/projects/:project_id/peerings';
const peeringId = (params: Readonly<Record<string, string>>) => ({ id: idOf<Peering['id']>(params['peering_id'] ?? '') });

const healthFields = {
  health: oneOf(peeringHealths),
  reasons: Type.Array(anyText),
  local_routes: Type.Integer(),
  peer_has_return_route: Type.Boolean(),
  expires_at: nullableText,
};
const Health = named('PeeringHealth', Type.Object(healthFields));

const renderHealth = ({ health, reasons, localRoutes, peerHasReturnRoute }: PeeringHealth, expiresAt: Peering['expiresAt']) => ({
  health,
  reasons,
  local_routes: localRoutes,
  peer_has_return_route: peerHasReturnRoute,
  expires_at: expiresAt === null ? null : rfc3339Time(expiresAt),
});

const ranges = Type.Array(anyText, { description: 'address blocks of the VPC' });
export const PeeringShown = named(
  'SeenPeering',
  Type.Object({
    id: anyText,
    name: anyText,
    description: anyText,
    status: anyText,
    side: oneOf(peeringSides),
    ...healthFields,
    local: Type.Object({ vpc_id: anyText, project_id: anyText, ranges }),
    peer: Type.Object({
      vpc_id: anyText,
      project_id: anyText,
      ranges: Type.Union([ranges, Type.Null()], { description: 'null until the other side has shown them, by asking or by accepting' }),
    }),
    created_at: anyText,
    updated_at: anyText,
  }),
);

export const renderPeering = ({ peering, side, health, localRanges, peerRanges }: SeenPeering) => {
  const [local, peer] = [peering[side], peering[otherSide(side)]];
  return {
    id: peering.id,
    name: peering.name,
    description: peering.description,
    status: peering.status,
    side,
    ...renderHealth(health, peering.expiresAt),
    local: { vpc_id: local.vpcId, project_id: local.projectId, ranges: localRanges.map(formatCidr) },
    peer: { vpc_id: peer.vpcId, project_id: peer.projectId, ranges: peerRanges && peerRanges.map(formatCidr) },
    created_at: rfc3339Time(peering.createdAt),
    updated_at: rfc3339Time(peering.updatedAt),
  };
};

export const peerings: readonly Endpoint[] = [
  endpoint({
    dialect,
    method: 'GET',
    path,
    summary: 'List peerings with what works of each and the ranges that this side may see',
    resource: 'peering',
    operations: ['list-seen-peerings', 'show-peering'],
    query: Type.Object({ ...searchField, ...nativePage }),
    responses: { 200: Type.Object({ peerings: Type.Array(PeeringShown), next_marker: Type.Optional(anyText) }) },
    async handle({ query }, run) {
      const page = nativePageOf(query, 'peering');
      if (!page.ok) return page;
      const listed = await listPage(page.value, {
        known: (marker) => run('show-peering', { id: idOf<Peering['id']>(marker) }),
        list: (at) => run('list-seen-peerings', { ...searchOf(query), page: at }),
      });
      return listed.ok ? ok({ status: 200, body: listBody('peerings', listed.value, renderPeering, ({ peering }) => peering.id) }) : listed;
    },
  }),
  operationEndpoint({
    dialect,
    method: 'GET',
    path: `${path}/:peering_id/health`,
    summary: 'What actually works of a peering, as this side may know it',
    operation: 'show-peering-health',
    success: [200, Health],
    decode: ({ params }) => ok(peeringId(params)),
    encode: (health) => renderHealth(health, health.expiresAt),
  }),
];
