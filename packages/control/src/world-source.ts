import { blocksOf, desiredRouter, worldAcl, worldVpc, type VpcId, type WorldSource } from '@isthmus/core';
import { contentsOf } from './acl-contents.ts';
import { all } from './all.ts';
import { loadIntent } from './intent.ts';
import type { Reader } from './ledger.ts';

/** What the reachability analyzer looks up, from stored intent. */
export const worldSourceOf = (reader: Reader): WorldSource => ({
  async vpc(id) {
    const [intent] = (await loadIntent(reader, [id])).intents;
    return intent === undefined ? undefined : worldVpc(intent, desiredRouter(intent));
  },
  async blocks(id) {
    const vpc = await reader.vpcs.get(id);
    return vpc === undefined ? [] : blocksOf(vpc);
  },
  peering: (id) => reader.peerings.get(id),
  peeringsOf: (vpcId) => all(reader.peerings, { vpcId }),
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
});
