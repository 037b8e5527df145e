import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatCidr } from '@isthmus/core';
import { acme, exchange, globex, inputOf, peering, route, rowOf, vpc } from '../../test/world.ts';
import { routes } from './route.ts';

const path = '/v2.0/vpc/routes';
const shown = {
  id: route.id,
  type: 'peering',
  destination: '10.0.0.0/16',
  nexthop: peering.id,
  vpc_id: vpc.id,
  tenant_id: acme,
};
const sent = { type: 'peering', nexthop: peering.id, destination: '10.0.0.0/16', vpc_id: vpc.id };
const create = (change: object) => exchange(rowOf(routes, `POST ${path}`), { body: { route: { ...sent, ...change } } });

test('a create answers 201 with the wrapped route', async () => {
  const { status, body, calls } = await create({ tenant_id: acme });
  assert.deepEqual([status, body], [201, { route: shown }]);
  const input = inputOf<'create-route'>(calls);
  assert.deepEqual(
    [calls[0]?.name, input.vpcId, input.nextHop, formatCidr(input.destination), input.destinationText],
    ['create-route', vpc.id, peering.id, '10.0.0.0/16', '10.0.0.0/16'],
  );
});

test('a destination is kept as it was sent, next to what it means', async () => {
  const { calls } = await create({ destination: 'FD00:0:0::/48' });
  const input = inputOf<'create-route'>(calls);
  assert.deepEqual([formatCidr(input.destination), input.destinationText], ['fd00::/48', 'FD00:0:0::/48']);
});

const refusals: readonly (readonly [object, string, RegExp])[] = [
  [{ destination: '10.0.0.5/24' }, 'route.destination', /10\.0\.0\.0\/24/],
  [{ destination: '10.0.0.0/33' }, 'route.destination', /0 to 32/],
  [{ destination: '10.0.0.0' }, 'route.destination', /10\.0\.0\.0\/24/],
  [{ destination: '010.0.0.0/8' }, 'route.destination', /10\.0\.0\.0\/24/],
  [{ type: 'ecs' }, 'route.type', /peering/],
  [{ nexthop: undefined }, 'route.nexthop', /id/],
  [{ vpc_id: undefined }, 'route.vpc_id', /id/],
  [{ tenant_id: globex }, 'route.tenant_id', /leave it out/],
];
for (const [change, field, fix] of refusals)
  test(`${JSON.stringify(change)} is refused as ${field}, with the fix`, async () => {
    const { problem, calls } = await create(change);
    assert.ok(problem?.kind === 'invalid-field');
    assert.equal(problem.field, field);
    assert.match(problem.fix, fix);
    assert.deepEqual(calls, []);
  });

test('a list, a show, and a delete without a body', async () => {
  assert.deepEqual((await exchange(rowOf(routes, `GET ${path}`))).body, { routes: [shown] });
  assert.deepEqual((await exchange(rowOf(routes, `GET ${path}/:route_id`))).body, { route: shown });
  const { status, body } = await exchange(rowOf(routes, `DELETE ${path}/:route_id`));
  assert.deepEqual([status, body], [204, undefined]);
});

test('a filter that is no id or no type is an empty list', async () => {
  for (const query of [{ id: 'x' }, { vpc_id: 'x' }, { tenant_id: 'x' }, { type: 'x' }] as Record<string, string>[]) {
    const { status, body, calls } = await exchange(rowOf(routes, `GET ${path}`), { query });
    assert.deepEqual([status, body, calls], [200, { routes: [] }, []]);
  }
});
