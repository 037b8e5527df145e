import {
  blocksOf,
  desiredRouter,
  worldAcl,
  worldVpc,
  type Peering,
  type PeeringId,
  type VpcId,
  type WorldSource,
  type WorldVpc,
} from '@isthmus/core';
import { contentsOf } from './acl-contents.ts';
import { all } from './all.ts';
import { loadIntent } from './intent.ts';
import type { Reader } from './ledger.ts';

/** VPCs read in one go: more save little, and a page of rows for all of them holds up the thread. */
const vpcsTogether = 4;

/**
 * What the reachability analyzer looks up, from stored intent. Of one question, or of a few that belong together; `soon`
 * are VPCs that will be asked for, a few of which are read with each.
 */
export function worldSourceOf(reader: Reader, soon: readonly VpcId[] = []): WorldSource {
  const waiting = new Set(soon);
  const read = new Map<VpcId, Promise<ReadonlyMap<VpcId, WorldVpc>>>();
  // A hub's routes name hundreds of peerings, and these have come with the hub.
  const met = new Map<PeeringId, Peering>();
  const meet = (peerings: readonly Peering[]): readonly Peering[] => {
    for (const peering of peerings) met.set(peering.id, peering);
    return peerings;
  };
  async function readVpcs(ids: readonly VpcId[]): Promise<ReadonlyMap<VpcId, WorldVpc>> {
    const { intents } = await loadIntent(reader, ids);
    for (const { peerings } of intents) meet(peerings);
    return new Map(intents.map((intent) => [intent.vpc.id, worldVpc(intent, desiredRouter(intent))]));
  }

  return {
    async vpc(id) {
      waiting.delete(id);
      const known = read.get(id);
      if (known !== undefined) return (await known).get(id);
      const ids = [id, ...[...waiting].slice(0, vpcsTogether - 1)];
      const reading = readVpcs(ids);
      for (const one of ids) {
        waiting.delete(one);
        read.set(one, reading);
      }
      return (await reading).get(id);
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
    async acl(id) {
      const acl = await reader.acls.get(id);
      const [contents] = acl === undefined ? [] : await contentsOf(reader, [acl]);
      if (contents === undefined) return undefined;
      const subnets = await all(reader.subnets, { id: contents.subnets.map((subnet) => subnet.id) });
      return worldAcl(
        contents,
        subnets.flatMap(({ id: subnetId, vpcId }) => (vpcId === null ? [] : [{ id: subnetId, vpcId }])),
      );
    },
  };
}
