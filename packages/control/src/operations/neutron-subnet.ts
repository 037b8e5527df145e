import {
  baseName,
  checkLooseSubnet,
  checkPools,
  cidrOf,
  err,
  firstGateway,
  formatAddress,
  formatCidr,
  formatPool,
  gatewayOf,
  idOf,
  must,
  nameOf,
  neutronSubnetsOf,
  ok,
  type Address,
  type AddressPool,
  type Input,
  type NeutronSubnet,
  type NeutronSubnetId,
  type Problem,
  type Result,
  type Subnet,
  type VpcId,
} from '@isthmus/core';
import { all } from '../all.ts';
import { allOrNone } from '../all-or-none.ts';
import { given } from '../given.ts';
import { forProject, read, write, type Desk, type Handler, type ProjectCaller } from '../handler.ts';
import type { Reader, Writer } from '../ledger.ts';
import { pageInMemory } from '../page-in-memory.ts';
import { checkQuota } from '../quota.ts';
import { ownNetwork } from './network.ts';
import { allocateV6 } from './subnet.ts';

/** The project's subnets are read as a whole: each is two rows here, under other ids, and a quota ends their number. */
export const listNeutronSubnets: Handler<'list-neutron-subnets'> = forProject(async (desk, caller, { page, ...filter }) => {
  const subnets = await all(desk.ledger.read.subnets, given({ projectId: caller.project.id, id: filter.networkId }));
  return read(pageInMemory(subnets.flatMap(neutronSubnetsOf).filter(matching(filter)), page));
});

const textOf = (address: Address | null): string => (address === null ? '' : formatAddress(address));

const matching =
  ({ id, name, family, cidr, gateway, dhcpEnabled }: Omit<Input<'list-neutron-subnets'>, 'page'>) =>
  (one: NeutronSubnet): boolean =>
    (id === undefined || one.id === id) &&
    (name === undefined || nameOf(one) === name) &&
    (family === undefined || one.family === family) &&
    (cidr === undefined || formatCidr(cidrOf(one)) === cidr) &&
    (gateway === undefined || textOf(gatewayOf(one)) === gateway) &&
    (dhcpEnabled === undefined || one.subnet.dhcpEnabled === dhcpEnabled);

export const showNeutronSubnet: Handler<'show-neutron-subnet'> = forProject(async (desk, caller, { id }) => {
  const found = await ownNeutronSubnet(desk.ledger.read, caller, id);
  return found.ok ? read(found.value) : found;
});

export const createNeutronSubnet: Handler<'create-neutron-subnet'> = forProject((desk, caller, input) =>
  write(desk, caller, (tx) => insertNeutronSubnet(desk, caller, tx, input)),
);

export const createNeutronSubnets: Handler<'create-neutron-subnets'> = forProject((desk, caller, { items }) =>
  write(desk, caller, (tx) => allOrNone(items, (input) => insertNeutronSubnet(desk, caller, tx, input))),
);

type New<Family> = Extract<Input<'create-neutron-subnet'>, { readonly family: Family }>;
type Made = Promise<Result<NeutronSubnet, Problem>>;

async function insertNeutronSubnet(desk: Desk, caller: ProjectCaller, tx: Writer, input: Input<'create-neutron-subnet'>): Made {
  const network = await ownNetwork(tx, caller, input.networkId);
  if (!network.ok) return network;
  const present = await tx.subnets.get(input.networkId);
  return input.family === 4 ? createV4(desk, caller, tx, input, present) : createV6(desk, tx, input, present);
}

async function createV4(desk: Desk, caller: ProjectCaller, tx: Writer, input: New<4>, present: Subnet | undefined): Made {
  const { networkId, name, description = '', cidr, allocationPools = null, dhcpEnabled, dnsServers } = input;
  const gateway = input.gateway === undefined ? firstGateway(cidr) : input.gateway;
  const good = checkLooseSubnet({ cidr, gateway });
  if (!good.ok) return good;
  const pooled = checkPools({ cidr, gateway }, allocationPools ?? []);
  if (!pooled.ok) return pooled;
  if (present !== undefined) return taken(present, present.neutronId);
  const { domainId, project } = caller;
  const quota = await checkQuota(tx, 'subnet', { domainId, region: project.region });
  if (!quota.ok) return quota;
  const now = desk.clock.now();
  const subnet: Subnet = {
    id: networkId,
    neutronId: idOf<NeutronSubnetId>(desk.ids.uuid()),
    neutronIdV6: null,
    projectId: project.id,
    vpcId: null,
    routeTableId: null,
    name,
    description,
    cidr,
    gateway,
    allocationPools,
    routerPort: null,
    cidrV6: null,
    gatewayV6: null,
    dhcpEnabled,
    dnsServers,
    extraDhcpOptions: [],
    availabilityZone: '',
    createdAt: now,
    updatedAt: now,
  };
  must(await tx.subnets.insert(subnet));
  record(tx, 'subnet.created', subnet, [], { name, cidr: formatCidr(cidr) });
  return ok({ id: subnet.neutronId, family: 4, subnet });
}

/** Its /64 comes from the space of the VPC, so the network must be in one. */
async function createV6(desk: Desk, tx: Writer, { networkId }: New<6>, present: Subnet | undefined): Made {
  if (present === undefined) return notReady(networkId, 'it has no IPv4 subnet, which comes first');
  const { vpcId } = present;
  if (vpcId === null) return notReady(networkId, 'its IPv4 subnet is in no router, from whose space the IPv6 block is taken');
  if (present.neutronIdV6 !== null) return taken(present, present.neutronIdV6);
  const ipv6 = allocateV6(desk, vpcId, await all(tx.subnets, { vpcId }));
  const subnet = await change(tx, present, { ...ipv6, updatedAt: desk.clock.now() });
  record(tx, 'subnet.updated', subnet, [vpcId], { ipv6Enabled: true });
  return familyOf(subnet, 6);
}

const notReady = (id: string, reason: string): Result<never, Problem> => err({ kind: 'not-ready', resource: 'network', id, reason });
const taken = ({ id }: Subnet, by: NeutronSubnetId): Result<never, Problem> =>
  err({ kind: 'in-use', resource: 'network', id, by: 'subnet', byIds: [by] });

export const updateNeutronSubnet: Handler<'update-neutron-subnet'> = forProject((desk, caller, { id, ...wanted }) =>
  write(desk, caller, async (tx) => {
    const found = await ownNeutronSubnet(tx, caller, id);
    if (!found.ok) return found;
    const { family } = found.value;
    const pooled = wanted.allocationPools === undefined ? ok(undefined) : checkNewPools(found.value, wanted.allocationPools);
    if (!pooled.ok) return pooled;
    const changes = given({ ...wanted, ...(wanted.name === undefined ? {} : { name: baseName(family, wanted.name) }) });
    const subnet = await change(tx, found.value.subnet, { ...changes, updatedAt: desk.clock.now() });
    record(tx, 'subnet.updated', subnet, [], given({ ...changes, allocationPools: wanted.allocationPools?.map(formatPool) }));
    return familyOf(subnet, family);
  }),
);

const checkNewPools = ({ family, subnet }: NeutronSubnet, pools: readonly AddressPool[]): Result<void, Problem> =>
  family === 4
    ? checkPools(subnet, pools)
    : err({
        kind: 'invalid-field',
        resource: 'subnet',
        field: 'subnet.allocation_pools',
        reason: 'cannot be chosen for IPv6: an IPv6 address goes with the IPv4 one',
        fix: 'leave it out, or change the IPv4 subnet of the network',
      });

export const deleteNeutronSubnet: Handler<'delete-neutron-subnet'> = forProject((desk, caller, { id }) =>
  write(desk, caller, async (tx) => {
    const found = await ownNeutronSubnet(tx, caller, id);
    if (!found.ok) return found;
    const { family, subnet } = found.value;
    const used = (await all(tx.ports, { subnetId: subnet.id })).filter(({ addresses }) => addresses.some((one) => one.family === family));
    if (used.length > 0)
      return inUse(
        id,
        'port',
        used.slice(0, 100).map((port) => port.id),
      );
    if (family === 6) {
      await change(tx, subnet, { neutronIdV6: null, cidrV6: null, gatewayV6: null, updatedAt: desk.clock.now() });
      record(tx, 'subnet.updated', subnet, vpcsOf(subnet), { ipv6Enabled: false });
      return ok(null);
    }
    if (subnet.vpcId !== null) return inUse(id, 'vpc', [subnet.vpcId]);
    await tx.subnets.delete(subnet.id);
    record(tx, 'subnet.deleted', subnet, [], { name: subnet.name, cidr: formatCidr(subnet.cidr) });
    return ok(null);
  }),
);

const inUse = (id: NeutronSubnetId, by: 'port' | 'vpc', byIds: readonly string[]): Result<never, Problem> =>
  err({ kind: 'in-use', resource: 'subnet', id, by, byIds });

const vpcsOf = ({ vpcId }: Subnet): readonly VpcId[] => (vpcId === null ? [] : [vpcId]);

/** The caller's subnet by the id that v2.0 knows it by, of either family. */
export async function ownNeutronSubnet(
  reader: Reader,
  caller: ProjectCaller,
  id: NeutronSubnetId,
): Promise<Result<NeutronSubnet, Problem>> {
  const [subnet] = [
    ...(await reader.subnets.list({ neutronId: id }, { limit: 1 })).items,
    ...(await reader.subnets.list({ neutronIdV6: id }, { limit: 1 })).items,
  ];
  const one = subnet?.projectId === caller.project.id ? neutronSubnetsOf(subnet).find((family) => family.id === id) : undefined;
  return one === undefined ? err({ kind: 'not-found', resource: 'subnet', id }) : ok(one);
}

async function change(tx: Writer, { id }: Subnet, wanted: Partial<Subnet>): Promise<Subnet> {
  const changed = await tx.subnets.update(id, wanted);
  if (!changed.ok || changed.value === undefined) throw new Error(`subnet ${id} could not be changed`);
  return changed.value;
}

function familyOf(subnet: Subnet, family: NeutronSubnet['family']): Result<NeutronSubnet, Problem> {
  const one = neutronSubnetsOf(subnet).find((candidate) => candidate.family === family);
  if (one === undefined) throw new Error(`subnet ${subnet.id} has no IPv${family}`);
  return ok(one);
}

const record = (
  tx: Writer,
  kind: string,
  { id, projectId }: Subnet,
  vpcIds: readonly VpcId[],
  detail: Readonly<Record<string, unknown>>,
): void => tx.record({ kind, resourceKind: 'subnet', resourceId: id, projectIds: [projectId], vpcIds, detail });
