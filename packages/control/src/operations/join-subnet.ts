import {
  checkJoin,
  err,
  formatAddress,
  formatCidr,
  idOf,
  neutronSubnetsOf,
  ok,
  routerPortOwner,
  sameAddress,
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
import { subnetOfServicePort } from '../subnet-of-port.ts';
import { ownNeutronSubnet } from './neutron-subnet.ts';
import { checkUnattached, ownPort } from './port.ts';
import { ownVpc } from './vpc.ts';

/** The subnet goes into the VPC's default route table, and its ports with it into the VPC. */
export const joinSubnet: Handler<'join-subnet'> = forProject((desk, caller, { vpcId, id, portId }) =>
  write(desk, caller, async (tx) => {
    const vpc = await ownVpc(tx, caller, vpcId);
    if (!vpc.ok) return vpc;
    const found = portId === undefined ? await namedItself(tx, caller, id) : await namedByPort(tx, caller, portId);
    if (!found.ok) return found;
    const { one, routerPort } = found.value;
    const { subnet } = one;
    if (subnet.vpcId === vpcId) return ok(one);
    if (subnet.vpcId !== null) return err({ kind: 'in-use', resource: 'subnet', id: one.id, by: 'vpc', byIds: [subnet.vpcId] });
    const fits = checkJoin(subnet, vpc.value, await all(tx.subnets, { vpcId }));
    if (!fits.ok) return fits;
    const [table] = (await tx.routeTables.list({ vpcId, isDefault: true }, { limit: 1 })).items;
    if (table === undefined) throw new Error(`VPC ${vpcId} has no default route table`);
    // From now on it is one of the subnet's own ports, which are derived.
    if (routerPort !== null) await tx.ports.delete(routerPort.id);
    const { gateway } = subnet;
    if (gateway !== null && (await tx.ports.count({ subnetId: subnet.id, address: gateway })) > 0)
      return err({ kind: 'address-in-use', address: formatAddress(gateway) });
    const joined = await move(tx, subnet.id, { vpcId, routeTableId: table.id, routerPort, updatedAt: desk.clock.now() });
    record(tx, 'subnet.joined', joined, vpcId);
    return ok({ ...one, subnet: joined });
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
    const parted = await move(tx, subnet.id, { vpcId: null, routeTableId: null, routerPort: null, updatedAt: desk.clock.now() });
    record(tx, 'subnet.parted', parted, vpcId);
    return found;
  }),
);

/** What is to be joined, and the port that the router then has; null for one of its own. */
type Joining = Promise<Result<Pick<Subnet, 'routerPort'> & { readonly one: NeutronSubnet }, Problem>>;

async function namedItself(reader: Reader, caller: ProjectCaller, id: NeutronSubnetId | undefined): Joining {
  const found = await ownNeutronSubnet(reader, caller, id ?? idOf<NeutronSubnetId>(''));
  return found.ok ? ok({ one: found.value, routerPort: null }) : found;
}

/** By a port that nothing is attached to, with the gateway's address alone: the router answers at no other. */
async function namedByPort(reader: Reader, caller: ProjectCaller, portId: PortId): Joining {
  const found = await ownPort(reader, caller, portId);
  if (!found.ok) return found;
  const port = found.value;
  const subnet = await reader.subnets.get(port.subnetId);
  const [one] = subnet === undefined ? [] : neutronSubnetsOf(subnet);
  if (one !== undefined && port.deviceOwner === routerPortOwner) return ok({ one, routerPort: null });
  const free = checkUnattached(port, 'port');
  if (!free.ok) return free;
  const [address, ...others] = port.addresses;
  if (one === undefined || address === undefined || others.length > 0 || port.deviceOwner !== '')
    return wrongPort('is not a port with one fixed IP address and no other use', 'make a port with one entry in fixed_ips');
  const { gateway } = one.subnet;
  if (gateway !== null && !sameAddress(address, gateway))
    return wrongPort(
      `is at ${formatAddress(address)}, and the router answers at the gateway alone`,
      `make a port at ${formatAddress(gateway)}, or name the subnet`,
    );
  const { id, name, portSecurityEnabled } = port;
  return ok({ one, routerPort: { id, name, portSecurityEnabled } });
}

const wrongPort = (reason: string, fix: string): Result<never, Problem> =>
  err({ kind: 'invalid-field', resource: 'vpc', field: 'port_id', reason, fix });

/** What is to be taken out: the subnet, or the one that has this router's port; both must be of one network. */
async function named(
  reader: Reader,
  caller: ProjectCaller,
  id: NeutronSubnetId | undefined,
  portId: PortId | undefined,
): Promise<Result<NeutronSubnet, Problem>> {
  const byPort = portId === undefined ? undefined : await subnetOfServicePort(reader, caller, portId);
  if (portId !== undefined && byPort === undefined) return err({ kind: 'not-found', resource: 'port', id: portId });
  if (id === undefined && byPort !== undefined) return ok(byPort);
  const found = await ownNeutronSubnet(reader, caller, id ?? idOf<NeutronSubnetId>(''));
  if (!found.ok || byPort === undefined || byPort.subnet.id === found.value.subnet.id) return found;
  return wrongPort('is on another subnet than the one that is named', 'name the subnet or the port');
}

async function move(
  tx: Writer,
  id: SubnetId,
  change: Pick<Subnet, 'vpcId' | 'routeTableId' | 'routerPort' | 'updatedAt'>,
): Promise<Subnet> {
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
