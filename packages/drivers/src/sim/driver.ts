import type { Convergence, DataPlane } from '@isthmus/control';
import type { InstanceId, ProbeRequest, ProbeResult, Problem, Result, Router, VpcId } from '@isthmus/core';
import { difference } from './difference.ts';
import { SimKernel, type Command } from './kernel.ts';
import { lineOf } from './line.ts';
import { probe, type Stopwatch } from './probe.ts';

export interface SimOptions {
  /** What was programmed before, by a driver of before: as a kernel outlives the daemon. By default an empty one. */
  readonly kernel?: SimKernel;
  /** For round trip times, in milliseconds. */
  readonly now?: Stopwatch;
}

/** A data plane in memory, for where there is no root: it walks packets, and moves none. */
export function createSimDriver({ kernel = new SimKernel(), now = () => performance.now() }: SimOptions = {}): DataPlane {
  const run = (commands: readonly Command[]): Convergence => {
    const failures = new Map<VpcId, string>();
    for (const command of commands) {
      const refused = kernel.run(command);
      if (refused !== null && !failures.has(command.vpcId)) failures.set(command.vpcId, refused);
    }
    return { commands: commands.length, failures: [...failures].map(([vpcId, reason]) => ({ vpcId, reason })) };
  };
  const wholeDifference = (routers: readonly Router[]): readonly Command[] => {
    const wanted = new Set(routers.map((router) => router.vpcId));
    return difference(
      kernel,
      routers,
      kernel.routers().filter((vpcId) => !wanted.has(vpcId)),
    );
  };
  return {
    driver: 'sim',
    converge: async (routers: readonly Router[], gone: readonly VpcId[]) => run(difference(kernel, routers, gone)),
    convergeAll: async (routers: readonly Router[]) => run(wholeDifference(routers)),
    plan: async (routers: readonly Router[]) => wholeDifference(routers).map(lineOf),
    probe: async (request: ProbeRequest): Promise<Result<ProbeResult, Problem>> => probe(kernel, now, request),
    present: async (instances: readonly InstanceId[]) => new Set(instances.filter((id) => kernel.homeOf(id) !== null)),
    unready: async () => null,
    tearDown: async () => run(wholeDifference([])),
    close: async () => {},
  };
}
