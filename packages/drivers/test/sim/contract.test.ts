import type { DataPlane } from '@isthmus/control';
import type { VpcId } from '@isthmus/core';
import { createSimDriver, SimKernel } from '@isthmus/drivers';
import type { EntryKind } from '../../src/sim/entry.ts';
import { describeDataPlane } from '../contract/suite.ts';

/** Which simulated kernel a data plane under test programs. */
const kernels = new WeakMap<DataPlane, SimKernel>();

function driverOn(kernel: SimKernel): DataPlane {
  const plane = createSimDriver({ kernel });
  kernels.set(plane, kernel);
  return plane;
}

function kernelOf(plane: DataPlane): SimKernel {
  const kernel = kernels.get(plane);
  if (kernel === undefined) throw new Error('not a data plane of this test');
  return kernel;
}

/** Removes by hand every entry of a kind from a router. */
const removing = (kind: EntryKind) => async (plane: DataPlane, vpcId: VpcId) => {
  const kernel = kernelOf(plane);
  const rows = [...(kernel.rows(vpcId)?.values() ?? [])].filter((row) => row.entry.kind === kind);
  for (const row of rows) kernel.run({ op: 'unset', vpcId, row });
};

describeDataPlane('sim', {
  create: async () => driverOn(new SimKernel()),
  restart: async (before) => driverOn(kernelOf(before)),
  filters: 'enforced',
  vandals: [
    { deed: 'a router deleted by hand', strike: removing('router') },
    { deed: "half a peering deleted by hand, and its router's routes with it", strike: removing('half') },
    { deed: 'routes deleted by hand', strike: removing('route') },
    { deed: 'a port deleted by hand', strike: removing('port') },
    { deed: 'a subnet deleted by hand', strike: removing('segment') },
    { deed: 'a gateway deleted by hand', strike: removing('local') },
    { deed: 'the guard of unallocated space deleted by hand', strike: removing('block') },
    {
      deed: 'a route added by hand',
      strike: async (plane, vpcId) => {
        const kernel = kernelOf(plane);
        const half = [...(kernel.rows(vpcId)?.values() ?? [])].find((row) => row.entry.kind === 'half');
        const segment = [...(kernel.rows(vpcId)?.values() ?? [])].find((row) => row.entry.kind === 'segment');
        if (half?.entry.kind !== 'half' || segment?.entry.kind !== 'segment') throw new Error('no peering to add a route over');
        const destination = { family: 4 as const, first: 0n, length: 0 };
        const entry = { kind: 'route' as const, tableId: segment.entry.tableId, destination, peeringId: half.entry.peeringId };
        kernel.run({ op: 'set', vpcId, row: { key: `route ${entry.tableId} 0.0.0.0/0`, content: 'by hand', entry } });
      },
    },
  ],
});
