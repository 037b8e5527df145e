import type { ProjectId } from '../id.ts';
import { carriesTraffic } from '../peering/lifecycle.ts';
import { sidesOf } from '../peering/peering.ts';
import type { World } from './world.ts';

/**
 * The world as far as `projectId` may reckon with it: its own VPCs, and those that an ACTIVE peering joins to one of
 * them, with the peerings that it is a side of. What can be asked of this world about instances can be asked of the
 * walk address by address too, so a whole set of flows tells its reader nothing that single questions would not.
 */
export function viewOf(world: World, projectId: ProjectId): World {
  const peeringsOf: World['peeringsOf'] = (id) => world.peeringsOf(id).filter((peering) => sidesOf(peering, projectId).length > 0);
  return {
    vpc: (id) => {
      const vpc = world.vpc(id);
      if (vpc === undefined || vpc.projectId === projectId) return vpc;
      return peeringsOf(id).some(({ status }) => carriesTraffic[status]) ? vpc : undefined;
    },
    blocks: (id) => world.blocks(id),
    peering: (id) => world.peering(id),
    peeringsOf,
    vpcsWith: (id) => world.vpcsWith(id),
    acl: (id) => world.acl(id),
  };
}
