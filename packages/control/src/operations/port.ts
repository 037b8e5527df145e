import {
  addressV6For,
  changedOptions,
  err,
  formatAddress,
  formatCidr,
  holdsAddress,
  idOf,
  ok,
  sameAddress,
  servicePorts,
  statusOfPort,
  virtualIpOwner,
  type Address,
  type FixedIp,
  type Input,
  type Page,
  type Port,
  type PortFilter,
  type PortId,
  type PortWithSubnet,
  type Problem,
  type Result,
  type Subnet,
  type SubnetId,
} from '@isthmus/core';
import { all } from '../all.ts';
import { allOrNone } from '../all-or-none.ts';
import { given } from '../given.ts';
import { forProject, read, write, type Desk, type Handler, type ProjectCaller } from '../handler.ts';
import type { Reader, Writer } from '../ledger.ts';
import { pageInMemory } from '../page-in-memory.ts';
import { subnetOfServicePort } from '../subnet-of-port.ts';
import { takenAddresses, type TakenAddresses } from '../taken-addresses.ts';
import { touchedByMembership } from '../touched.ts';
import { chooseAddress, chooseGroups, chooseMac } from './instance.ts';
import { ownNetwork } from './network.ts';

export const listPorts: Handler<'list-ports'> = forProject(async (desk, caller, { page, ...filter }) => {
  const { read: reader } = desk.ledger;
  const { items, more } = await portsOf(reader, caller, filter, page);
  const subnets = await all(reader.subnets, { id: [...new Set(items.map(({ subnetId }) => subnetId))] });
  const byId = new Map(subnets.map((subnet) => [subnet.id, subnet]));
  return read({ items: items.map((port) => ({ port, subnet: byId.get(port.subnetId) ?? null })), more });
});

const stepSize = 500;

/**
 * Stored ports, and among them those that subnets have by themselves, which are derived from all subnets that are
 * meant: a quota ends their number.
 */
export async function portsOf(reader: Reader, caller: ProjectCaller, filter: PortFilter, page: Page) {
  const { id, name, networkId, macAddress, deviceId, deviceOwner, address, securityGroupIds = [] } = filter;
  const projectId = caller.project.id;
  const meant = matching(filter);
  const wanted = given({
    projectId,
    id,
    name,
    subnetId: networkId,
    macAddress,
    deviceId,
    deviceOwner,
    address,
    ...(securityGroupIds.length === 0 ? {} : { securityGroupId: securityGroupIds }),
  });
  const subnets = await all(reader.subnets, given({ projectId, id: networkId, neutronId: await neutronIdOf(reader, filter) }));
  const meantSubnets = new Set(subnets.map((subnet) => subnet.id));
  const stored: Port[] = [];
  const most = page.limit ?? Infinity;
  let at: Page = { ...page, limit: stepSize };
  let more = true;
  while (more && stored.length <= most) {
    const step = await reader.ports.list(wanted, at);
    stored.push(...step.items.filter((port) => meant(port) && (filter.neutronSubnetId === undefined || meantSubnets.has(port.subnetId))));
    const last = page.reverse === true ? step.items[0] : step.items.at(-1);
    more = step.more && last !== undefined;
    if (last !== undefined) at = { ...at, marker: last.id };
  }
  const derived = subnets.flatMap(servicePorts).filter((port) => belongs(port, filter) && meant(port));
  return pageInMemory([...stored, ...derived], page, more ? 'more' : 'none');
}

/** A filter by an IPv6 subnet means the ports of its network that have an IPv6 address. */
async function neutronIdOf(reader: Reader, { neutronSubnetId: id }: PortFilter) {
  if (id === undefined) return undefined;
  const [subnet] = (await reader.subnets.list({ neutronIdV6: id }, { limit: 1 })).items;
  return subnet?.neutronId ?? id;
}

/** What the ledger filters stored ports by. */
const belongs = (port: Port, { id, name, macAddress, deviceId, deviceOwner, address, securityGroupIds = [] }: PortFilter): boolean =>
  (id === undefined || id.includes(port.id)) &&
  (name === undefined || port.name === name) &&
  (macAddress === undefined || port.macAddress === macAddress) &&
  (deviceId === undefined || port.deviceId === deviceId) &&
  (deviceOwner === undefined || port.deviceOwner === deviceOwner) &&
  (address === undefined || port.addresses.some((one) => sameAddress(one, address))) &&
  securityGroupIds.length === 0;

const matching =
  ({ status }: PortFilter) =>
  (port: Port): boolean =>
    status === undefined || statusOfPort(port) === status;

export const showPort: Handler<'show-port'> = forProject(async (desk, caller, { id }) => {
  const port = await ownPort(desk.ledger.read, caller, id);
  return port.ok ? read(await withSubnet(desk.ledger.read, port.value)) : port;
});

export const createPort: Handler<'create-port'> = forProject((desk, caller, input) =>
  write(desk, caller, (tx) => insertShownPort(desk, caller, tx, input, takenAddresses(tx))),
);

export const createPorts: Handler<'create-ports'> = forProject((desk, caller, { items }) =>
  write(desk, caller, (tx) => {
    const taken = takenAddresses(tx);
    return allOrNone(items, (input) => insertShownPort(desk, caller, tx, input, taken));
  }),
);

async function insertShownPort(
  desk: Desk,
  caller: ProjectCaller,
  tx: Writer,
  input: Input<'create-port'>,
  taken: TakenAddresses,
): Promise<Result<PortWithSubnet, Problem>> {
  const made = await insertPort(desk, caller, tx, input, taken);
  return made.ok ? ok(await withSubnet(tx, made.value)) : made;
}

export async function insertPort(
  desk: Desk,
  caller: ProjectCaller,
  tx: Writer,
  { networkId, fixedIps, securityGroupIds, portSecurityEnabled: wanted, extraDhcpOptions, ...fields }: Input<'create-port'>,
  taken: TakenAddresses,
): Promise<Result<Port, Problem>> {
  const network = await ownNetwork(tx, caller, networkId);
  if (!network.ok) return network;
  const subnet = await tx.subnets.get(networkId);
  const addresses = await chooseAddresses(tx, networkId, subnet, fixedIps, [], taken);
  if (!addresses.ok) return addresses;
  const portSecurityEnabled = wanted ?? network.value.portSecurityEnabled;
  if (!portSecurityEnabled && securityGroupIds !== undefined && securityGroupIds.length > 0) return groupsWithoutSecurity;
  const groups = await chooseGroups(desk, tx, caller.project.id, portSecurityEnabled ? securityGroupIds : []);
  if (!groups.ok) return groups;
  const options = changedOptions([], extraDhcpOptions);
  if (!options.ok) return options;
  const now = desk.clock.now();
  const id = idOf<PortId>(desk.ids.uuid());
  const [v4] = addresses.value;
  const port: Port = {
    ...fields,
    id,
    projectId: caller.project.id,
    subnetId: networkId,
    vpcId: subnet?.vpcId ?? null,
    macAddress: await chooseMac(tx, networkId, v4, id),
    addresses: addresses.value,
    deviceId: '',
    adminStateUp: true,
    portSecurityEnabled,
    securityGroupIds: groups.value,
    extraDhcpOptions: options.value,
    createdAt: now,
    updatedAt: now,
  };
  const added = await tx.ports.insert(port);
  if (!added.ok) return err({ kind: 'address-in-use', address: addresses.value.map(formatAddress).join(', ') });
  taken.add(port);
  record(tx, 'port.created', port, { name: port.name, addresses: port.addresses.map(formatAddress) });
  return ok(port);
}

const groupsWithoutSecurity = err({
  kind: 'invalid-field',
  resource: 'port',
  field: 'port.security_groups',
  reason: 'names groups for a port without port security',
  fix: 'leave the groups out, or turn port_security_enabled on',
} as const);

const groupsRemain = ({ id }: Port): Result<never, Problem> =>
  err({
    kind: 'immutable',
    resource: 'port',
    id,
    reason: 'it is in security groups; send security_groups as an empty array beside port_security_enabled',
  });

const wrongIps = (reason: string, fix: string): Result<never, Problem> =>
  err({ kind: 'invalid-field', resource: 'port', field: 'port.fixed_ips', reason, fix });

/** The IPv4 address first: an IPv6 address goes with one. What the port has already, `own`, is free for it. */
async function chooseAddresses(
  tx: Reader,
  networkId: SubnetId,
  subnet: Subnet | undefined,
  fixedIps: readonly FixedIp[] | undefined,
  own: readonly Address[],
  taken: TakenAddresses,
): Promise<Result<readonly Address[], Problem>> {
  if (fixedIps?.length === 0 || (fixedIps === undefined && subnet === undefined)) return ok([]);
  if (subnet === undefined) return wrongIps('asks for an address on a network without a subnet', 'create a subnet on the network first');
  const { neutronId, neutronIdV6, cidrV6 } = subnet;
  const asked = { 4: [] as FixedIp[], 6: [] as FixedIp[] };
  for (const one of fixedIps ?? [{ neutronSubnetId: neutronId }, ...(neutronIdV6 === null ? [] : [{ neutronSubnetId: neutronIdV6 }])]) {
    const { neutronSubnetId = one.address?.family === 6 ? neutronIdV6 : neutronId } = one;
    if (neutronSubnetId !== neutronId && (neutronSubnetId === null || neutronSubnetId !== neutronIdV6))
      return err({ kind: 'not-found', resource: 'subnet', id: neutronSubnetId ?? networkId });
    asked[neutronSubnetId === neutronId ? 4 : 6].push(one);
  }
  const [v4, ...moreV4] = asked[4];
  const [v6, ...moreV6] = asked[6];
  if (v4 === undefined || moreV4.length + moreV6.length > 0)
    return wrongIps('is not one IPv4 address, with at most one IPv6 address', 'ask for one address of each family at most');
  const kept = own.find((address) => address.family === 4 && (v4.address === undefined || sameAddress(address, v4.address)));
  const first = kept === undefined ? await chooseAddress(tx, subnet, v4.address, taken) : ok(kept);
  if (!first.ok || v6 === undefined || cidrV6 === null) return first.ok ? ok([first.value]) : first;
  const second = v6.address ?? own.find(({ family }) => family === 6) ?? addressV6For(cidrV6, first.value);
  const outside = { resource: 'port', address: formatAddress(second), cidr: formatCidr(cidrV6) } as const;
  if (!holdsAddress(cidrV6, second)) return err({ kind: 'address-outside-subnet', ...outside });
  if (subnet.gatewayV6 !== null && sameAddress(second, subnet.gatewayV6)) return err({ kind: 'address-reserved', ...outside });
  return ok([first.value, second]);
}

export const updatePort: Handler<'update-port'> = forProject(
  (desk, caller, { id, securityGroupIds, fixedIps, extraDhcpOptions, ...named }) =>
    write(desk, caller, async (tx) => {
      const found = await storedPort(tx, caller, id);
      if (!found.ok) return found;
      const before = found.value;
      const options = extraDhcpOptions === undefined ? ok(undefined) : changedOptions(before.extraDhcpOptions, extraDhcpOptions);
      if (!options.ok) return options;
      const change = { ...named, extraDhcpOptions: options.value };
      const secured = change.portSecurityEnabled ?? before.portSecurityEnabled;
      const wantedGroups = securityGroupIds ?? before.securityGroupIds;
      if (!secured && wantedGroups.length > 0) return securityGroupIds === undefined ? groupsRemain(before) : groupsWithoutSecurity;
      const groups = await chooseGroups(desk, tx, caller.project.id, wantedGroups);
      if (!groups.ok) return groups;
      const moved = fixedIps === undefined ? ok({ addresses: before.addresses }) : await movedTo(tx, before, fixedIps);
      if (!moved.ok) return moved;
      const wanted = given({ ...change, ...moved.value, securityGroupIds: groups.value, updatedAt: desk.clock.now() });
      const changed = await tx.ports.update(id, wanted);
      if (!changed.ok) return err({ kind: 'address-in-use', address: moved.value.addresses.map(formatAddress).join(', ') });
      const port = changed.value;
      if (port === undefined) throw new Error(`port ${id} could not be changed`);
      const addresses = fixedIps === undefined ? undefined : port.addresses.map(formatAddress);
      const seen =
        securityGroupIds !== undefined ||
        secured !== before.portSecurityEnabled ||
        addresses !== undefined ||
        change.allowedAddressPairs !== undefined;
      const touched =
        port.deviceId !== '' && seen ? await touchedByMembership(tx, port, [...before.securityGroupIds, ...groups.value]) : [];
      record(tx, 'port.updated', port, given({ ...change, addresses, securityGroupIds }), touched);
      return ok(await withSubnet(tx, port));
    }),
);

/** Other addresses, on the network that the port is on. Its MAC address stays, as everything else that peers remember it by. */
async function movedTo(tx: Reader, port: Port, fixedIps: readonly FixedIp[]): Promise<Result<Pick<Port, 'addresses'>, Problem>> {
  if (fixedIps.length === 0 && port.deviceId !== '')
    return wrongIps('takes the last address off an instance', 'ask for one IPv4 address, or delete the instance');
  const subnet = await tx.subnets.get(port.subnetId);
  const addresses = await chooseAddresses(tx, port.subnetId, subnet, fixedIps, port.addresses, takenAddresses(tx));
  return addresses.ok ? ok({ addresses: addresses.value }) : addresses;
}

export const deletePort: Handler<'delete-port'> = forProject((desk, caller, { id }) =>
  write(desk, caller, async (tx) => {
    const port = await ownPort(tx, caller, id);
    return port.ok ? removePort(tx, port.value, 'port') : port;
  }),
);

/** A port that something is attached to goes with that, and not before. */
export async function removePort(tx: Writer, port: Port, resource: 'port' | 'private_ip'): Promise<Result<null, Problem>> {
  const free = checkUnattached(port, resource);
  if (!free.ok) return free;
  await tx.ports.delete(port.id);
  record(tx, 'port.deleted', port, { name: port.name });
  return ok(null);
}

export function checkUnattached(port: Port, resource: 'port' | 'private_ip'): Result<void, Problem> {
  const { id, deviceId, deviceOwner } = port;
  if (deviceId === '' && (deviceOwner === '' || deviceOwner === virtualIpOwner)) return ok(undefined);
  const by = deviceOwner.startsWith('compute:') ? 'instance' : deviceOwner.startsWith('network:dhcp') ? 'subnet' : 'vpc';
  return err({ kind: 'in-use', resource, id, by, byIds: [by === 'subnet' ? port.subnetId : deviceId] });
}

/** The caller's port, stored or a subnet's own. */
export async function ownPort(reader: Reader, caller: ProjectCaller, id: PortId): Promise<Result<Port, Problem>> {
  const stored = await reader.ports.get(id);
  if (stored !== undefined) return stored.projectId === caller.project.id ? ok(stored) : notFound(id);
  const one = await subnetOfServicePort(reader, caller, id);
  const port = one && servicePorts(one.subnet).find((own) => own.id === id);
  return port === undefined ? notFound(id) : ok(port);
}

async function storedPort(reader: Reader, caller: ProjectCaller, id: PortId): Promise<Result<Port, Problem>> {
  const port = await ownPort(reader, caller, id);
  if (!port.ok || !port.value.deviceOwner.startsWith('network:')) return port;
  return err({ kind: 'immutable', resource: 'port', id, reason: 'it belongs to its subnet' });
}

const notFound = (id: PortId): Result<never, Problem> => err({ kind: 'not-found', resource: 'port', id });

const withSubnet = async (reader: Reader, port: Port): Promise<PortWithSubnet> => ({
  port,
  subnet: (await reader.subnets.get(port.subnetId)) ?? null,
});

/** What has no instance behind it is seen by no packet. */
const record = (
  tx: Writer,
  kind: string,
  { id, projectId }: Port,
  detail: Readonly<Record<string, unknown>>,
  vpcIds: readonly NonNullable<Port['vpcId']>[] = [],
): void => tx.record({ kind, resourceKind: 'port', resourceId: id, projectIds: [projectId], vpcIds, detail });
