import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ok, type Project } from '@isthmus/core';
import { acme, alice, exchange, project, rowOf, site } from '../../test/world.ts';
import { projects } from './project.ts';
import { users } from './user.ts';
import { rootVersions, versions } from './version.ts';

const shown = {
  id: acme,
  name: 'eu-de',
  domain_id: alice.domainId,
  parent_id: alice.domainId,
  is_domain: false,
  enabled: true,
  description: '',
  links: { self: `${site.baseUrl}/v3/projects/${acme}` },
};

test("the parent of a region's default project is the account", async () => {
  const { body } = await exchange(rowOf(projects, 'GET /v3/projects'), { query: { name: 'eu-de' } });
  assert.deepEqual(body, { projects: [shown], links: { self: `${site.baseUrl}/v3/projects`, previous: null, next: null } });
});

test('filters reach the list; no project is a domain', async () => {
  const query = { name: 'eu-de', domain_id: 'd', parent_id: 'p', enabled: 'True' };
  const { calls } = await exchange(rowOf(projects, 'GET /v3/projects'), { query });
  assert.deepEqual(calls[0]?.input, { name: 'eu-de', domainId: 'd', parentId: 'p', enabled: true });
  const { body } = await exchange(rowOf(projects, 'GET /v3/projects'), { query: { is_domain: 'true' } });
  assert.deepEqual((body as { projects: unknown[] }).projects, []);
});

const pages: readonly (readonly [Record<string, string>, readonly string[] | string])[] = [
  [{}, ['a', 'b', 'c']],
  [{ page: '1', per_page: '2' }, ['a', 'b']],
  [{ page: '2', per_page: '2' }, ['c']],
  [{ page: '9', per_page: '2' }, []],
  [{ page: '1' }, 'per_page'],
  [{ per_page: '1' }, 'page'],
  [{ page: '0', per_page: '1' }, 'page'],
  [{ page: '1', per_page: '5001' }, 'per_page'],
];
for (const [query, wanted] of pages)
  test(`identity's page ${JSON.stringify(query)} is ${String(wanted) || 'empty'}`, async () => {
    const items = ['a', 'b', 'c'].map((name): Project => ({ ...project, name }));
    const execute = async () => ok({ value: { items, more: false }, generation: null } as never);
    const { body, problem } = await exchange(rowOf(projects, 'GET /v3/projects'), { query }, execute);
    const got = problem?.kind === 'invalid-field' ? problem.field : (body as { projects: Project[] }).projects.map(({ name }) => name);
    assert.deepEqual(got, wanted);
  });

test('a sub-project may leave its parent to its name', async () => {
  for (const parent of [{}, { parent_id: null }]) {
    const { status, calls } = await exchange(rowOf(projects, 'POST /v3/projects'), { body: { project: { name: 'eu-de_x', ...parent } } });
    assert.deepEqual([status, calls[0]?.input], [201, { name: 'eu-de_x', description: '' }]);
  }
});

test("a user's projects are those of the user's account", async () => {
  const { calls } = await exchange(rowOf(users, 'GET /v3/users/:user_id/projects'));
  assert.deepEqual(
    calls.map(({ name, input }) => [name, input]),
    [
      ['show-user', { id: alice.userId }],
      ['list-projects', { domainId: alice.domainId }],
    ],
  );
});

test('identity alone answers 300 at its root, and the same version at /v3', async () => {
  const root = await exchange(rowOf(rootVersions, 'GET /'), { principal: null });
  const version = await exchange(rowOf(versions, 'GET /v3'), { principal: null });
  assert.equal(root.status, 300);
  assert.deepEqual(root.body, { versions: { values: [(version.body as { version: unknown }).version] } });
  assert.deepEqual((version.body as { version: { links: unknown } }).version.links, [{ rel: 'self', href: `${site.baseUrl}/v3/` }]);
});
