import assert from 'node:assert/strict';
import { test } from 'node:test';
import { done, install, makeVpc, refused, withRoles, callerIn } from './world.ts';

test('an account is made by the administrator alone, with a project in each region and a first user', async () => {
  const { control, account, administrator } = await install();
  const acme = await account('acme');
  const input = { name: 'globex', description: 'd', user: { name: 'bob', password: 'bobs password' } };
  assert.equal((await refused(control, acme, 'create-domain', input)).kind, 'not-permitted');
  const made = await done(control, administrator, 'create-domain', input);
  assert.deepEqual(
    made.projects.map(({ name, parentId }) => [name, parentId]),
    [
      ['eu-de', null],
      ['eu-nl', null],
    ],
  );
  assert.deepEqual(made.user.roles, ['te_admin']);
  assert.ok(!('passwordHash' in made.user));
  assert.equal((await refused(control, administrator, 'create-domain', input)).kind, 'already-exists');
  const names = async (caller: typeof administrator) =>
    (await done(control, caller, 'list-domains', {})).items.map(({ name }) => name).toSorted();
  assert.deepEqual(await names(administrator), ['acme', 'globex', 'isthmus']);
  assert.deepEqual(await names(acme), ['acme']);
});

test('a sub-project is named after its region, and is deleted when it is empty', async () => {
  const { control, account } = await install();
  const [acme, globex] = [await account('acme'), await account('globex')];
  const create = (name: string, parentId = acme.project.id) => control.execute(acme, 'create-project', { name, parentId, description: '' });
  for (const [name, kind] of [
    ['eu-nl_x', 'invalid-field'],
    ['eu-de_', 'invalid-field'],
    ['eu-de_a b', 'invalid-field'],
    ['eu-de_x', 'ok'],
    ['eu-de_x', 'already-exists'],
  ] as const) {
    const result = await create(name);
    assert.equal(result.ok ? 'ok' : result.problem.kind, kind, name);
  }
  const foreign = await create('eu-de_y', globex.project.id);
  assert.equal(foreign.ok ? 'ok' : foreign.problem.kind, 'not-found', "under another's project");
  const [sub] = (await done(control, acme, 'list-projects', { parentId: acme.project.id })).items;
  assert.equal(sub!.name, 'eu-de_x');
  assert.equal(
    (await done(control, acme, 'list-projects', { parentId: acme.domainId })).items.length,
    2,
    'default projects are under the domain',
  );
  assert.deepEqual((await done(control, acme, 'list-projects', { domainId: globex.domainId })).items, []);
  assert.equal((await refused(control, acme, 'delete-project', { id: acme.project.id })).kind, 'immutable');
  assert.equal((await refused(control, globex, 'delete-project', { id: sub!.id })).kind, 'not-found');
  const inside = callerIn('acme', { id: acme.userId, name: 'acme', domainId: acme.domainId, roles: acme.roles }, sub!);
  const vpc = await makeVpc(control, inside, 'v', null);
  const blocked = await refused(control, acme, 'delete-project', { id: sub!.id });
  assert.deepEqual(blocked.kind === 'in-use' && [blocked.by, ...blocked.byIds], ['vpc', vpc.id]);
  await done(control, inside, 'delete-vpc', { id: vpc.id });
  await done(control, acme, 'delete-project', { id: sub!.id });
  assert.equal((await refused(control, acme, 'show-project', { id: sub!.id })).kind, 'not-found');
});

test('a sub-project without a parent is under the region that its name begins with', async () => {
  const { control, account } = await install();
  const acme = await account('acme');
  const roots = (await done(control, acme, 'list-projects', { parentId: acme.domainId })).items;
  for (const root of roots) {
    const sub = await done(control, acme, 'create-project', { name: `${root.name}_x`, description: '' });
    assert.deepEqual([sub.parentId, sub.region], [root.id, root.region]);
  }
  const nowhere = await refused(control, acme, 'create-project', { name: 'atlantis_x', description: '' });
  assert.deepEqual(nowhere.kind === 'invalid-field' && nowhere.field, 'project.name');
});

test('users are made, seen and given passwords inside their account, and nobody makes an administrator of himself', async () => {
  const { control, account, administrator } = await install();
  const [acme, globex] = [await account('acme'), await account('globex')];
  const draft = { name: 'dora', password: 'doras password', email: '', description: '', roles: ['vpc_full'] as const };
  const dora = await done(control, acme, 'create-user', draft);
  assert.equal((await refused(control, acme, 'create-user', draft)).kind, 'already-exists');
  assert.equal((await refused(control, acme, 'create-user', { ...draft, name: 'x', roles: ['administrator'] })).kind, 'invalid-field');
  assert.equal((await refused(control, acme, 'create-user', { ...draft, name: 'x', password: 'short' })).kind, 'invalid-field');
  assert.equal((await refused(control, acme, 'create-user', { ...draft, name: 'x', domainId: globex.domainId })).kind, 'not-found');
  assert.equal((await done(control, administrator, 'create-user', { ...draft, domainId: globex.domainId })).domainId, globex.domainId);

  const off = await done(control, acme, 'create-user', { ...draft, name: 'off', enabled: false });
  const method = { kind: 'password', user: { id: off.id }, password: draft.password } as const;
  const login = { method, scope: { kind: 'unscoped' }, source: '127.0.0.1' } as const;
  assert.equal((await refused(control, null, 'issue-token', login)).kind, 'unauthenticated', 'made disabled, it cannot log in');
  await done(control, acme, 'update-user', { id: off.id, enabled: true });
  assert.equal((await done(control, null, 'issue-token', login)).info.principal.userId, off.id);
  await done(control, acme, 'delete-user', { id: off.id });

  const { password: _, ...unknown } = { ...draft, name: 'later' };
  const later = await done(control, acme, 'create-user', unknown);
  const asLater = { ...login, method: { ...method, user: { id: later.id } } };
  for (const password of ['', draft.password])
    assert.equal(
      (await refused(control, null, 'issue-token', { ...asLater, method: { ...asLater.method, password } })).kind,
      'unauthenticated',
    );
  await done(control, acme, 'set-password', { id: later.id, password: draft.password });
  assert.equal((await done(control, null, 'issue-token', asLater)).info.principal.userId, later.id);
  await done(control, acme, 'delete-user', { id: later.id });

  const self = { ...withRoles(acme, 'vpc_full'), userId: dora.id };
  const [runner] = (await control.ledger.read.users.list({ name: 'administrator' })).items;
  const may = async (caller: typeof self, id: typeof dora.id) => (await control.execute(caller, 'show-user', { id })).ok;
  assert.deepEqual(
    [
      await may(self, dora.id),
      await may(acme, dora.id),
      await may(self, acme.userId),
      await may(globex, dora.id),
      await may(acme, runner!.id),
    ],
    [true, true, false, false, false],
  );
  assert.equal((await refused(control, globex, 'set-password', { id: dora.id, password: 'stolen account' })).kind, 'not-found');
  assert.deepEqual((await done(control, self, 'list-users', {})).items, [], 'who may not list users');
  assert.deepEqual((await done(control, acme, 'list-users', {})).items.map(({ name }) => name).toSorted(), ['acme', 'dora']);
  assert.ok(!JSON.stringify(await done(control, acme, 'list-users', {})).includes('argon2'));
});
