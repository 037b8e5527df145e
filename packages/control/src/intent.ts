import type { VpcId, VpcIntent } from '@isthmus/core';
import { all } from './all.ts';
import { aclsOf } from './acl-contents.ts';
import { filtersOf } from './filters-of.ts';
import type { Reader } from './ledger.ts';

/** The intent of these VPCs, with one query a noun, and those of them that are no more. */
export async function loadIntent(
  reader: Reader,
  vpcIds: readonly VpcId[],
): Promise<{ readonly intents: readonly VpcIntent[]; readonly gone: readonly VpcId[] }> {
  const vpcs = await all(reader.vpcs, { id: vpcIds });
  const vpcId = vpcs.map(({ id }) => id);
  const present = new Set(vpcId);
  const gone = vpcIds.filter((id) => !present.has(id));
  if (vpcs.length === 0) return { intents: [], gone };
  const subnets = Map.groupBy(await all(reader.subnets, { vpcId }), (subnet) => subnet.vpcId);
  const routeTables = Map.groupBy(await all(reader.routeTables, { vpcId }), (table) => table.vpcId);
  const routes = Map.groupBy(await all(reader.routes, { vpcId }), (route) => route.vpcId);
  const ports = Map.groupBy(await all(reader.ports, { vpcId }), (port) => port.vpcId);
  const instances = Map.groupBy(await all(reader.instances, { vpcId }), (instance) => instance.vpcId);
  const peerings = await all(reader.peerings, { vpcId, status: 'ACTIVE' });
  const byEnd = Map.groupBy(
    peerings.flatMap((peering) => [peering.requester.vpcId, peering.accepter.vpcId].map((end) => ({ end, peering }))),
    ({ end }) => end,
  );
  const acls = await aclsOf(reader, [...subnets.values()].flat());
  const filters = await filtersOf(reader, vpcId, ports, peerings);
  const intents = vpcs.map((vpc): VpcIntent => ({
    vpc,
    subnets: subnets.get(vpc.id) ?? [],
    routeTables: routeTables.get(vpc.id) ?? [],
    routes: routes.get(vpc.id) ?? [],
    peerings: (byEnd.get(vpc.id) ?? []).map(({ peering }) => peering),
    ports: ports.get(vpc.id) ?? [],
    instances: instances.get(vpc.id) ?? [],
    ...filters(vpc.id),
    acls: acls(subnets.get(vpc.id) ?? []),
  }));
  return { intents, gone };
}
