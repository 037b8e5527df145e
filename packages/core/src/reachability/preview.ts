import { holdsCidr, overlaps, type Cidr } from '../address/cidr.ts';
import type { PeeringId, ProjectId, RouteTableId, SubnetId, VpcId } from '../id.ts';
import { sidesOf } from '../peering/peering.ts';
import { otherSide } from '../peering/side.ts';
import { uniqueLocalBlock } from '../vpc/unique-local.ts';
import type { Change } from './change.ts';
import { hasDestination } from './lookup.ts';
import { localBlocks } from './routing.ts';
import { usedTables } from './snapshot.ts';
import type { World, WorldTable, WorldVpc } from './world.ts';

/** What accepting (or having accepted) a peering means for one side, before a route is written. */
export interface PeeringPreview {
  readonly yours: PreviewSide;
  readonly theirs: PreviewSide;
  /** Ranges of the two VPCs that lie over one another. */
  readonly overlaps: readonly { readonly yours: Cidr; readonly theirs: Cidr }[];
  /** Own subnets that hide a part of the other side's ranges: local addresses always win. */
  readonly shadowed: readonly { readonly subnetId: SubnetId; readonly yours: Cidr; readonly theirs: Cidr }[];
  /** Routes that this side lacks, one for each range and each table that a subnet uses. */
  readonly suggested: readonly SuggestedRoute[];
  /** Destinations that cannot be suggested, because the table has them already for another next hop. */
  readonly taken: readonly { readonly routeTableId: RouteTableId; readonly destination: Cidr }[];
}

export interface PreviewSide {
  readonly vpcId: VpcId;
  /** Blocks of the VPC, and its IPv6 space if a subnet uses it (subnets outside of that space by themselves). */
  readonly ranges: readonly Cidr[];
}

export type SuggestedRoute = Extract<Change, { readonly type: 'create-route' }>;

/**
 * For the owner of one end. Who asks for a peering shows its ranges by asking; the accepter's are shown once it has
 * accepted. So null for a requester whose request is not ACTIVE, unless it owns both ends, and for a stranger.
 */
export function previewOf(world: World, peeringId: PeeringId, projectId: ProjectId): PeeringPreview | null {
  const peering = world.peering(peeringId);
  if (peering === undefined) return null;
  const sides = sidesOf(peering, projectId);
  // Who owns both ends looks as the accepter of a request, and as the requester afterwards: `sides[0]`.
  const side = peering.status === 'ACTIVE' ? sides[0] : sides.find((own) => own === 'accepter');
  if (side === undefined) return null;
  const [local, peer] = [world.vpc(peering[side].vpcId), world.vpc(peering[otherSide(side)].vpcId)];
  if (local === undefined || peer === undefined) return null;
  const [yours, theirs] = [rangesOfRecord(local), rangesOfRecord(peer)];
  const wanted = destinationsFor(local, peer);
  const routes = tablesInUse(local).flatMap((table) => wanted.map((destination) => ({ table, destination })));
  const lacking = routes.filter(({ table, destination }) => !leadsThere(table, destination, peeringId));
  return {
    yours: { vpcId: local.id, ranges: yours },
    theirs: { vpcId: peer.id, ranges: theirs },
    overlaps: yours.flatMap((mine) => theirs.filter((range) => overlaps(mine, range)).map((range) => ({ yours: mine, theirs: range }))),
    shadowed: local.subnets.flatMap(({ id, cidr, cidrV6 }) =>
      [cidr, cidrV6].flatMap((mine) =>
        mine === null ? [] : theirs.filter((range) => overlaps(mine, range)).map((range) => ({ subnetId: id, yours: mine, theirs: range })),
      ),
    ),
    suggested: lacking
      .filter(({ table, destination }) => !hasDestination(table, destination))
      .map(({ table, destination }) => ({ type: 'create-route', vpcId: local.id, routeTableId: table.id, destination, peeringId })),
    taken: lacking
      .filter(({ table, destination }) => hasDestination(table, destination))
      .map(({ table, destination }) => ({ routeTableId: table.id, destination })),
  };
}

/** Its IPv4 blocks, and its IPv6 space if it uses any. */
export const rangesOfRecord = (vpc: WorldVpc): readonly Cidr[] => [...vpc.blocks, ...ipv6Of(vpc)];

/** The VPC's own unique local block where it holds every IPv6 subnet of it, as it does unless someone chose otherwise. */
function ipv6Of(vpc: WorldVpc): readonly Cidr[] {
  const subnets = vpc.subnets.flatMap(({ cidrV6 }) => cidrV6 ?? []).filter((cidr) => !vpc.blocks.some((block) => holdsCidr(block, cidr)));
  const own = uniqueLocalBlock(vpc.id);
  return subnets.length > 0 && subnets.every((subnet) => holdsCidr(own, subnet)) ? [own] : subnets;
}

/** A whole range of the peer where it meets nothing of this VPC; where it does, those of its subnets that do not. */
function destinationsFor(local: WorldVpc, peer: WorldVpc): readonly Cidr[] {
  const own = [...local.blocks, ...localBlocks(local)];
  const families = new Set(localBlocks(local).map(({ family }) => family));
  return rangesOfRecord(peer)
    .filter(({ family }) => family === 4 || families.has(6))
    .flatMap((range) => {
      if (!own.some((mine) => overlaps(mine, range))) return [range];
      return localBlocks(peer)
        .filter((subnet) => holdsCidr(range, subnet))
        .filter((subnet) => !localBlocks(local).some((mine) => overlaps(mine, subnet)));
    });
}

/** Tables that a subnet uses; the default one while there is no subnet. */
function tablesInUse(vpc: WorldVpc): readonly WorldTable[] {
  const used = new Set(usedTables(vpc));
  return vpc.tables.filter((table) => (used.size === 0 ? table.isDefault : used.has(table.id)));
}

const leadsThere = (table: WorldTable, destination: Cidr, peeringId: PeeringId): boolean =>
  table.routes.some((route) => route.peeringId === peeringId && holdsCidr(route.destination, destination));
