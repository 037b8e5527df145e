import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { carriesTraffic, formatCidr, idOf, ok, type Peering, type PeeringId, type RouteId, type Vpc } from '@isthmus/core';
import type { ProjectCaller } from '../src/handler.ts';
import { quotaId } from '../src/quota.ts';
import { install, makeInstance, makeSubnet, makeVpc, peeringInput, pings, routeInput, type Installation } from './world.ts';

const owners = [0, 1, 2] as const;
const vpcsPerOwner = 2;
const vpcCount = owners.length * vpcsPerOwner;
const quota = 3;

type By = number | 'whoever may';
/** What somebody tries; numbers name an owner, a VPC, or how many peerings back. Much of it is refused. */
type Step =
  | { readonly do: 'request'; readonly by: By; readonly from: number; readonly to: number }
  | { readonly do: 'accept' | 'reject' | 'delete'; readonly by: By; readonly peering: number }
  | { readonly do: 'route'; readonly by: By; readonly vpc: number; readonly to: number; readonly peering: number }
  | { readonly do: 'unroute'; readonly by: By; readonly route: number }
  | { readonly do: 'time' };

const by = fc.constantFrom<By>('whoever may', 'whoever may', 'whoever may', ...owners);
const vpc = fc.nat({ max: vpcCount - 1 });
const back = fc.constantFrom(0, 0, 0, 1, 2);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('request' as const), by, from: vpc, to: vpc }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('accept' as const), by, peering: back }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('reject' as const, 'delete' as const), by, peering: back }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('route' as const), by, vpc, to: vpc, peering: back }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('unroute' as const), by, route: back }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('time' as const) }) },
);

/** One peering that works, for the rest to be tried against. */
const prologue: readonly Step[] = [
  { do: 'request', by: 'whoever may', from: 0, to: 2 },
  { do: 'accept', by: 'whoever may', peering: 0 },
  { do: 'route', by: 'whoever may', vpc: 0, to: 0, peering: 0 },
  { do: 'route', by: 'whoever may', vpc: 1, to: 0, peering: 0 },
];

interface Place {
  readonly owner: ProjectCaller;
  readonly vpc: Vpc;
  readonly instance: Awaited<ReturnType<typeof makeInstance>>['instance'];
  readonly block: string;
  readonly address: string;
}

test('whatever three projects try, one peering a pair, routes of ones own side, quotas and packets stay as they must', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60 }), async (steps) => {
      const world = await install({ expireAfterMs: 5000 });
      const people = [await world.account('acme'), await world.account('globex'), await world.account('third')] as const;
      await limitPeerings(world, people);
      const places: Place[] = [];
      for (let index = 0; index < vpcCount; index++) places.push(await settle(world, people[Math.floor(index / vpcsPerOwner)]!, index));
      for (const one of prologue) await attempt(world, people, places, one);
      assert.equal(await checkPackets(world, places), 2, 'what is tried against is a peering that works, both ways');
      for (const one of steps) await attempt(world, people, places, one);
      await world.control.reconciler.settled();
      assert.equal(world.control.reconciler.failures().size, 0);
      await checkPeerings(world, people);
      await checkRoutes(world);
      await checkPackets(world, places);
    }),
    { numRuns: 8 },
  );
});

async function limitPeerings({ control }: Installation, people: readonly ProjectCaller[]): Promise<void> {
  await control.ledger.write(null, async (tx) => {
    for (const { domainId, project } of people) {
      const id = quotaId({ domainId, region: project.region }, 'vpcPeer');
      await tx.quotas.insert({ id, domainId, region: project.region, type: 'vpcPeer', limit: quota });
    }
    return ok(null);
  });
}

async function settle({ control }: Installation, owner: ProjectCaller, index: number): Promise<Place> {
  const block = `10.${index}.0.0/16`;
  const address = `10.${index}.1.10`;
  const made = await makeVpc(control, owner, `vpc${index}`, block);
  const { instance } = await makeInstance(control, owner, await makeSubnet(control, owner, made, `10.${index}.1.0/24`), address);
  return { owner, vpc: made, instance, block, address };
}

async function attempt(
  { control, clock }: Installation,
  people: readonly ProjectCaller[],
  places: readonly Place[],
  one: Step,
): Promise<void> {
  const { read } = control.ledger;
  if (one.do === 'time') {
    clock.advance(1500);
    await control.expirer.sweep();
    return;
  }
  const as = (rightful: ProjectCaller | undefined): ProjectCaller => (one.by === 'whoever may' ? rightful : people[one.by]) ?? people[0]!;
  const ownerOf = (projectId: string | undefined): ProjectCaller | undefined => people.find(({ project }) => project.id === projectId);
  if (one.do === 'request') {
    await control.execute(as(places[one.from]!.owner), 'create-peering', peeringInput(places[one.from]!.vpc, places[one.to]!.vpc));
    return;
  }
  if (one.do === 'unroute') {
    const route = (await read.routes.list({})).items[one.route];
    await control.execute(as(ownerOf(route?.projectId)), 'delete-route', { id: route?.id ?? idOf<RouteId>('none') });
    return;
  }
  const peerings = (await read.peerings.list({})).items.toSorted((x, y) => y.createdAt - x.createdAt);
  const peering = peerings[one.peering];
  const id = peering?.id ?? idOf<PeeringId>('none');
  if (one.do !== 'route') {
    await control.execute(as(ownerOf(peering?.accepter.projectId)), `${one.do}-peering`, { id });
    return;
  }
  // Half of the routes lead from one end of the peering to the other.
  const [here, there] = one.vpc % 2 === 0 ? [peering?.requester, peering?.accepter] : [peering?.accepter, peering?.requester];
  const placeOf = (vpcId: string | undefined): Place | undefined => places.find((place) => place.vpc.id === vpcId);
  const [from, to] = one.to % 2 === 0 ? [placeOf(here?.vpcId), placeOf(there?.vpcId)] : [places[one.vpc], places[one.to]];
  if (from !== undefined && to !== undefined) await control.execute(as(from.owner), 'create-route', routeInput(from.vpc, to.block, id));
}

async function checkPeerings({ control }: Installation, people: readonly ProjectCaller[]): Promise<void> {
  const peerings = (await control.ledger.read.peerings.list({})).items;
  const pairs = peerings.map(({ requester, accepter }) => [requester.vpcId, accepter.vpcId].toSorted().join());
  assert.equal(new Set(pairs).size, pairs.length, 'a pair has one peering');
  for (const { project } of people) {
    const uses = ({ requester, accepter, status }: Peering): boolean =>
      requester.projectId === project.id || (accepter.projectId === project.id && status === 'ACTIVE');
    assert.ok(peerings.filter(uses).length <= quota, 'nobody is over quota');
  }
  for (const peering of peerings) {
    const events = (await control.ledger.read.events.list({ resourceId: peering.id, order: 'oldest-first', limit: 100 })).items;
    const accepted = events.find(({ kind }) => kind === 'peering.accepted');
    const sameProject = peering.requester.projectId === peering.accepter.projectId;
    if (peering.status === 'ACTIVE' && !sameProject)
      assert.equal(accepted?.actor?.projectId, peering.accepter.projectId, 'the accepter alone made it ACTIVE');
    else assert.equal(accepted, undefined);
  }
}

async function checkRoutes({ control }: Installation): Promise<void> {
  const { read } = control.ledger;
  for (const route of (await read.routes.list({})).items) {
    const peering = await read.peerings.get(idOf<PeeringId>(route.nextHop));
    const end = peering !== undefined && [peering.requester, peering.accepter].find(({ vpcId }) => vpcId === route.vpcId);
    assert.ok(end, 'a route leads over a peering that its VPC is an end of');
    assert.equal(end.projectId, route.projectId, 'and is its owners');
    const maker = (await read.events.list({ resourceId: route.id, order: 'oldest-first', limit: 1 })).items[0]!;
    assert.equal(maker.actor?.projectId, route.projectId);
    assert.deepEqual(maker.projectIds, [route.projectId], 'who alone is told of it');
  }
  const destinations = (await read.routes.list({})).items.map(
    ({ routeTableId, destination }) => `${routeTableId} ${formatCidr(destination)}`,
  );
  assert.equal(new Set(destinations).size, destinations.length);
}

/** One VPC reaches another exactly when a peering of the two is ACTIVE and each has the route to the other over it. How many do. */
async function checkPackets({ control }: Installation, places: readonly Place[]): Promise<number> {
  let reached = 0;
  const { read } = control.ledger;
  const routes = (await read.routes.list({})).items;
  const peerings = (await read.peerings.list({})).items;
  for (const from of places)
    for (const to of places) {
      if (from === to) continue;
      const peering = peerings.find(
        ({ requester, accepter, status }) =>
          carriesTraffic[status] && [requester.vpcId, accepter.vpcId].toSorted().join() === [from.vpc.id, to.vpc.id].toSorted().join(),
      );
      const leads = (here: Place, there: Place): boolean =>
        routes.some(
          (route) => route.vpcId === here.vpc.id && route.nextHop === peering?.id && formatCidr(route.destination) === there.block,
        );
      const expected = peering !== undefined && leads(from, to) && leads(to, from);
      assert.equal(await pings(control, from.owner, from.instance.id, to.address), expected, `${from.address} to ${to.address}`);
      if (expected) reached++;
    }
  return reached;
}
