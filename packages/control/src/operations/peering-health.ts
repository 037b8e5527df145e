import {
  blocksOf,
  carriesTraffic,
  otherSide,
  peeringHealth,
  peeringOf,
  sidesOf,
  type HealthEnd,
  type Peering,
  type PeeringHealth,
  type ProjectId,
  type VpcId,
} from '@isthmus/core';
import { all } from '../all.ts';
import type { Reader } from '../ledger.ts';

/** A peering's health as `projectId` may see it. Who owns both ends sees it from the requester's. */
export async function healthOf(reader: Reader, peering: Peering, projectId: ProjectId): Promise<PeeringHealth> {
  const side = sidesOf(peering, projectId)[0];
  if (side === undefined) throw new Error('the health of a peering was asked for a stranger');
  const local = await endOf(reader, peering, peering[side].vpcId);
  const peer = await endOf(reader, peering, peering[otherSide(side)].vpcId);
  return peeringHealth({ status: peering.status, side }, local, peer);
}

async function endOf(reader: Reader, peering: Peering, vpcId: VpcId): Promise<HealthEnd> {
  const vpc = await reader.vpcs.get(vpcId);
  const subnets = await all(reader.subnets, { vpcId });
  const routes = await all(reader.routes, { vpcId });
  const rivals = await all(reader.peerings, {
    id: routes.map(peeringOf).filter((id) => id !== null && id !== peering.id) as Peering['id'][],
  });
  const active = new Set(rivals.filter(({ status }) => carriesTraffic[status]).map(({ id }) => id));
  const blocks = vpc === undefined ? [] : blocksOf(vpc);
  return {
    blocks,
    subnets:
      subnets.length > 0
        ? subnets.flatMap(({ cidr, cidrV6, routeTableId: tableId }) =>
            (cidrV6 === null ? [cidr] : [cidr, cidrV6]).map((block) => ({ cidr: block, tableId })),
          )
        : blocks.map((cidr) => ({ cidr, tableId: null })),
    routes: routes.flatMap((route) => {
      const id = peeringOf(route);
      const viaThis = id === peering.id;
      if (id === null || (!viaThis && !active.has(id))) return [];
      return [{ tableId: route.routeTableId, destination: route.destination, viaThis }];
    }),
  };
}
