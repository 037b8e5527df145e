import type { Address, Peering, Port, SecurityGroupId, SecurityGroupRule, VpcId, VpcIntent } from '@isthmus/core';
import { all } from './all.ts';
import type { Reader } from './ledger.ts';
import { neighboursIn } from './neighbours.ts';

type Filters = Pick<VpcIntent, 'rules' | 'members'>;

/** What the security groups of these VPCs' ports say, with one query a noun. `peerings` are the VPCs' ACTIVE ones. */
export async function filtersOf(
  reader: Reader,
  vpcIds: readonly VpcId[],
  portsOf: ReadonlyMap<VpcId | null, readonly Port[]>,
  peerings: readonly Peering[],
): Promise<(vpcId: VpcId) => Filters> {
  const groupsOf = (vpcId: VpcId): ReadonlySet<SecurityGroupId> =>
    new Set((portsOf.get(vpcId) ?? []).flatMap(({ securityGroupIds }) => securityGroupIds));
  const used = new Set(vpcIds.flatMap((vpcId) => [...groupsOf(vpcId)]));
  const rules = Map.groupBy(await all(reader.securityGroupRules, { securityGroupId: [...used] }), (rule) => rule.securityGroupId);
  const named = new Set(remotesOf([...rules.values()].flat()));
  const neighbours = neighboursIn(peerings);
  const within = new Set([...vpcIds, ...vpcIds.flatMap((vpcId) => neighbours.get(vpcId) ?? [])]);
  const members = Map.groupBy(await all(reader.ports, { vpcId: [...within], securityGroupId: [...named] }), ({ vpcId }) => vpcId);
  return (vpcId) => {
    const own = [...groupsOf(vpcId)].flatMap((id) => rules.get(id) ?? []);
    const near = [vpcId, ...(neighbours.get(vpcId) ?? [])].flatMap((id) => members.get(id) ?? []);
    const addresses = (id: SecurityGroupId): readonly Address[] =>
      near.filter(({ securityGroupIds }) => securityGroupIds.includes(id)).flatMap((port) => port.addresses);
    return { rules: own, members: new Map(remotesOf(own).map((id) => [id, addresses(id)])) };
  };
}

const remotesOf = (rules: readonly SecurityGroupRule[]): readonly SecurityGroupId[] => [
  ...new Set(rules.flatMap(({ remoteGroupId }) => (remoteGroupId === null ? [] : [remoteGroupId]))),
];
