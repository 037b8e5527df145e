import type { Address } from '../address/address.ts';
import type { InstanceId, SecurityGroupId, SubnetId } from '../id.ts';
import type { Operation } from '../operation.ts';
import type { Listed, Page, Search } from '../paging.ts';
import type { Port } from '../port/port.ts';
import type { Probe, ProbeResult } from '../probe/probe.ts';
import type { Instance } from './instance.ts';

/** An instance with the port that carries its addresses. */
export interface InstanceWithPort {
  readonly instance: Instance;
  readonly port: Port;
}

export interface InstanceOperations {
  'list-instances': Operation<{ readonly search?: Search; readonly page: Page }, Listed<InstanceWithPort>>;
  'show-instance': Operation<{ readonly id: InstanceId }, InstanceWithPort>;
  'create-instance': Operation<
    {
      readonly name: string;
      readonly subnetId: SubnetId;
      /** Without one, the lowest free address of the subnet. */
      readonly address?: Address;
      /** Without a list, the project's default group. */
      readonly securityGroupIds?: readonly SecurityGroupId[];
    },
    InstanceWithPort
  >;
  'delete-instance': Operation<{ readonly id: InstanceId }, null>;
  'probe-instance': Operation<{ readonly id: InstanceId; readonly probe: Probe }, ProbeResult>;
}
