import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idOf, type OperationName, type ProjectId, type VpcId } from '@isthmus/core';
import { randomIds } from '../src/index.ts';
import { callerIn, done, install, makePeering, makeRoute, makeVpc, peeringInput, refused, withRoles } from './world.ts';

const kindOf = (result: { readonly ok: boolean; readonly problem?: { readonly kind: string } }): string =>
  result.ok ? 'ok' : result.problem!.kind;

test('a peering between projects waits for the other side, one inside a project does not', async () => {
  const { control, account } = await install();
  const acme = await account('acme');
  const globex = await account('globex');
  const [a, a2, b] = [
    await makeVpc(control, acme, 'a', null),
    await makeVpc(control, acme, 'a2', null),
    await makeVpc(control, globex, 'b', null),
  ];
  const across = await makePeering(control, acme, a, b);
  assert.equal(across.status, 'PENDING_ACCEPTANCE');
  assert.deepEqual(across.requester, { vpcId: a.id, projectId: acme.project.id });
  assert.deepEqual(across.accepter, { vpcId: b.id, projectId: globex.project.id });
  const inside = await done(control, acme, 'create-peering', {
    name: 'inside',
    description: '',
    requester: { vpcId: a.id },
    accepter: { vpcId: a2.id },
  });
  assert.equal(inside.status, 'ACTIVE', "without a project the caller's own is meant");
  assert.equal(inside.expiresAt, null);
  const eu = await done(control, acme, 'create-project', { name: 'eu-de_second', parentId: acme.project.id, description: '' });
  const second = callerIn('acme', { id: acme.userId, name: acme.userName, domainId: acme.domainId, roles: acme.roles }, eu);
  const a3 = await makeVpc(control, second, 'a3', null);
  assert.equal((await makePeering(control, acme, a, a3)).status, 'PENDING_ACCEPTANCE', 'two projects of one account');
});

test('what cannot be peered is refused, and a wrong peer is one answer whatever is wrong with it', async () => {
  const { control, account } = await install();
  const [acme, globex, third] = [await account('acme'), await account('globex'), await account('third')];
  const [a, b, c] = [
    await makeVpc(control, acme, 'a', null),
    await makeVpc(control, globex, 'b', null),
    await makeVpc(control, third, 'c', null),
  ];
  const [, nl] = (await done(control, globex, 'list-projects', {})).items.toSorted((x, y) => x.name.localeCompare(y.name));
  const globexNl = callerIn('globex', { id: globex.userId, name: globex.userName, domainId: globex.domainId, roles: globex.roles }, nl!);
  const far = await makeVpc(control, globexNl, 'far', null);
  const nobody = idOf<VpcId>(randomIds.uuid());
  const noProject = idOf<ProjectId>(randomIds.hex());
  const create = (requester: object, accepter: object) =>
    control.execute(acme, 'create-peering', { name: 'p', description: '', requester, accepter } as never);

  const answers: readonly (readonly [fact: string, requester: object, accepter: object, kind: string])[] = [
    ['a VPC that nobody has asks', { vpcId: nobody }, { vpcId: b.id, projectId: b.projectId }, 'not-found'],
    ["another's VPC asks", { vpcId: b.id }, { vpcId: a.id, projectId: a.projectId }, 'not-found'],
    ["in another's name", { vpcId: a.id, projectId: globex.project.id }, { vpcId: b.id, projectId: b.projectId }, 'invalid-field'],
    ['with itself', { vpcId: a.id }, { vpcId: a.id, projectId: a.projectId }, 'same-vpc'],
    ['with a VPC that nobody has', { vpcId: a.id }, { vpcId: nobody, projectId: b.projectId }, 'peer-unknown'],
    ['with a project that nobody has', { vpcId: a.id }, { vpcId: b.id, projectId: noProject }, 'peer-unknown'],
    ['with a VPC of a third project', { vpcId: a.id }, { vpcId: c.id, projectId: b.projectId }, 'peer-unknown'],
    ["with another's VPC as one's own", { vpcId: a.id }, { vpcId: b.id }, 'peer-unknown'],
    ['with a VPC in another region', { vpcId: a.id }, { vpcId: far.id, projectId: far.projectId }, 'peer-unknown'],
    ["in one's own name", { vpcId: a.id, projectId: acme.project.id }, { vpcId: b.id, projectId: b.projectId }, 'ok'],
  ];
  const wrongPeers = [];
  for (const [fact, requester, accepter, kind] of answers) {
    const result = await create(requester, accepter);
    assert.equal(kindOf(result), kind, fact);
    if (kind === 'peer-unknown') wrongPeers.push(JSON.stringify(result));
  }
  assert.equal(new Set(wrongPeers).size, 1);
});

test('a pair of VPCs has one peering, in either direction and of whatever status, until it is deleted', async () => {
  const { control, account } = await install();
  const [acme, globex] = [await account('acme'), await account('globex')];
  const [a, b] = [await makeVpc(control, acme, 'a', null), await makeVpc(control, globex, 'b', null)];
  const first = await makePeering(control, acme, a, b);
  const pending = { kind: 'pair-taken', peeringId: first.id, status: 'PENDING_ACCEPTANCE' };
  assert.deepEqual(await refused(control, acme, 'create-peering', peeringInput(a, b)), pending);
  assert.deepEqual(await refused(control, globex, 'create-peering', peeringInput(b, a)), pending);
  await done(control, globex, 'reject-peering', { id: first.id });
  assert.deepEqual(await refused(control, globex, 'create-peering', peeringInput(b, a)), { ...pending, status: 'REJECTED' });
  await done(control, acme, 'delete-peering', { id: first.id });
  assert.equal((await makePeering(control, globex, b, a)).status, 'PENDING_ACCEPTANCE');
});

test('each principal can do to a peering what its side may, and a stranger finds nothing', async () => {
  const { control, account, clock } = await install();
  const people = { requester: await account('acme'), accepter: await account('globex'), stranger: await account('third') };
  const bring = {
    PENDING_ACCEPTANCE: async () => {},
    ACTIVE: async (id: never) => done(control, people.accepter, 'accept-peering', { id }),
    REJECTED: async (id: never) => done(control, people.accepter, 'reject-peering', { id }),
    EXPIRED: async () => {
      clock.advance(8 * 24 * 3_600_000);
      await control.expirer.sweep();
    },
  };
  const actions = ['show-peering', 'show-peering-health', 'accept-peering', 'reject-peering', 'update-peering', 'delete-peering'] as const;
  const expected: Readonly<Record<string, readonly string[]>> = {
    'requester PENDING_ACCEPTANCE': ['ok', 'ok', 'wrong-side', 'wrong-side', 'ok', 'ok'],
    'requester ACTIVE': ['ok', 'ok', 'wrong-side', 'wrong-side', 'ok', 'ok'],
    'requester REJECTED': ['ok', 'ok', 'wrong-side', 'wrong-side', 'ok', 'ok'],
    'requester EXPIRED': ['ok', 'ok', 'wrong-side', 'wrong-side', 'ok', 'ok'],
    'accepter PENDING_ACCEPTANCE': ['ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
    'accepter ACTIVE': ['ok', 'ok', 'wrong-status', 'wrong-status', 'ok', 'ok'],
    'accepter REJECTED': ['ok', 'ok', 'wrong-status', 'wrong-status', 'ok', 'ok'],
    'accepter EXPIRED': ['ok', 'ok', 'wrong-status', 'wrong-status', 'ok', 'ok'],
  };
  const nothing = actions.map(() => 'not-found');
  let count = 0;
  for (const [status, to] of Object.entries(bring))
    for (const [who, caller] of Object.entries(people)) {
      const answers: string[] = [];
      for (const action of actions) {
        const name = `v${count++}`;
        const [a, b] = [await makeVpc(control, people.requester, name, null), await makeVpc(control, people.accepter, name, null)];
        const { id } = await makePeering(control, people.requester, a, b);
        await to(id as never);
        answers.push(kindOf(await control.execute(caller, action as OperationName, { id, name: 'new' } as never)));
        await control.execute(people.requester, 'delete-peering', { id });
      }
      assert.deepEqual(answers, expected[`${who} ${status}`] ?? nothing, `${who} ${status}`);
    }
});

test('either side sees a peering in its list and finds it by either end; nobody else does', async () => {
  const { control, account } = await install();
  const [acme, globex, third] = [await account('acme'), await account('globex'), await account('third')];
  const [a, b] = [await makeVpc(control, acme, 'a', null), await makeVpc(control, globex, 'b', null)];
  const { id } = await makePeering(control, acme, a, b);
  for (const [caller, found] of [
    [acme, [id]],
    [globex, [id]],
    [third, []],
  ] as const)
    for (const filter of [{}, { vpcId: a.id }, { vpcId: b.id }, { projectId: acme.project.id }, { projectId: globex.project.id }, { id }]) {
      const { items } = await done(control, caller, 'list-peerings', { ...filter, page: {} });
      assert.deepEqual(
        items.map((peering) => peering.id),
        found,
        `${caller.domainName} ${JSON.stringify(filter)}`,
      );
    }
  assert.deepEqual((await done(control, acme, 'list-peerings', { projectId: third.project.id, page: {} })).items, []);
});

test('deleting a peering takes the routes of both sides along, and tells each owner of its own alone', async () => {
  const { control, account } = await install();
  const [acme, globex] = [await account('acme'), await account('globex')];
  const [a, b] = [await makeVpc(control, acme, 'a', '192.168.0.0/16'), await makeVpc(control, globex, 'b', '10.0.0.0/16')];
  const peering = await makePeering(control, acme, a, b);
  await makeRoute(control, acme, a, '10.1.2.0/24', peering);
  await makeRoute(control, globex, b, '192.168.77.0/24', peering);
  await done(control, globex, 'delete-peering', { id: peering.id });
  for (const caller of [acme, globex]) assert.deepEqual((await done(control, caller, 'list-routes', { page: {} })).items, []);
  const read = async (caller: typeof acme): Promise<string> =>
    JSON.stringify((await done(control, caller, 'list-events', { resourceId: peering.id, limit: 100 })).items);
  const [ours, theirs] = [await read(acme), await read(globex)];
  for (const told of [ours, theirs]) assert.match(told, /peering\.deleted/);
  assert.ok(ours.includes('10.1.2.0/24') && !ours.includes('192.168.77.0/24'), ours);
  assert.ok(theirs.includes('192.168.77.0/24') && !theirs.includes('10.1.2.0/24'), theirs);
});

test('a viewer reads and may not write; who may not even read is answered with empty lists', async () => {
  const { control, account, administrator } = await install();
  const acme = await account('acme');
  const a = await makeVpc(control, acme, 'a', null);
  const viewer = withRoles(acme, 'vpc_viewer');
  const nobody = withRoles(acme);
  assert.equal((await done(control, viewer, 'show-vpc', { id: a.id })).id, a.id);
  assert.deepEqual(await refused(control, viewer, 'delete-vpc', { id: a.id }), { kind: 'not-permitted', action: 'vpc:vpcs:delete' });
  assert.deepEqual(await done(control, nobody, 'list-vpcs', { page: {} }), { items: [], more: false });
  assert.deepEqual(await refused(control, nobody, 'show-vpc', { id: a.id }), { kind: 'not-permitted', action: 'vpc:vpcs:get' });
  assert.deepEqual(await refused(control, null, 'list-vpcs', { page: {} }), { kind: 'unauthenticated', reason: 'missing' });
  assert.deepEqual(await refused(control, administrator, 'list-vpcs', { page: {} }), { kind: 'project-required' });
});
