import type { Convergence, DataPlane } from '@isthmus/control';
import type { Metrics } from './metrics.ts';

/** The same data plane, with what it does counted. */
export function meteredPlane(plane: DataPlane, metrics: Metrics): DataPlane {
  const counted = async (work: Promise<Convergence>): Promise<Convergence> => {
    const began = performance.now();
    const done = await work;
    metrics.converged({ seconds: (performance.now() - began) / 1000, commands: done.commands, failures: done.failures.length });
    return done;
  };
  return {
    driver: plane.driver,
    converge: (routers, gone) => counted(plane.converge(routers, gone)),
    convergeAll: (routers) => counted(plane.convergeAll(routers)),
    plan: (routers) => plane.plan(routers),
    probe: (request) => plane.probe(request),
    present: (instances) => plane.present(instances),
    unready: () => plane.unready(),
    tearDown: () => plane.tearDown(),
    close: () => plane.close(),
  };
}
