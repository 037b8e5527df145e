import {
  checkJoin,
  err,
  formatCidr,
  ok,
  subnetsOfServicePort,
  type NeutronSubnet,
  type NeutronSubnetId,
  type PortId,
  type Problem,
  type Result,
  type Subnet,
  type SubnetId,
  type VpcId,
} from '@isthmus/core';
import { all } from '../all.ts';
import { forProject, write, type Handler, type ProjectCaller } from '../handler.ts';
import type { Reader, Writer } from '../ledger.ts';
import { ownNeutronSubnet } from './neutron-subnet.ts';
import { ownVpc } from './vpc.ts';

/** The subnet goes into the VPC's default route table, and its ports with it into the VPC. */
export const joinSubnet: Handler<'join-subnet'> = forProject((desk, caller, { vpcId, id }) =>
  write(desk, caller, async (tx) => {
    const vpc = await ownVpc(tx, caller, vpcId);
    if (!vpc.ok) return vpc;
    const found = await ownNeutronSubnet(tx, caller, id);
    if (!found.ok) return found;
    const { subnet } = found.value;
    if (subnet.vpcId === vpcId) return found;
    if (subnet.vpcId !== null) return err({ kind: 'in-use', resource: 'subnet', id, by: 'vpc', byIds: [subnet.vpcId] });
    const fits = checkJoin(subnet, vpc.value, await all(tx.subnets, { vpcId }));
    if (!fits.ok) return fits;
    const [table] = (await tx.routeTables.list({ vpcId, isDefault: true }, { limit: 1 })).items;
    if (table === undefined) throw new Error(`VPC ${vpcId} has no default route table`);
    const joined = await move(tx, subnet.id, { vpcId, routeTableId: table.id, updatedAt: desk.clock.now() });
    record(tx, 'subnet.joined', joined, vpcId);
    return ok({ ...found.value, subnet: joined });
  }),
);

/** Instances hold their subnet in its VPC, and so does an IPv6 block, which is of that VPC's space. */
export const partSubnet: Handler<'part-subnet'> = forProject((desk, caller, { vpcId, id, portId }) =>
  write(desk, caller, async (tx) => {
    const vpc = await ownVpc(tx, caller, vpcId);
    if (!vpc.ok) return vpc;
    const found = await named(tx, caller, id, portId);
    if (!found.ok) return found;
    const { subnet, family } = found.value;
    if (subnet.vpcId !== vpcId) return err({ kind: 'not-found', resource: 'subnet', id: found.value.id });
    // The router's one port serves both families: it goes with IPv4.
    if (family === 6) return found;
    const inUse = (by: 'instance' | 'subnet', byIds: readonly string[]): Result<never, Problem> =>
      err({ kind: 'in-use', resource: 'subnet', id: found.value.id, by, byIds });
    const instances = (await tx.instances.list({ subnetId: subnet.id }, { limit: 100 })).items;
    if (instances.length > 0)
      return inUse(
        'instance',
        instances.map((instance) => instance.id),
      );
    if (subnet.neutronIdV6 !== null) return inUse('subnet', [subnet.neutronIdV6]);
    const parted = await move(tx, subnet.id, { vpcId: null, routeTableId: null, updatedAt: desk.clock.now() });
    record(tx, 'subnet.parted', parted, vpcId);
    return ok({ ...found.value, subnet: parted });
  }),
);

async function named(
  reader: Reader,
  caller: ProjectCaller,
  id: NeutronSubnetId | undefined,
  portId: PortId | undefined,
): Promise<Result<NeutronSubnet, Problem>> {
  if (id !== undefined) return ownNeutronSubnet(reader, caller, id);
  if (portId !== undefined)
    for (const candidate of subnetsOfServicePort(portId)) {
      const found = await ownNeutronSubnet(reader, caller, candidate);
      if (found.ok) return found;
    }
  return err({ kind: 'not-found', resource: 'port', id: portId ?? '' });
}

async function move(tx: Writer, id: SubnetId, change: Pick<Subnet, 'vpcId' | 'routeTableId' | 'updatedAt'>): Promise<Subnet> {
  const moved = await tx.subnets.update(id, change);
  if (!moved.ok || moved.value === undefined) throw new Error(`subnet ${id} could not be moved`);
  for (const port of await all(tx.ports, { subnetId: id })) await tx.ports.update(port.id, { vpcId: change.vpcId });
  return moved.value;
}

const record = (tx: Writer, kind: string, { id, projectId, cidr }: Subnet, vpcId: VpcId): void =>
  tx.record({
    kind,
    resourceKind: 'subnet',
    resourceId: id,
    projectIds: [projectId],
    vpcIds: [vpcId],
    detail: { vpcId, cidr: formatCidr(cidr) },
  });
