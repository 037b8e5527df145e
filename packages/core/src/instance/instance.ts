import type { InstanceId, Instant, PortId, ProjectId, SubnetId, VpcId } from '../id.ts';

export type InstanceStatus = 'BUILD' | 'ACTIVE' | 'ERROR';

/** A small network host in the data plane. Its addresses and security groups are its port's. */
export interface Instance {
  readonly id: InstanceId;
  readonly projectId: ProjectId;
  readonly vpcId: VpcId;
  readonly subnetId: SubnetId;
  readonly portId: PortId;
  readonly name: string;
  readonly status: InstanceStatus;
  readonly createdAt: Instant;
}
