import {
  addressV6For,
  checkAddress,
  err,
  formatAddress,
  freeAddress,
  idOf,
  macFor,
  ok,
  type Address,
  type Instance,
  type InstanceId,
  type InstanceWithPort,
  type Port,
  type PortId,
  type Problem,
  type ProjectId,
  type Result,
  type SecurityGroupId,
  type Subnet,
  type SubnetId,
  type VpcId,
} from '@isthmus/core';
import { all } from '../all.ts';
import { forProject, read, write, type Desk, type Handler, type ProjectCaller } from '../handler.ts';
import { defaultGroupId } from '../default-group.ts';
import type { Reader, Writer } from '../ledger.ts';
import { takenAddresses } from '../taken-addresses.ts';
import { touchedByMembership } from '../touched.ts';
import { ownSubnet } from './subnet.ts';

export const listInstances: Handler<'list-instances'> = forProject(async (desk, caller, { page, ...filter }) => {
  const { items, more } = await desk.ledger.read.instances.list({ ...filter, projectId: caller.project.id }, page);
  const ports = await all(desk.ledger.read.ports, { id: items.map(({ portId }) => portId) });
  const portById = new Map(ports.map((port) => [port.id, port]));
  // An instance that went between the two reads is left out.
  const withPorts = items.flatMap((instance): readonly InstanceWithPort[] => {
    const port = portById.get(instance.portId);
    return port === undefined ? [] : [{ instance, port }];
  });
  return read({ items: withPorts, more });
});

export const showInstance: Handler<'show-instance'> = forProject(async (desk, caller, { id }) => {
  const found = await ownInstance(desk.ledger.read, caller, id);
  return found.ok ? read(found.value) : found;
});

/** An instance and its port, in one write; the data plane follows, and then its status says so. */
export const createInstance: Handler<'create-instance'> = forProject((desk, caller, input) =>
  write(desk, caller, async (tx) => {
    const subnet = await ownSubnet(tx, caller, input.subnetId);
    if (!subnet.ok) return subnet;
    const { vpcId } = subnet.value;
    if (vpcId === null)
      return err({ kind: 'not-ready', resource: 'subnet', id: input.subnetId, reason: 'it is on no VPC yet; add it to a router first' });
    const address = await chooseAddress(tx, subnet.value, input.address);
    if (!address.ok) return address;
    const groups = await chooseGroups(desk, tx, caller.project.id, input.securityGroupIds);
    if (!groups.ok) return groups;
    const now = desk.clock.now();
    const owned = { projectId: caller.project.id, subnetId: subnet.value.id, vpcId, name: input.name, createdAt: now };
    const id = idOf<InstanceId>(desk.ids.uuid());
    const portId = idOf<PortId>(desk.ids.uuid());
    const port: Port = {
      ...owned,
      id: portId,
      macAddress: await chooseMac(tx, subnet.value.id, address.value, portId),
      addresses: subnet.value.cidrV6 === null ? [address.value] : [address.value, addressV6For(subnet.value.cidrV6, address.value)],
      deviceId: id,
      deviceOwner: `compute:${subnet.value.availabilityZone || caller.project.region}`,
      adminStateUp: true,
      portSecurityEnabled: true,
      securityGroupIds: groups.value,
      allowedAddressPairs: [],
      extraDhcpOptions: [],
      updatedAt: now,
    };
    const instance: Instance = { ...owned, id, portId: port.id, status: 'BUILD' };
    const plugged = await tx.ports.insert(port);
    if (!plugged.ok) return err({ kind: 'address-in-use', address: formatAddress(address.value) });
    await tx.instances.insert(instance);
    record(tx, 'instance.created', instance, await touchedByMembership(tx, port, port.securityGroupIds), {
      name: input.name,
      addresses: port.addresses.map(formatAddress),
    });
    return ok({ instance, port });
  }),
);

export async function chooseAddress(
  tx: Reader,
  subnet: Subnet,
  wanted: Address | undefined,
  taken = takenAddresses(tx),
): Promise<Result<Address, Problem>> {
  if (wanted === undefined) return freeAddress(subnet, await taken.of(subnet.id));
  const good = checkAddress(wanted, subnet);
  if (!good.ok) return good;
  const used = await tx.ports.count({ subnetId: subnet.id, address: wanted });
  return used > 0 ? err({ kind: 'address-in-use', address: formatAddress(wanted) }) : good;
}

/**
 * The MAC address that goes with the IPv4 address. A port that got another address has kept the MAC of its old one: then,
 * and without an address, one that goes with the port's id.
 */
export async function chooseMac(tx: Reader, subnetId: SubnetId, v4: Address | undefined, id: PortId): Promise<string> {
  const macAddress = v4 === undefined ? undefined : macFor(v4);
  if (macAddress !== undefined && (await tx.ports.count({ subnetId, macAddress })) === 0) return macAddress;
  return macFor({ family: 4, value: BigInt(`0x${id.slice(-6)}`) });
}

/** The groups that are named, if all are the project's; without a list its default one, made with this first need. */
export async function chooseGroups(
  desk: Desk,
  tx: Writer,
  projectId: ProjectId,
  wanted: readonly SecurityGroupId[] | undefined,
): Promise<Result<readonly SecurityGroupId[], Problem>> {
  if (wanted === undefined) return ok([await defaultGroupId(desk, tx, projectId)]);
  for (const id of wanted) {
    const group = await tx.securityGroups.get(id);
    if (group === undefined || group.projectId !== projectId) return err({ kind: 'not-found', resource: 'security_group', id });
  }
  return ok([...new Set(wanted)]);
}

export const deleteInstance: Handler<'delete-instance'> = forProject((desk, caller, { id }) =>
  write(desk, caller, async (tx) => {
    const found = await ownInstance(tx, caller, id);
    if (!found.ok) return found;
    const { port } = found.value;
    const touched = await touchedByMembership(tx, port, port.securityGroupIds);
    await tx.instances.delete(id);
    await tx.ports.delete(port.id);
    record(tx, 'instance.deleted', found.value.instance, touched, { name: found.value.instance.name });
    return ok(null);
  }),
);

export async function ownInstance(reader: Reader, caller: ProjectCaller, id: InstanceId): Promise<Result<InstanceWithPort, Problem>> {
  const instance = await reader.instances.get(id);
  const port = instance === undefined ? undefined : await reader.ports.get(instance.portId);
  if (instance === undefined || port === undefined || instance.projectId !== caller.project.id)
    return err({ kind: 'not-found', resource: 'instance', id });
  return ok({ instance, port });
}

function record(
  tx: Writer,
  kind: string,
  { id, projectId }: Instance,
  vpcIds: readonly VpcId[],
  detail: Readonly<Record<string, unknown>>,
): void {
  tx.record({ kind, resourceKind: 'instance', resourceId: id, projectIds: [projectId], vpcIds, detail });
}
