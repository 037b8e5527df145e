import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exchange, inputOf, peering, rowOf, route, routeTable, subnet, uuid, vpc } from '../../test/world.ts';
import { routeTables } from './route-table.ts';

const path = '/v1/:project_id/routetables';

test('a table is shown with its system routes first and each destination as it was sent', async () => {
  const { body } = await exchange(rowOf(routeTables, `GET ${path}/:routetable_id`));
  const { routetable } = body as { routetable: Record<string, unknown> };
  assert.deepEqual(routetable['routes'], [
    { type: 'local', destination: '192.168.1.0/24', nexthop: '-', description: '' },
    { type: 'local', destination: '100.64.0.0/10', nexthop: '-', description: '' },
    { type: 'peering', destination: route.destinationText, nexthop: peering.id, description: '' },
  ]);
  assert.deepEqual([routetable['default'], routetable['subnets'], routetable['vpc_id']], [true, [{ id: subnet.id }], vpc.id]);
  assert.equal(routetable['created_at'], '2026-11-23T10:15:00');
});

const wrong: readonly (readonly [string, object, string])[] = [
  ['host bits', { add: [{ type: 'peering', destination: '10.0.0.1/16', nexthop: 'x' }] }, 'routetable.routes.add.0.destination'],
  ['the second of two', { mod: [ok('10.0.0.0/16'), ok('10.1.0.0/33')] }, 'routetable.routes.mod.1.destination'],
  ['an unknown type', { add: [{ ...ok('10.0.0.0/16'), type: 'magic' }] }, 'routetable.routes.add.0.type'],
  ['no next hop', { add: [{ type: 'peering', destination: '10.0.0.0/16' }] }, 'routetable.routes.add.0.nexthop'],
  ['a removal of nothing', { del: [{}] }, 'routetable.routes.del.0.destination'],
];
function ok(destination: string) {
  return { type: 'peering', destination, nexthop: peering.id };
}
for (const [what, routes, field] of wrong)
  test(`${what} is refused by its place, and nothing is asked`, async () => {
    const { problem, calls } = await exchange(rowOf(routeTables, `PUT ${path}/:routetable_id`), { body: { routetable: { routes } } });
    assert.deepEqual([problem?.kind === 'invalid-field' && problem.field, calls], [field, []]);
  });

test('a change says what goes, changes and comes; a removal needs the destination alone', async () => {
  const routes = { add: [ok('FD00::/8')], mod: [{ ...ok('10.1.0.0/16'), description: '' }], del: [{ destination: '10.2.0.0/16' }] };
  const { calls } = await exchange(rowOf(routeTables, `PUT ${path}/:routetable_id`), { body: { routetable: { routes } } });
  const input = inputOf<'update-route-table'>(calls);
  assert.equal(input.id, routeTable.table.id);
  assert.deepEqual(
    [input.add, input.change, input.remove].map(([first]) => [first?.destinationText, first?.field]),
    [
      ['FD00::/8', 'routetable.routes.add.0'],
      ['10.1.0.0/16', 'routetable.routes.mod.0'],
      ['10.2.0.0/16', 'routetable.routes.del.0'],
    ],
  );
  assert.deepEqual([input.add[0]?.description, input.change[0]?.description, 'name' in input], ['', '', false]);
});

test('filters that are no ids list nothing, and ask for nothing', async () => {
  for (const name of ['id', 'vpc_id', 'subnet_id']) {
    const { body, calls } = await exchange(rowOf(routeTables, `GET ${path}`), { query: { [name]: 'mine' } });
    assert.deepEqual([body, calls], [{ routetables: [] }, []], name);
  }
  const { calls } = await exchange(rowOf(routeTables, `GET ${path}`), { query: { subnet_id: uuid('2') } });
  assert.equal(inputOf<'list-route-tables'>(calls).subnetId, uuid('2'));
});
