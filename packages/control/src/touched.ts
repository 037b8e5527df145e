import type { Port, SecurityGroupId, VpcId } from '@isthmus/core';
import { all } from './all.ts';
import type { Reader } from './ledger.ts';
import { projectNeighbours } from './neighbours.ts';

/** VPCs whose filters say what the rules of this group say: those with a port in it. */
export async function touchedByRules(reader: Reader, groupId: SecurityGroupId): Promise<readonly VpcId[]> {
  return vpcsOf(await all(reader.ports, { securityGroupId: groupId }));
}

/**
 * VPCs whose filters change when this port comes into these groups, leaves them, or has other addresses: its own, and
 * of those that an ACTIVE peering joins to it the ones with a rule that names such a group. No other can be reached
 * from the port, and so no other holds its addresses.
 */
export async function touchedByMembership(
  reader: Reader,
  { vpcId, projectId }: Pick<Port, 'vpcId' | 'projectId'>,
  groupIds: readonly SecurityGroupId[],
): Promise<readonly VpcId[]> {
  if (vpcId === null) return [];
  const naming = await all(reader.securityGroupRules, { projectId, remoteGroupId: groupIds });
  if (naming.length === 0) return [vpcId];
  const neighbours = (await projectNeighbours(reader, [vpcId])).get(vpcId) ?? [];
  if (neighbours.length === 0) return [vpcId];
  const securityGroupId = [...new Set(naming.map((rule) => rule.securityGroupId))];
  return [...new Set([vpcId, ...vpcsOf(await all(reader.ports, { vpcId: neighbours, securityGroupId }))])];
}

const vpcsOf = (ports: readonly Port[]): readonly VpcId[] => [...new Set(ports.flatMap(({ vpcId }) => (vpcId === null ? [] : [vpcId])))];
