import { bitsOf, type Family } from '../address/address.ts';
import { cidrsOf, differenceOf, rangesOf, rangesOfCidrs } from '../address/ranges.ts';
import { idOf, type PeeringId, type ProjectId, type RouteTableId, type SubnetId, type VpcId } from '../id.ts';
import type { RouterSubnet } from '../topology/router.ts';
import { localBlocks } from './routing.ts';
import { farVpc, type World, type WorldPeering, type WorldVpc } from './world.ts';

const families = [4, 6] as const;

/**
 * The world as one owner must reckon with it, if it trusts nobody: the other side of this peering has accepted, has
 * every address that is not this VPC's own, routes all of this VPC back, and filters nothing. What cannot pass in that
 * world, no deed of the other owner lets pass; and nothing of the other's VPC goes into it, so that whoever asks it
 * learns nothing of the other side.
 */
export function assumingTheWorst(world: World, own: VpcId, peering: WorldPeering): World {
  const far = farVpc(peering, own);
  const vpc = world.vpc(own);
  const worst = vpc === undefined ? undefined : anything(far, vpc, peering);
  const joined: WorldPeering = { ...peering, status: 'ACTIVE' };
  return {
    vpc: (id) => (id === far ? worst : id === own ? vpc : undefined),
    blocks: (id) => (id === own ? world.blocks(own) : []),
    // Another owner's peering may go at any moment, and what it drew away comes back to this one.
    peering: (id) => (id === peering.id ? joined : ownPeering(world, id, vpc?.projectId)),
    peeringsOf: (id) => (id === own || id === far ? [joined] : []),
    vpcsWith: () => [],
    acl: () => undefined,
  };
}

const ownPeering = (world: World, id: PeeringId, projectId: ProjectId | undefined): WorldPeering | undefined => {
  const found = world.peering(id);
  return found?.requester.projectId === projectId && found?.accepter.projectId === projectId ? found : undefined;
};

function anything(id: VpcId, own: WorldVpc, peering: WorldPeering): WorldVpc {
  const blocks = [...own.blocks, ...localBlocks(own)];
  const [pieces, piecesV6] = families.map((family) =>
    cidrsOf(differenceOf(rangesOf(family, [{ first: 0n, last: (1n << BigInt(bitsOf[family])) - 1n }]), rangesOfCidrs(family, blocks))),
  );
  const tableId = idOf<RouteTableId>(`any of ${id}`);
  const gateway = (family: Family) => ({ family, value: 0n });
  const subnets = Array.from({ length: Math.max(pieces!.length, piecesV6!.length) }, (_, index): RouterSubnet => ({
    id: idOf<SubnetId>(`any ${index} of ${id}`),
    cidr: pieces![index] ?? pieces![0]!,
    gateway: gateway(4),
    cidrV6: piecesV6![index] ?? null,
    gatewayV6: null,
    tableId,
    acl: null,
  }));
  return {
    id,
    projectId: idOf<ProjectId>(''),
    blocks: [],
    subnets,
    ports: [],
    tables: [{ id: tableId, isDefault: true, routes: blocks.map((destination) => ({ destination, peeringId: peering.id })) }],
    groups: [],
    anyAddress: true,
  };
}
