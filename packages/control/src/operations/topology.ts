import { askerOf, type Instance, type Peering, type ProjectId, type SeenPeering } from '@isthmus/core';
import { all } from '../all.ts';
import { forProject, read, type Desk, type Handler } from '../handler.ts';
import { endsOf, seenPeerings } from '../seen-peerings.ts';
import { worldSourceOf } from '../world-source.ts';

/** Peerings as the caller's side sees each, with what works. */
export const listSeenPeerings: Handler<'list-seen-peerings'> = forProject(async (desk, caller, { page, ...filter }) => {
  const { items, more } = await desk.ledger.read.peerings.list({ ...filter, projectId: caller.project.id }, page);
  return read({ items: await seenBy(desk, items, caller.project.id), more });
});

/** Everything of the project for a map of it: its own things in full, of other owners' VPCs what its peerings show. */
export const showTopology: Handler<'show-topology'> = forProject(async (desk, caller) => {
  const { read: reader } = desk.ledger;
  const projectId = caller.project.id;
  const [vpcs, subnets, ports, instances, peerings] = await Promise.all([
    all(reader.vpcs, { projectId }),
    all(reader.subnets, { projectId, inVpc: true }),
    all(reader.ports, { projectId }),
    all(reader.instances, { projectId }),
    all(reader.peerings, { projectId }),
  ]);
  const addresses = new Map(ports.map((port) => [port.id, port.addresses]));
  const shown = ({ id, name, status, vpcId, subnetId, portId }: Instance) => ({
    id,
    name,
    status,
    vpcId,
    subnetId,
    addresses: addresses.get(portId) ?? [],
  });
  return read({ vpcs, subnets, instances: instances.map(shown), peerings: await seenBy(desk, peerings, projectId) });
});

/** What is kept where it is of this moment, and otherwise a look at it now. */
async function seenBy(desk: Desk, peerings: readonly Peering[], projectId: ProjectId): Promise<readonly SeenPeering[]> {
  const generation = await desk.ledger.read.events.latest();
  const known = new Map(peerings.map((peering) => [peering.id, desk.health.seen(peering.id, projectId, generation)]));
  const others = peerings.filter(({ id }) => known.get(id) === undefined);
  const looked = others.length === 0 ? [] : await seenPeerings(askerOf(worldSourceOf(desk.ledger.read, endsOf(others))), others, projectId);
  desk.health.keep(looked, projectId, generation);
  for (const seen of looked) known.set(seen.peering.id, seen);
  return peerings.flatMap((peering) => {
    const seen = known.get(peering.id);
    return seen === undefined ? [] : [{ ...seen, peering }];
  });
}
