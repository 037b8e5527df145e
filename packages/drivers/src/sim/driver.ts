import type { Convergence, DataPlane } from '@isthmus/control';
import type { InstanceId, ProbeRequest, ProbeResult, Problem, Result, Router, VpcId } from '@isthmus/core';
import { difference, unhurriedDifference } from './difference.ts';
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
  /** What small rounds have touched since each whole one under way began: theirs is the later word. */
  const underWay = new Set<Set<VpcId>>();
  const runSmall = (commands: readonly Command[], named: readonly VpcId[]): Convergence => {
    for (const overtaken of underWay) for (const vpcId of [...named, ...commands.map((command) => command.vpcId)]) overtaken.add(vpcId);
    return run(commands);
  };
  async function wholeDifference<T>(routers: readonly Router[], use: (commands: readonly Command[]) => T): Promise<T> {
    const wanted = new Set(routers.map((router) => router.vpcId));
    const gone = kernel.routers().filter((vpcId) => !wanted.has(vpcId));
    const overtaken = new Set<VpcId>();
    underWay.add(overtaken);
    try {
      return use(await unhurriedDifference(kernel, routers, gone, overtaken));
    } finally {
      underWay.delete(overtaken);
    }
  }
  return {
    driver: 'sim',
    converge: async (routers: readonly Router[], gone: readonly VpcId[]) =>
      runSmall(difference(kernel, routers, gone), [...routers.map(({ vpcId }) => vpcId), ...gone]),
    convergeAll: (routers: readonly Router[]) => wholeDifference(routers, run),
    plan: (routers: readonly Router[]) => wholeDifference(routers, (commands) => commands.map(lineOf)),
    probe: async (request: ProbeRequest): Promise<Result<ProbeResult, Problem>> => probe(kernel, now, request),
    present: async (instances: readonly InstanceId[]) => new Set(instances.filter((id) => kernel.homeOf(id) !== null)),
    unready: async () => null,
    tearDown: () => wholeDifference([], run),
    close: async () => {},
  };
}
