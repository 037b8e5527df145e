import type { DataPlane } from '@isthmus/control';
import type { InstanceId, VpcId } from '@isthmus/core';
import { createSimDriver, SimKernel } from '@isthmus/drivers';
import type { EntryKind } from '../../src/sim/entry.ts';
import { flowOf, type Flow } from '../../src/sim/flow.ts';
import { replyTo, segment, type Packet } from '../../src/sim/packet.ts';
import { carry } from '../../src/sim/probe.ts';
import type { Kept, Opening } from '../contract/lab.ts';
import { describeDataPlane } from '../contract/suite.ts';

/** Which simulated kernel a data plane under test programs. */
const kernels = new WeakMap<DataPlane, SimKernel>();

/** The kept connections of each. */
const flows = new WeakMap<SimKernel, readonly Flow[]>();

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

async function open(plane: DataPlane, { from, to, destination, port }: Opening): Promise<Kept> {
  const kernel = kernelOf(plane);
  const source = kernel.homeOf(from)?.port.addresses.find(({ family }) => family === destination.family);
  if (source === undefined) throw new Error('the sender has no such address');
  const opening = segment(source, destination, port);
  const flow = flowOf(opening);
  flows.set(kernel, [...(flows.get(kernel) ?? []), flow]);
  const speaks = (end: InstanceId, packet: Packet) => async () => {
    const home = kernel.homeOf(end);
    return home !== null && carry({ kernel, ...home }, packet, flow).answered;
  };
  return { asks: speaks(from, opening), tells: speaks(to, replyTo(opening)), close: () => {} };
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
  open,
  forget: async (plane) => flows.get(kernelOf(plane))?.forEach(({ routers }) => routers.clear()),
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
        const subnet = [...(kernel.rows(vpcId)?.values() ?? [])].find((row) => row.entry.kind === 'segment');
        if (half?.entry.kind !== 'half' || subnet?.entry.kind !== 'segment') throw new Error('no peering to add a route over');
        const destination = { family: 4 as const, first: 0n, length: 0 };
        const entry = { kind: 'route' as const, tableId: subnet.entry.tableId, destination, peeringId: half.entry.peeringId };
        kernel.run({ op: 'set', vpcId, row: { key: `route ${entry.tableId} 0.0.0.0/0`, content: 'by hand', entry } });
      },
    },
  ],
});
