import {
  blocksOf,
  checkSubnet,
  err,
  formatCidr,
  freeSubnetV6,
  idOf,
  ok,
  type Network,
  type NeutronSubnetId,
  type Problem,
  type Result,
  type Subnet,
  type SubnetId,
  type VpcId,
} from '@isthmus/core';
import { all } from '../all.ts';
import { given } from '../given.ts';
import { forProject, read, write, type Desk, type Handler, type ProjectCaller } from '../handler.ts';
import type { Reader, Writer } from '../ledger.ts';
import { checkQuota } from '../quota.ts';
import { ownVpc } from './vpc.ts';

export const listSubnets: Handler<'list-subnets'> = forProject(async (desk, caller, { vpcId, page }) =>
  read(await desk.ledger.read.subnets.list(given({ projectId: caller.project.id, vpcId, inVpc: true as const }), page)),
);

export const showSubnet: Handler<'show-subnet'> = forProject(async (desk, caller, { id }) => {
  const subnet = await ownSubnet(desk.ledger.read, caller, id);
  if (!subnet.ok) return subnet;
  // A subnet that v2.0 made is one of v1 when it is in a VPC.
  return subnet.value.vpcId === null ? err({ kind: 'not-found', resource: 'subnet', id }) : read(subnet.value);
});

export const createSubnet: Handler<'create-subnet'> = forProject((desk, caller, input) =>
  write(desk, caller, async (tx) => {
    const { ipv6Enabled, ...fields } = input;
    const vpc = await ownVpc(tx, caller, input.vpcId);
    if (!vpc.ok) return vpc;
    const siblings = await all(tx.subnets, { vpcId: vpc.value.id });
    const fits = checkSubnet(input, blocksOf(vpc.value), siblings);
    if (!fits.ok) return fits;
    const quota = await checkQuota(tx, 'subnet', { domainId: caller.domainId, region: caller.project.region });
    if (!quota.ok) return quota;
    const [table] = (await tx.routeTables.list({ vpcId: vpc.value.id, isDefault: true }, { limit: 1 })).items;
    if (table === undefined) throw new Error(`VPC ${vpc.value.id} has no default route table`);

    const id = idOf<SubnetId>(desk.ids.uuid());
    const now = desk.clock.now();
    const { id: projectId } = caller.project;
    const network: Network = {
      id,
      projectId,
      name: input.name,
      adminStateUp: true,
      portSecurityEnabled: true,
      createdAt: now,
      updatedAt: now,
    };
    const ipv6 = ipv6Enabled ? allocateV6(desk, input.vpcId, siblings) : withoutV6;
    const subnet: Subnet = {
      ...fields,
      ...ipv6,
      id,
      neutronId: idOf<NeutronSubnetId>(desk.ids.uuid()),
      projectId,
      routeTableId: table.id,
      allocationPools: null,
      routerPort: null,
      createdAt: now,
      updatedAt: now,
    };
    await tx.networks.insert(network);
    const added = await tx.subnets.insert(subnet);
    if (!added.ok)
      return err({
        kind: 'cidr-overlap',
        resource: 'subnet',
        field: 'subnet.cidr',
        cidr: formatCidr(subnet.cidr),
        other: formatCidr(subnet.cidr),
        otherId: '',
      });
    record(tx, 'subnet.created', subnet, { name: subnet.name, cidr: formatCidr(subnet.cidr) });
    return ok(subnet);
  }),
);

export type SubnetV6 = Pick<Subnet, 'neutronIdV6' | 'cidrV6' | 'gatewayV6'>;
const withoutV6: SubnetV6 = { neutronIdV6: null, cidrV6: null, gatewayV6: null };

export function allocateV6(desk: Desk, vpcId: VpcId, siblings: readonly Subnet[]): SubnetV6 {
  const taken = siblings.map(({ cidrV6 }) => cidrV6).filter((cidr) => cidr !== null);
  const free = freeSubnetV6(vpcId, taken);
  // The quota and the IPv4 blocks end long before 65,536 subnets do.
  if (free === null) throw new Error(`VPC ${vpcId} has no /64 left`);
  return { ...free, neutronIdV6: idOf<NeutronSubnetId>(desk.ids.uuid()) };
}

export const updateSubnet: Handler<'update-subnet'> = forProject((desk, caller, { id, vpcId, ipv6Enabled, ...change }) =>
  write(desk, caller, async (tx) => {
    const found = await subnetIn(tx, caller, id, vpcId);
    if (!found.ok) return found;
    const subnet = found.value;
    if (ipv6Enabled === false && subnet.cidrV6 !== null)
      return err({ kind: 'immutable', resource: 'subnet', id, reason: 'IPv6 can be turned on, and never off' });
    const turnsOn = ipv6Enabled === true && subnet.cidrV6 === null;
    const ipv6 = turnsOn ? allocateV6(desk, vpcId, await all(tx.subnets, { vpcId })) : {};
    const changed = await tx.subnets.update(id, given({ ...change, ...ipv6, updatedAt: desk.clock.now() }));
    if (!changed.ok || changed.value === undefined) throw new Error(`subnet ${id} could not be changed`);
    const detail = given({ ...change, ipv6Enabled });
    const touched = turnsOn ? [vpcId] : [];
    tx.record({ kind: 'subnet.updated', resourceKind: 'subnet', resourceId: id, projectIds: [subnet.projectId], vpcIds: touched, detail });
    return ok(changed.value);
  }),
);

/** Routes of its table do not block it (published); whatever has an address in it does. */
export const deleteSubnet: Handler<'delete-subnet'> = forProject((desk, caller, { id, vpcId }) =>
  write(desk, caller, async (tx) => {
    const found = await subnetIn(tx, caller, id, vpcId);
    if (!found.ok) return found;
    const unused = await checkSubnetUnused(tx, id);
    if (!unused.ok) return unused;
    await tx.subnets.delete(id);
    await tx.networks.delete(id);
    record(tx, 'subnet.deleted', found.value, { name: found.value.name, cidr: formatCidr(found.value.cidr) });
    return ok(null);
  }),
);

export async function checkSubnetUnused(reader: Reader, id: SubnetId): Promise<Result<void, Problem>> {
  const instances = (await reader.instances.list({ subnetId: id }, { limit: 100 })).items;
  if (instances.length > 0)
    return err({ kind: 'in-use', resource: 'subnet', id, by: 'instance', byIds: instances.map((instance) => instance.id) });
  const ports = (await reader.ports.list({ subnetId: id }, { limit: 100 })).items;
  return ports.length === 0
    ? ok(undefined)
    : err({ kind: 'in-use', resource: 'subnet', id, by: 'port', byIds: ports.map((port) => port.id) });
}

export async function ownSubnet(reader: Reader, caller: ProjectCaller, id: SubnetId): Promise<Result<Subnet, Problem>> {
  const subnet = await reader.subnets.get(id);
  return subnet !== undefined && subnet.projectId === caller.project.id ? ok(subnet) : err({ kind: 'not-found', resource: 'subnet', id });
}

async function subnetIn(reader: Reader, caller: ProjectCaller, id: SubnetId, vpcId: VpcId): Promise<Result<Subnet, Problem>> {
  const subnet = await ownSubnet(reader, caller, id);
  if (!subnet.ok || subnet.value.vpcId === vpcId) return subnet;
  // Whether a VPC of that id is somebody's is not told: only that this subnet, which is one's own, is in another.
  return err(subnet.value.vpcId === null ? { kind: 'not-found', resource: 'subnet', id } : { kind: 'not-in-vpc', subnetId: id, vpcId });
}

const record = (tx: Writer, kind: string, { id, projectId, vpcId }: Subnet, detail: Readonly<Record<string, unknown>>): void =>
  tx.record({ kind, resourceKind: 'subnet', resourceId: id, projectIds: [projectId], vpcIds: vpcId === null ? [] : [vpcId], detail });
