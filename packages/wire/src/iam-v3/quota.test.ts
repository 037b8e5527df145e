import assert from 'node:assert/strict';
import { test } from 'node:test';
import { domain, exchange, project, rowOf } from '../../test/world.ts';
import { quotas } from './quota.ts';

const ofDomain = rowOf(quotas, 'GET /v3.0/OS-QUOTA/domains/:domain_id');
const resourcesOf = (body: unknown) =>
  (body as { quotas: { resources: readonly { type: string; used: number; quota: number }[] } }).quotas.resources;

test('of an account its users are counted, and what is not offered has no room', async () => {
  const { status, body } = await exchange(ofDomain, { params: { domain_id: domain.id } });
  assert.equal(status, 200);
  assert.deepEqual(
    resourcesOf(body).map(({ type, used, quota }) => [type, used, quota]),
    [
      ['user', 1, -1],
      ['group', 0, 0],
      ['idp', 0, 0],
      ['agency', 0, 0],
      ['policy', 0, 0],
    ],
  );
});

test('one type alone is asked for by name, and nobody is listed who is not wanted', async () => {
  const { body, calls } = await exchange(ofDomain, { params: { domain_id: domain.id }, query: { type: 'group' } });
  assert.deepEqual([resourcesOf(body).map(({ type }) => type), calls.map(({ name }) => name)], [['group'], ['list-domains']]);
  const { problem } = await exchange(ofDomain, { params: { domain_id: domain.id }, query: { type: 'vpc' } });
  assert.deepEqual(problem?.kind === 'invalid-field' && problem.field, 'type');
});

test('an account that the caller does not see is not found', async () => {
  const { problem } = await exchange(ofDomain, { params: { domain_id: '0'.repeat(32) } });
  assert.equal(problem?.kind, 'not-found');
});

test('of a project its sub-projects are counted', async () => {
  const { body, calls } = await exchange(rowOf(quotas, 'GET /v3.0/OS-QUOTA/projects/:target_project_id'));
  assert.deepEqual(
    [resourcesOf(body), calls[1]?.input],
    [[{ type: 'project', used: 1, quota: -1, min: 0, max: -1 }], { parentId: project.id }],
  );
});
