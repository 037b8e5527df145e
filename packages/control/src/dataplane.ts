import type { InstanceId, Problem, ProbeRequest, ProbeResult, Result, Router, VpcId } from '@isthmus/core';

/** What a converge did. */
export interface Convergence {
  /** Commands issued to the kernel (or the simulated one); 0 when nothing had to change. */
  readonly commands: number;
  /** VPCs that could not be brought to what was desired, and why. The others were. */
  readonly failures: readonly { readonly vpcId: VpcId; readonly reason: string }[];
}

/**
 * A data plane. Idempotent, and holds no intent of its own: what is there is read back each time. Every method may be
 * called at any moment after a crash of either side.
 */
export interface DataPlane {
  /** Which driver this is, as `--data-plane` names it. */
  readonly driver: 'linux' | 'sim' | 'ovn';
  /**
   * Brings these VPCs to `routers` and removes those in `gone`; nothing else is looked at.
   * A VPC in neither is left as it is, but for its end of a peering with one that is named.
   */
  converge(routers: readonly Router[], gone: readonly VpcId[]): Promise<Convergence>;
  /** Brings the whole data plane to `routers`: what is ours and not among them is removed. */
  convergeAll(routers: readonly Router[]): Promise<Convergence>;
  /** What `convergeAll` would do, as the `ip` and `nft` lines a person would type; changes nothing. */
  plan(routers: readonly Router[]): Promise<readonly string[]>;
  /** Sends real packets from inside an instance. */
  probe(request: ProbeRequest): Promise<Result<ProbeResult, Problem>>;
  /** Which of these instances exist and can send. */
  present(instances: readonly InstanceId[]): Promise<ReadonlySet<InstanceId>>;
  /** Null when it can be used; otherwise why not. */
  unready(): Promise<string | null>;
  /** Removes everything that this installation made. */
  tearDown(): Promise<Convergence>;
  /** Lets go of it and leaves it forwarding. */
  close(): Promise<void>;
}
