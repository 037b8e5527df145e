import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  formatCidr,
  idOf,
  must,
  parseCidr,
  quotaDefaults,
  type NextHopType,
  type Output,
  type Peering,
  type RouteDraft,
  type SubnetId,
  type Vpc,
} from '@isthmus/core';
import type { ProjectCaller } from '../src/handler.ts';
import type { Control } from '../src/index.ts';
import { done, install, makePeering, makeSubnet, makeVpc, refused } from './world.ts';

const draft = (destination: string, nextHop: string, type: NextHopType = 'peering'): RouteDraft => ({
  field: 'routetable.routes.0',
  type,
  nextHop,
  destination: must(parseCidr(destination)),
  destinationText: destination,
  description: '',
});
const nothing = { remove: [], change: [], add: [] } as const;

interface Place {
  readonly control: Control;
  readonly alice: ProjectCaller;
  readonly bob: ProjectCaller;
  readonly vpc: Vpc;
  readonly peering: Peering;
  readonly standard: Output<'show-route-table'>;
}

async function place(): Promise<Place> {
  const { control, account } = await install();
  const [alice, bob] = [await account('acme'), await account('globex')];
  const vpc = await makeVpc(control, alice, 'blue', '192.168.0.0/16');
  const peering = await makePeering(control, alice, vpc, await makeVpc(control, bob, 'green', '10.0.0.0/16'));
  const [standard] = (await done(control, alice, 'list-route-tables', { vpcId: vpc.id, page: {} })).items;
  assert.ok(standard);
  return { control, alice, bob, vpc, peering, standard };
}

const make = ({ control, alice, vpc }: Place, routes: readonly RouteDraft[] = []) =>
  done(control, alice, 'create-route-table', { vpcId: vpc.id, name: 'custom', description: '', routes });

test("a VPC's default table has the system routes, and those of its subnets", async () => {
  const { control, alice, vpc, standard } = await place();
  const system = ['100.64.0.0/10', '198.19.128.0/20', '127.0.0.0/8'];
  assert.deepEqual([standard.table.isDefault, standard.table.name, standard.local.map(formatCidr)], [true, 'rtb-blue', system]);
  const subnet = await makeSubnet(control, alice, vpc, '192.168.1.0/24');
  const after = await done(control, alice, 'show-route-table', { id: standard.table.id });
  assert.deepEqual([after.local.map(formatCidr), after.subnetIds], [['192.168.1.0/24', ...system], [subnet.id]]);
});

const cases: readonly (readonly [string, (place: Place) => readonly RouteDraft[], string])[] = [
  ['a next hop that carries nothing here', ({ peering }) => [draft('10.0.0.0/16', peering.id, 'ecs')], 'invalid-field'],
  ['a peering that nobody has', () => [draft('10.0.0.0/16', '00000000-0000-4000-8000-000000000000')], 'not-found'],
  ['one destination twice', ({ peering }) => [draft('10.0.0.0/16', peering.id), draft('10.0.0.0/16', peering.id)], 'destination-repeated'],
  ['a system destination', ({ peering }) => [draft('100.64.1.0/24', peering.id)], 'destination-local'],
  ['six routes at once', ({ peering }) => [1, 2, 3, 4, 5, 6].map((n) => draft(`10.${n}.0.0/16`, peering.id)), 'invalid-field'],
];
for (const [what, routes, kind] of cases)
  test(`a table with ${what} is not made at all`, async () => {
    const at = await place();
    const { control, alice, vpc } = at;
    const problem = await refused(control, alice, 'create-route-table', { vpcId: vpc.id, name: '', description: '', routes: routes(at) });
    assert.equal(problem.kind, kind);
    assert.equal((await done(control, alice, 'list-route-tables', { vpcId: vpc.id, page: {} })).items.length, 1);
  });

test('a mixed change takes out, changes and adds, or does none of it', async () => {
  const at = await place();
  const { control, alice, peering } = at;
  const { table } = await make(at, [draft('10.1.0.0/16', peering.id), draft('10.2.0.0/16', peering.id)]);
  const change = (parts: object) => ({ id: table.id, ...nothing, ...parts });
  const shown = async () =>
    (await done(control, alice, 'show-route-table', { id: table.id })).routes.map(
      (route) => `${route.destinationText} ${route.description}`,
    );

  for (const [parts, kind] of [
    [{ remove: [draft('10.9.0.0/16', '')] }, 'not-found'],
    [{ change: [draft('10.9.0.0/16', peering.id)] }, 'not-found'],
    [{ add: [draft('10.3.0.0/16', peering.id), draft('10.1.0.0/16', peering.id)] }, 'destination-taken'],
    [{ remove: [draft('10.1.0.0/16', '')], change: [draft('10.1.0.0/16', peering.id)] }, 'destination-repeated'],
    [{ remove: [draft('10.1.0.0/16', '')], add: [draft('10.3.0.0/16', peering.id, 'nat')] }, 'invalid-field'],
  ] as const) {
    assert.equal((await refused(control, alice, 'update-route-table', change(parts))).kind, kind);
    assert.deepEqual(await shown(), ['10.1.0.0/16 ', '10.2.0.0/16 ']);
  }
  // One destination that goes and comes is replaced: so does a client that changes a description.
  await done(
    control,
    alice,
    'update-route-table',
    change({
      remove: [draft('10.1.0.0/16', '')],
      change: [{ ...draft('10.2.0.0/16', peering.id), description: 'changed' }],
      add: [{ ...draft('10.1.0.0/16', peering.id), description: 'again' }],
    }),
  );
  assert.deepEqual(await shown(), ['10.1.0.0/16 again', '10.2.0.0/16 changed']);
});

test('subnets move between the tables of their own VPC alone', async () => {
  const at = await place();
  const { control, alice, bob, vpc, standard } = at;
  const subnet = await makeSubnet(control, alice, vpc, '192.168.1.0/24');
  const foreign = await makeSubnet(control, alice, await makeVpc(control, alice, 'other', '10.0.0.0/16'), '10.0.0.0/24');
  const { table } = await make(at);
  const { table: second } = await make(at);
  const move = { associate: [], disassociate: [] };
  const tableOf = async () => (await control.ledger.read.subnets.get(subnet.id))?.routeTableId;

  for (const id of [foreign.id, idOf<SubnetId>('00000000-0000-4000-8000-000000000000')])
    for (const list of ['associate', 'disassociate'] as const)
      assert.equal(
        (await refused(control, alice, 'associate-subnets', { ...move, id: table.id, [list]: [id] })).kind,
        'subnet-elsewhere',
        list,
      );
  const notThere = await refused(control, alice, 'associate-subnets', { ...move, id: table.id, disassociate: [subnet.id] });
  assert.equal(notThere.kind, 'subnet-not-associated');
  const fromDefault = await refused(control, alice, 'associate-subnets', { ...move, id: standard.table.id, disassociate: [subnet.id] });
  assert.equal(fromDefault.kind, 'immutable');
  assert.equal((await refused(control, bob, 'associate-subnets', { ...move, id: table.id })).kind, 'not-found');

  for (const to of [table.id, second.id]) {
    await done(control, alice, 'associate-subnets', { ...move, id: to, associate: [subnet.id] });
    assert.equal(await tableOf(), to);
  }
  const found = await done(control, alice, 'list-route-tables', { subnetId: subnet.id, page: {} });
  assert.deepEqual(
    found.items.map((one) => one.table.id),
    [second.id],
  );
  const used = await refused(control, alice, 'delete-route-table', { id: second.id });
  assert.deepEqual([used.kind, 'byIds' in used && used.byIds], ['in-use', [subnet.id]]);
  await done(control, alice, 'associate-subnets', { ...move, id: second.id, disassociate: [subnet.id] });
  assert.equal(await tableOf(), standard.table.id);
  await done(control, alice, 'delete-route-table', { id: second.id });
  assert.equal((await refused(control, alice, 'delete-route-table', { id: standard.table.id })).kind, 'immutable');
});

test('a VPC has at most ten tables, and a table at most 200 routes', async () => {
  const at = await place();
  const { control, alice, vpc, peering, standard } = at;
  for (let made = 1; made < quotaDefaults.vpcContainRoutetable; made++) await make(at);
  const eleventh = await refused(control, alice, 'create-route-table', { vpcId: vpc.id, name: '', description: '', routes: [] });
  assert.deepEqual([eleventh.kind, 'quota' in eleventh && eleventh.quota], ['over-quota', 'vpcContainRoutetable']);

  const routes = Array.from({ length: 201 }, (_, n) => draft(`10.${n}.0.0/16`, peering.id));
  const change = { id: standard.table.id, ...nothing };
  const over = await refused(control, alice, 'update-route-table', { ...change, add: routes });
  assert.deepEqual([over.kind, 'quota' in over && over.quota], ['over-quota', 'routetableContainRoutes']);
  const full = await done(control, alice, 'update-route-table', { ...change, add: routes.slice(0, 200) });
  assert.equal(full.routes.length, 200);
  // A full table takes a route for one that goes.
  const swapped = await done(control, alice, 'update-route-table', { ...change, remove: routes.slice(0, 1), add: routes.slice(200) });
  assert.equal(swapped.routes.length, 200);
});
