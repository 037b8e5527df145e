import type { AclId, AclPolicyId, SubnetId, VpcId } from '@isthmus/core';
import { all } from './all.ts';
import type { Reader } from './ledger.ts';

/** The VPCs of these subnets. */
export async function vpcsOfSubnets(reader: Reader, subnetIds: readonly SubnetId[]): Promise<readonly VpcId[]> {
  const subnets = await all(reader.subnets, { id: subnetIds });
  return [...new Set(subnets.flatMap(({ vpcId }) => (vpcId === null ? [] : [vpcId])))];
}

/** VPCs with a subnet that one of these ACLs filters. */
export async function touchedByAcls(reader: Reader, aclId: readonly AclId[]): Promise<readonly VpcId[]> {
  const associations = await all(reader.aclAssociations, { aclId });
  return vpcsOfSubnets(
    reader,
    associations.map(({ id }) => id),
  );
}

/** VPCs with a subnet that is filtered by one of these policies. */
export async function touchedByPolicies(reader: Reader, policyIds: readonly AclPolicyId[]): Promise<readonly VpcId[]> {
  const acls = [...(await all(reader.acls, { ingressPolicyId: policyIds })), ...(await all(reader.acls, { egressPolicyId: policyIds }))];
  return touchedByAcls(
    reader,
    acls.map(({ id }) => id),
  );
}
