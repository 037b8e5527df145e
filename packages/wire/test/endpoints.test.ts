import assert from 'node:assert/strict';
import { test } from 'node:test';
import { access, roles } from '@isthmus/core';
import { Compile } from 'typebox/compile';
import { endpoints, identityEndpoints } from '../src/index.ts';
import { stableId } from '../src/keystone-v3/stable.ts';
import { bodies } from './request.ts';
import { alice, aliceOfDomain, asking, called, isRead, paramsOf, scripted } from './world.ts';

const all = [...new Set([...endpoints, ...identityEndpoints])];
const known = {
  service_id: stableId('service/network'),
  endpoint_id: stableId('endpoint/network/eu-de'),
  role_id: stableId('role/vpc_full'),
};
const request = (row: (typeof all)[number]) => {
  const params = paramsOf(row);
  for (const [name, id] of Object.entries(known)) if (name in params) params[name] = id;
  return asking({
    principal: { ...alice, roles },
    params,
    headers: { 'x-subject-token': 'secret-token' },
    ...(row.body === undefined ? {} : { body: bodies[called(row)] }),
  });
};

test('no two rows answer the same method and path', () => {
  const names = endpoints.map(called);
  assert.deepEqual(
    names.filter((name, index) => names.indexOf(name) !== index),
    [],
  );
});

test('every operation can be asked for in some dialect', () => {
  const asked = new Set(endpoints.flatMap(({ operations }) => operations));
  assert.deepEqual(
    Object.keys(access).filter((name) => !asked.has(name as keyof typeof access)),
    [],
  );
});

for (const row of all)
  test(`${called(row)} answers what its row promises`, async () => {
    const answer = await row.answer(request(row), scripted());
    assert.ok(answer.ok, JSON.stringify(answer));
    const { status, body } = answer.value;
    assert.ok(status in row.responses, `status ${status}`);
    const schema = row.responses[status] ?? null;
    if (schema === null) return assert.equal(body, undefined);
    const wire = JSON.parse(JSON.stringify(body)) as unknown;
    const found = Compile(schema).Errors(wire);
    assert.deepEqual(found, []);
    assert.deepEqual(unnamed(schema, wire, ''), [], 'every field is in the schema');
  });

for (const row of all.filter(({ caller }) => caller !== 'none'))
  test(`${called(row)} wants a token before it looks at anything`, async () => {
    const answer = await row.answer({ ...request(row), principal: null, body: 'nonsense' }, scripted());
    assert.deepEqual(answer, { ok: false, problem: { kind: 'unauthenticated', reason: 'missing' } });
  });

for (const row of all.filter(({ caller }) => caller === 'project'))
  test(`${called(row)} wants a token of a project`, async () => {
    const answer = await row.answer({ ...request(row), principal: aliceOfDomain }, scripted());
    assert.deepEqual(answer, { ok: false, problem: { kind: 'project-required' } });
  });

for (const row of all.filter(({ path }) => path.includes(':project_id')))
  test(`${called(row)} is for the token's own project`, async () => {
    const good = request(row);
    const answer = await row.answer({ ...good, params: { ...good.params, project_id: 'b'.repeat(32) } }, scripted());
    assert.deepEqual(answer, { ok: false, problem: { kind: 'project-mismatch' } });
  });

for (const row of all)
  for (const name of Object.keys(paramsOf(row)).filter((param) => param !== 'project_id'))
    test(`${called(row)}: a name where :${name} belongs is not found, and nothing is asked`, async () => {
      for (const bad of ['My VPC', '../../etc/passwd', '%00', "'; rm -rf /", 'x'.repeat(100_000), '\u{1f600}', '']) {
        const good = request(row);
        const asked: { name: string; input: unknown }[] = [];
        const answer = await row.answer({ ...good, params: { ...good.params, [name]: bad } }, scripted(asked as never));
        assert.ok(!answer.ok && answer.problem.kind === 'not-found', JSON.stringify(answer).slice(0, 200));
        assert.ok(answer.problem.id.length <= 64);
        assert.deepEqual(asked, []);
      }
    });

test('what clients send without meaning it changes nothing', async () => {
  for (const row of all.filter(({ method }) => !['POST', 'PUT', 'PATCH'].includes(method))) {
    const plain = await row.answer(request(row), scripted());
    const noisy = await row.answer({ ...request(row), body: {}, query: { unheard_of: '1', __proto__x: ['a', 'b'] } }, scripted());
    // A v2.0 list repeats the request's parameters in its links, but only where it pages.
    assert.deepEqual(noisy, plain, called(row));
  }
});

test('fields and parameters that nobody reads are told', () => {
  const row = endpoints.find((one) => called(one) === 'POST /v2.0/vpc/peerings');
  assert.ok(row);
  const body = { peering: { name: 'x', tags: [], request_vpc_info: { vpc_id: 'x', cidr: '10.0.0.0/8' } }, more: 1 };
  assert.deepEqual(row.ignoredFields({ query: { debug: '1' }, body }), ['?debug', 'peering.tags', 'peering.request_vpc_info.cidr', 'more']);
  const read = endpoints.find((one) => called(one) === 'GET /v2.0/vpc/peerings');
  assert.deepEqual(read?.ignoredFields({ query: { limit: '1' }, body: {} }), []);
  const many = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`${index}${'x'.repeat(1000)}`, 1]));
  const told = row.ignoredFields({ query: many as never, body: many });
  assert.ok(told.length <= 20 && told.every((name) => name.length < 100));
});

test('a write tells its generation, a read none', async () => {
  for (const row of all.filter(({ operations }) => operations.length > 0)) {
    const answer = await row.answer(request(row), scripted());
    assert.ok(answer.ok);
    assert.equal(answer.value.generation ?? null, row.operations.every(isRead) ? null : 42, called(row));
  }
});

/** Fields of an answer that its schema does not know: such fields would be missing from the OpenAPI document. */
type Node = { properties?: Record<string, Node>; items?: Node; anyOf?: Node[]; patternProperties?: object };
function unnamed(schema: Node, value: unknown, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => unnamed(schema.items ?? {}, one, path));
  if (typeof value !== 'object' || value === null || schema.patternProperties !== undefined) return [];
  const properties = schema.properties ?? schema.anyOf?.find((one) => one.properties)?.properties ?? {};
  return Object.entries(value).flatMap(([name, inner]) =>
    Object.hasOwn(properties, name) ? unnamed(properties[name] ?? {}, inner, `${path}.${name}`) : [`${path}.${name}`],
  );
}
