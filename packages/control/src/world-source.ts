import { blocksOf, desiredRouter, worldVpc, type Peering, type PeeringId, type VpcId, type WorldSource } from '@isthmus/core';
import { all } from './all.ts';
import { loadIntent } from './intent.ts';
import type { Reader } from './ledger.ts';

/** What the reachability analyzer looks up, from stored intent. Of one question, or of a few that belong together. */
export function worldSourceOf(reader: Reader): WorldSource {
  // A hub's routes name hundreds of peerings, and these have come with the hub.
  const met = new Map<PeeringId, Peering>();
  const meet = (peerings: readonly Peering[]): readonly Peering[] => {
    for (const peering of peerings) met.set(peering.id, peering);
    return peerings;
  };
  return {
    async vpc(id) {
      const [intent] = (await loadIntent(reader, [id])).intents;
      if (intent === undefined) return undefined;
      meet(intent.peerings);
      return worldVpc(intent, desiredRouter(intent));
    },
    async blocks(id) {
      const vpc = await reader.vpcs.get(id);
      return vpc === undefined ? [] : blocksOf(vpc);
    },
    peering: async (id) => met.get(id) ?? reader.peerings.get(id),
    peeringsOf: async (vpcId) => meet(await all(reader.peerings, { vpcId })),
    async vpcsWith(groupId) {
      const group = await reader.securityGroups.get(groupId);
      if (group === undefined) return [];
      const ports = await all(reader.ports, { projectId: group.projectId });
      const within = ports.filter(({ securityGroupIds }) => securityGroupIds.includes(groupId));
      return [...new Set(within.map(({ vpcId }) => vpcId).filter((id): id is VpcId => id !== null))];
    },
  };
}
