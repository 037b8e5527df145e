import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { endpoints } from '@isthmus/wire';
import { ask, fields, type Answer } from '../api.ts';
import { startService, type Service } from '../service.ts';
import type { Asked } from './row.ts';
import { rows } from './rows.ts';
import { createWorld, principals, type PrincipalName, type World } from './world.ts';

let service: Service;
let world: World;
before(async () => {
  service = await startService();
  world = await createWorld(service);
});
after(async () => service.remove());

const keyOf = ({ method, path }: { readonly method: string; readonly path: string }): string => `${method} ${path}`;

test('every endpoint has a row, and every row is an endpoint', () => {
  assert.deepEqual(Object.keys(rows).toSorted(), endpoints.map(keyOf).toSorted());
});

/** Everything of A's that a request did not say itself: whoever is refused must not be told any of it. */
function secretsBeyond(asked: string): readonly string[] {
  const { a, routeId, peeringId } = world;
  return [a.vpcId, a.subnetId, a.routeTableId, a.instanceId, routeId, peeringId, a.session.userId].filter((id) => !asked.includes(id));
}

async function commits(): Promise<number> {
  const { text } = await ask(service, { method: 'GET', path: '/metrics' });
  const counter = (name: string): number => Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
  // What owners are told of a changed health follows the request before.
  return counter('isthmus_commits_total') - counter('isthmus_health_commits_total');
}

interface Sent {
  readonly answer: Answer;
  readonly asked: string;
  readonly committed: number;
}

/**
 * A write of the clock's or the reconciler's may fall in between, or be counted in one of the two counters and not yet
 * in the other; one that the refusal itself makes falls in each time.
 */
const triesOfRefused = 6;

async function send(key: string, asked: Asked, principal: PrincipalName, projectId: string): Promise<Sent> {
  const [method = '', template = ''] = key.split(' ');
  const params: Readonly<Record<string, string>> = { ...asked.params, project_id: projectId };
  const filled = template.replaceAll(/:(\w+)/g, (_, name: string) => params[name] ?? assert.fail(`${key} has no value for ${name}`));
  const path = asked.query === undefined ? filled : `${filled}?${asked.query}`;
  const { body, headers = {} } = asked;
  const token = world.tokens[principal];
  const request = { method, path, headers, ...(body === undefined ? {} : { body }), ...(token === undefined ? {} : { token }) };
  for (let tries = 1; ; tries++) {
    const committedBefore = await commits();
    const answer = await ask(service, request);
    const committed = (await commits()) - committedBefore;
    if (answer.status >= 400 && committed !== 0 && tries < triesOfRefused) continue;
    return { answer, asked: `${path} ${JSON.stringify(body ?? null)}`, committed };
  }
}

/** Who is a stranger to A's things altogether. The peer may know the peering and its ends. */
const outsiders: readonly PrincipalName[] = ['sibling', 'stranger', 'nobody', 'revoked'];
/** Same account, so its users and projects are no secret. */
const insiders: readonly PrincipalName[] = ['sibling'];

function check({ answer, asked, committed }: Sent, principal: PrincipalName, expected: number): void {
  const what = `${principal} asks ${asked}: ${answer.text.slice(0, 300)}`;
  assert.equal(answer.status, expected, what);
  if (expected >= 400) assert.equal(committed, 0, `a refused request commits nothing: ${what}`);
  if (expected >= 400 && answer.text !== '') assert.equal(typeof answer.body, 'object', `a refusal is in an envelope: ${what}`);
  if (!outsiders.includes(principal)) return;
  for (const secret of secretsBeyond(asked))
    if (!(insiders.includes(principal) && secret === world.a.session.userId))
      assert.ok(!answer.text.includes(secret), `${secret} leaks: ${what}`);
}

for (const [key, row] of Object.entries(rows)) {
  test(`${key}: for A's things, each principal`, async () => {
    // The owner comes last: what the others did must not have been the end of it.
    for (const principal of principals.toReversed())
      check(await send(key, await row.ask(world), principal, world.a.session.projectId), principal, row.expected[principal]);
  });
  if (!key.includes(':project_id')) continue;
  test(`${key}: for A's things in one's own project`, async () => {
    assert.ok(row.inOwnProject, 'the row says what is answered');
    for (const principal of ['stranger', 'sibling', 'peer'] as const)
      check(await send(key, await row.ask(world), principal, world.projects[principal]), principal, row.inOwnProject[principal]);
  });
}

test("what is not there and what is someone else's are answered alike", async () => {
  const { a, b, peeringId, routeId, tokens } = world;
  const absent = '00000000-0000-4000-8000-000000000000';
  const { stranger: token } = tokens;
  assert.ok(token);
  const mine = world.projects.stranger;
  for (const [path, id] of [
    ['/v2.0/vpc/peerings/', peeringId],
    ['/v2.0/vpc/routes/', routeId],
    [`/v1/${mine}/vpcs/`, a.vpcId],
    [`/v1/${mine}/subnets/`, a.subnetId],
    [`/v1/${mine}/routetables/`, a.routeTableId],
    [`/v3/${mine}/vpc/vpcs/`, a.vpcId],
    [`/isthmus/v1/projects/${mine}/instances/`, a.instanceId],
  ] as const) {
    const theirs: Answer = await ask(service, { method: 'GET', path: `${path}${id}`, token });
    const none: Answer = await ask(service, { method: 'GET', path: `${path}${absent}`, token });
    const without = (text: string, shown: string): string => text.replaceAll(shown, 'ID').replaceAll(/"request_id":"\w+"/g, '');
    assert.equal(theirs.status, 404);
    assert.deepEqual([theirs.status, without(theirs.text, id)], [none.status, without(none.text, absent)], path);
  }
  // One answer for a VPC that does not exist, one in another project, and a project that does not exist.
  const vpc = fields(
    await ask(service, { method: 'POST', path: `/v1/${mine}/vpcs`, token, body: { vpc: { name: 'probe', cidr: '10.0.0.0/16' } } }),
  ).vpc.id;
  const answers = await Promise.all(
    [
      [absent, b.session.projectId],
      [b.vpcId, a.session.projectId],
      [b.vpcId, '0'.repeat(32)],
    ].map(([vpc_id, tenant_id]) => {
      const peering = { name: 'probe', request_vpc_info: { vpc_id: vpc }, accept_vpc_info: { vpc_id, tenant_id } };
      return ask(service, { method: 'POST', path: '/v2.0/vpc/peerings', token, body: { peering } });
    }),
  );
  assert.deepEqual(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size, 1);
  assert.equal(answers[0]?.status, 400);
});
