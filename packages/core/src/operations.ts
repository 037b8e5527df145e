import type { AccessKeyOperations } from './access-key/operations.ts';
import type { AclOperations } from './acl/operations.ts';
import type { EventOperations } from './event/operations.ts';
import type { Generation } from './id.ts';
import type { InstanceOperations } from './instance/operations.ts';
import type { NetworkOperations } from './network/operations.ts';
import type { PeeringOperations } from './peering/operations.ts';
import type { PortOperations } from './port/operations.ts';
import type { Problem } from './problem.ts';
import type { ReachabilityOperations } from './reachability/operations.ts';
import type { QuotaOperations } from './quota/operations.ts';
import type { Result } from './result.ts';
import type { RouteOperations } from './routing/operations.ts';
import type { SecurityGroupOperations } from './security/operations.ts';
import type { TagOperations } from './tag/operations.ts';
import type { TenancyOperations } from './tenancy/operations.ts';
import type { Principal } from './tenancy/tenancy.ts';
import type { PlanOperations } from './topology/operations.ts';
import type { VpcOperations } from './vpc/operations.ts';

/**
 * Everything that can be asked of Isthmus. A dialect decodes a request to one of these and encodes its answer; the
 * control layer carries them out. The two never meet but here.
 */
export interface Operations
  extends
    TenancyOperations,
    AccessKeyOperations,
    VpcOperations,
    NetworkOperations,
    PortOperations,
    PeeringOperations,
    RouteOperations,
    InstanceOperations,
    EventOperations,
    PlanOperations,
    SecurityGroupOperations,
    AclOperations,
    ReachabilityOperations,
    TagOperations,
    QuotaOperations {}

export type OperationName = keyof Operations;
export type Input<Name extends OperationName> = Operations[Name]['input'];
export type Output<Name extends OperationName> = Operations[Name]['output'];

/** What an operation answered. `generation` is the write's own; null for a read. */
export interface Done<T> {
  readonly value: T;
  readonly generation: Generation | null;
}

/** Carries out one operation for `principal`; null before login, which few operations accept. */
export type Execute = <Name extends OperationName>(
  principal: Principal | null,
  name: Name,
  input: Input<Name>,
) => Promise<Result<Done<Output<Name>>, Problem>>;
