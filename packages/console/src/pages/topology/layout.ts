import ELK, { type ElkExtendedEdge, type ElkNode } from 'elkjs/lib/elk-api.js';
import workerUrl from 'elkjs/lib/elk-worker.min.js?url';
import type { SeenPeering } from '../../api/seen-peering.ts';
import type { MapGraph } from '../../api/topology.ts';

/** Of one box, in pixels at full size: wide enough for a name of usual length and an IPv4 block. */
export const box = { width: 200, height: 64 } as const;

export interface Point {
  readonly x: number;
  readonly y: number;
}
export interface Placed {
  readonly boxes: ReadonlyMap<string, Point>;
  /** By peering: the points that its line goes through. */
  readonly lines: ReadonlyMap<string, readonly Point[]>;
}

/** In a worker of its own: laying out hundreds of boxes takes seconds, and the page must not stand still. */
const elk = new ELK({ workerUrl });

const options = {
  'elk.algorithm': 'layered',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.spacing.nodeNode': '36',
  'elk.separateConnectedComponents': 'true',
  'elk.spacing.componentComponent': '48',
} as const;

/** How the map grows: beside one another leaves room for the names of lines; on a phone they stand below one another. */
const growing = {
  right: { 'elk.direction': 'RIGHT', 'elk.layered.spacing.nodeNodeBetweenLayers': '200' },
  down: { 'elk.direction': 'DOWN', 'elk.layered.spacing.nodeNodeBetweenLayers': '90' },
} as const;
export type Growing = keyof typeof growing;

export async function layOut({ vpcs, peerings }: MapGraph, way: Growing): Promise<Placed> {
  const graph: ElkNode = {
    id: 'map',
    layoutOptions: { ...options, ...growing[way] },
    children: vpcs.map(({ id }) => ({ id, ...box })),
    edges: peerings.map((peering) => ({ id: peering.id, ...endsOf(peering) })),
  };
  const placed = await elk.layout(graph);
  return {
    boxes: new Map((placed.children ?? []).map(({ id, x = 0, y = 0 }) => [id, { x, y }])),
    lines: new Map((placed.edges ?? []).map((edge) => [edge.id, pointsOf(edge)])),
  };
}

/** From who asked to who was asked. */
function endsOf({ side, local, peer }: SeenPeering): { readonly sources: string[]; readonly targets: string[] } {
  const [from, to] = side === 'requester' ? [local, peer] : [peer, local];
  return { sources: [from.vpc_id], targets: [to.vpc_id] };
}

const pointsOf = ({ sections = [] }: ElkExtendedEdge): readonly Point[] =>
  sections.flatMap(({ startPoint, bendPoints = [], endPoint }) => [startPoint, ...bendPoints, endPoint]);
