import {
  addressUse,
  err,
  idOf,
  ok,
  type Input,
  type Network,
  type NetworkUse,
  type NetworkWithSubnet,
  type Problem,
  type Result,
  type SubnetId,
} from '@isthmus/core';
import { all } from '../all.ts';
import { allOrNone } from '../all-or-none.ts';
import { given } from '../given.ts';
import { forProject, read, write, type Desk, type Handler, type ProjectCaller } from '../handler.ts';
import type { Reader, Writer } from '../ledger.ts';
import { checkQuotaOf } from '../quota.ts';

export const listNetworks: Handler<'list-networks'> = forProject(async (desk, caller, { page, ...filter }) => {
  const { read: reader } = desk.ledger;
  const { items, more } = await reader.networks.list(given({ ...filter, projectId: caller.project.id }), page);
  const subnets = await all(reader.subnets, { id: items.map(({ id }) => id) });
  const subnetOn = new Map(subnets.map((subnet) => [subnet.id, subnet]));
  return read({ items: items.map((network) => ({ network, subnet: subnetOn.get(network.id) ?? null })), more });
});

export const showNetwork: Handler<'show-network'> = forProject(async (desk, caller, { id }) => {
  const network = await ownNetwork(desk.ledger.read, caller, id);
  return network.ok ? read(await withSubnet(desk.ledger.read, network.value)) : network;
});

export const showAddressUse: Handler<'show-address-use'> = forProject(async (desk, caller, { id }) => {
  const { read: reader } = desk.ledger;
  const network = await ownNetwork(reader, caller, id);
  if (!network.ok) return network;
  const [use] = await usesOf(reader, [network.value]);
  if (use === undefined) throw new Error(`network ${id} has no use`);
  return read(use);
});

export const listAddressUses: Handler<'list-address-uses'> = forProject(async (desk, caller, { page, ...filter }) => {
  const { read: reader } = desk.ledger;
  const { items, more } = await reader.networks.list(given({ ...filter, projectId: caller.project.id }), page);
  return read({ items: await usesOf(reader, items), more });
});

/** With one query a noun. */
async function usesOf(reader: Reader, networks: readonly Network[]): Promise<readonly NetworkUse[]> {
  const ids = networks.map(({ id }) => id);
  const subnets = new Map((await all(reader.subnets, { id: ids })).map((subnet) => [subnet.id, subnet]));
  const ports = Map.groupBy(await all(reader.ports, { subnetId: ids }), ({ subnetId }) => subnetId);
  return networks.map((network) => {
    const subnet = subnets.get(network.id);
    const addresses = (ports.get(network.id) ?? []).flatMap((port) => port.addresses);
    return { network, uses: subnet === undefined ? [] : addressUse(subnet, addresses) };
  });
}

export const createNetwork: Handler<'create-network'> = forProject((desk, caller, input) =>
  write(desk, caller, (tx) => insertNetwork(desk, caller, tx, input)),
);

export const createNetworks: Handler<'create-networks'> = forProject((desk, caller, { items }) =>
  write(desk, caller, (tx) => allOrNone(items, (input) => insertNetwork(desk, caller, tx, input))),
);

/** Each subnet has a network of its own, so there may be as many of the one as of the other. */
async function insertNetwork(
  desk: Desk,
  { domainId, project }: ProjectCaller,
  tx: Writer,
  { name, portSecurityEnabled }: Input<'create-network'>,
): Promise<Result<NetworkWithSubnet, Problem>> {
  const projects = await all(tx.projects, { domainId, region: project.region });
  const used = await tx.networks.count({ projectId: projects.map(({ id }) => id) });
  const quota = await checkQuotaOf(tx, 'subnet', { domainId, region: project.region }, used);
  if (!quota.ok) return quota;
  const now = desk.clock.now();
  const id = idOf<SubnetId>(desk.ids.uuid());
  const network: Network = { id, projectId: project.id, name, adminStateUp: true, portSecurityEnabled, createdAt: now, updatedAt: now };
  await tx.networks.insert(network);
  record(tx, 'network.created', network, { name });
  return ok({ network, subnet: null });
}

export const updateNetwork: Handler<'update-network'> = forProject((desk, caller, { id, ...change }) =>
  write(desk, caller, async (tx) => {
    const found = await ownNetwork(tx, caller, id);
    if (!found.ok) return found;
    const changed = await tx.networks.update(id, given({ ...change, updatedAt: desk.clock.now() }));
    if (!changed.ok || changed.value === undefined) throw new Error(`network ${id} could not be changed`);
    record(tx, 'network.updated', changed.value, given(change));
    return ok(await withSubnet(tx, changed.value));
  }),
);

/** A subnet in a VPC holds its network, and so does every port that somebody made. */
export const deleteNetwork: Handler<'delete-network'> = forProject((desk, caller, { id }) =>
  write(desk, caller, async (tx) => {
    const found = await ownNetwork(tx, caller, id);
    if (!found.ok) return found;
    const ports = (await tx.ports.list({ subnetId: id }, { limit: 100 })).items;
    if (ports.length > 0) return err({ kind: 'in-use', resource: 'network', id, by: 'port', byIds: ports.map((port) => port.id) });
    const subnet = await tx.subnets.get(id);
    if (subnet !== undefined && subnet.vpcId !== null)
      return err({ kind: 'in-use', resource: 'network', id, by: 'vpc', byIds: [subnet.vpcId] });
    await tx.subnets.delete(id);
    await tx.networks.delete(id);
    record(tx, 'network.deleted', found.value, { name: found.value.name });
    return ok(null);
  }),
);

export async function ownNetwork(reader: Reader, caller: ProjectCaller, id: SubnetId): Promise<Result<Network, Problem>> {
  const network = await reader.networks.get(id);
  return network !== undefined && network.projectId === caller.project.id
    ? ok(network)
    : err({ kind: 'not-found', resource: 'network', id });
}

const withSubnet = async (reader: Reader, network: Network): Promise<NetworkWithSubnet> => ({
  network,
  subnet: (await reader.subnets.get(network.id)) ?? null,
});

const record = (tx: Writer, kind: string, { id, projectId }: Network, detail: Readonly<Record<string, unknown>>): void =>
  tx.record({ kind, resourceKind: 'network', resourceId: id, projectIds: [projectId], vpcIds: [], detail });
