import type { InstanceSpec, RouteSpec, VpcSpec, WorldSpec } from './world.ts';

/** What an owner does to a world, one step at a time. Each returns the world as it is afterwards. */

function changed(spec: WorldSpec, vpc: string, change: (before: VpcSpec) => Partial<VpcSpec>): WorldSpec {
  const before = spec.vpcs[vpc];
  if (before === undefined) throw new Error(`no VPC ${vpc} in this world`);
  return { ...spec, vpcs: { ...spec.vpcs, [vpc]: { ...before, ...change(before) } } };
}

export const route = (spec: WorldSpec, vpc: string, ...routes: readonly RouteSpec[]): WorldSpec =>
  changed(spec, vpc, (before) => ({ routes: [...(before.routes ?? []), ...routes] }));

export const unroute = (spec: WorldSpec, vpc: string, ...destinations: readonly string[]): WorldSpec =>
  changed(spec, vpc, (before) => ({ routes: (before.routes ?? []).filter(([destination]) => !destinations.includes(destination)) }));

export const peer = (spec: WorldSpec, name: string, requester: string, accepter: string): WorldSpec => ({
  ...spec,
  peerings: { ...spec.peerings, [name]: [requester, accepter] },
});

/** The peering and its routes on both sides. */
export function unpeer(spec: WorldSpec, name: string): WorldSpec {
  const vpcs = Object.entries(spec.vpcs).map(([vpc, before]): [string, VpcSpec] => [
    vpc,
    { ...before, routes: (before.routes ?? []).filter(([, peering]) => peering !== name) },
  ]);
  return {
    ...spec,
    vpcs: Object.fromEntries(vpcs),
    peerings: Object.fromEntries(Object.entries(spec.peerings ?? {}).filter(([peering]) => peering !== name)),
  };
}

export const launch = (spec: WorldSpec, vpc: string, name: string, instance: InstanceSpec): WorldSpec =>
  changed(spec, vpc, (before) => ({ instances: { ...before.instances, [name]: instance } }));

export const terminate = (spec: WorldSpec, vpc: string, name: string): WorldSpec =>
  changed(spec, vpc, (before) => ({
    instances: Object.fromEntries(Object.entries(before.instances ?? {}).filter(([instance]) => instance !== name)),
  }));

/** Lets a subnet use another route table of its VPC. */
export const associate = (spec: WorldSpec, vpc: string, subnet: string, table: string): WorldSpec =>
  changed(spec, vpc, (before) => {
    const of = before.subnets[subnet];
    if (of === undefined) throw new Error(`no subnet ${subnet} in this world`);
    return { subnets: { ...before.subnets, [subnet]: { ...of, table } } };
  });

/** Takes a VPC away, with the peerings it is an end of. */
export function remove(spec: WorldSpec, vpc: string): WorldSpec {
  const peerings = Object.entries(spec.peerings ?? {}).filter(([, ends]) => ends.includes(vpc));
  const cut = peerings.reduce((world, [name]) => unpeer(world, name), spec);
  return { ...cut, vpcs: Object.fromEntries(Object.entries(cut.vpcs).filter(([name]) => name !== vpc)) };
}
