import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idOf, type VpcId } from '@isthmus/core';
import { everyRouter, routerSourceOf } from '../src/router-source.ts';
import { install, makeVpc } from './world.ts';

test('every VPC has its router once, page by page, and a VPC that is no more is said to be gone', async () => {
  const { control, account } = await install();
  const acme = await account('acme');
  const vpcs = [];
  for (let n = 0; n < 5; n++) vpcs.push(await makeVpc(control, acme, `v${n}`, `10.${n}.0.0/16`));
  const source = routerSourceOf((work) => work(control.ledger.read), 2);
  const ids = vpcs.map(({ id }) => id).toSorted();
  assert.deepEqual(
    (await everyRouter(source)).map(({ vpcId }) => vpcId),
    ids,
  );
  assert.deepEqual(await source.page(ids.at(-1)!), { routers: [], next: null });
  const unknown = idOf<VpcId>('00000000-0000-4000-8000-000000000000');
  const { routers, gone } = await source.some([ids[3]!, unknown]);
  assert.deepEqual([routers.map(({ vpcId }) => vpcId), gone], [[ids[3]], [unknown]]);
});
