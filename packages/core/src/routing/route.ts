import type { Cidr } from '../address/cidr.ts';
import type { Instant, PeeringId, ProjectId, RouteId, RouteTableId, VpcId } from '../id.ts';

export interface RouteTable {
  readonly id: RouteTableId;
  readonly vpcId: VpcId;
  readonly projectId: ProjectId;
  readonly name: string;
  readonly description: string;
  readonly isDefault: boolean;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** Next-hop types a user may name. Only `peering` steers packets here; docs/decisions says why. */
export const nextHopTypes = ['peering', 'ecs', 'eni', 'vip', 'nat', 'vpn', 'dc', 'er', 'egw', 'cc'] as const;
export type NextHopType = (typeof nextHopTypes)[number];

/** A custom route. System (local) routes are derived from subnets and never stored. */
export interface Route {
  readonly id: RouteId;
  readonly routeTableId: RouteTableId;
  readonly vpcId: VpcId;
  readonly projectId: ProjectId;
  readonly type: NextHopType;
  readonly destination: Cidr;
  /** Exactly what the client sent, and what every dialect echoes: a rewritten CIDR vanishes from Terraform's state. */
  readonly destinationText: string;
  /** The peering's id for type `peering`. */
  readonly nextHop: string;
  readonly description: string;
  readonly createdAt: Instant;
}

export const peeringOf = (route: Route): PeeringId | null => (route.type === 'peering' ? (route.nextHop as PeeringId) : null);
