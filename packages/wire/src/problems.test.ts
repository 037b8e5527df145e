import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { test } from 'node:test';
import type { Problem, ProblemOf } from '@isthmus/core';
import { dialects } from './endpoint.ts';
import { encodeProblem, problems } from './problems.ts';
import { problemSamples as samples } from './problem-samples.ts';

const requestId = '0123456789abcdef0123456789abcdef';
const id = '11111111-1111-4111-8111-111111111111';

/** What the bodies of a dialect's refusals consist of; a gateway may answer before any service. */
const gatewayKeys = ['error_code', 'error_msg', 'request_id'];
const keysOf: Readonly<Record<(typeof dialects)[number], readonly string[]>> = {
  'neutron-v2': ['NeutronError'],
  'otc-v1': ['code', 'message'],
  'otc-v3': gatewayKeys,
  'keystone-v3': ['error'],
  'iam-v3': ['error_code', 'error_msg'],
  native: ['detail', 'request_id', 'status', 'title', 'type'],
};

for (const problem of Object.values(samples) as readonly Problem[])
  for (const dialect of dialects)
    test(`${problem.kind} is said in ${dialect}`, () => {
      const { status, headers, body } = encodeProblem(problem, dialect, requestId);
      assert.ok(status >= 400 && status < 600);
      assert.equal(headers?.['Content-Type'], dialect === 'native' ? 'application/problem+json' : 'application/json');
      const keys = Object.keys(body as object)
        .filter((key) => key !== 'field' && key !== 'fix')
        .toSorted();
      assert.ok(
        [keysOf[dialect], gatewayKeys, ...(problem.kind === 'too-many-access-keys' ? [keysOf['keystone-v3']] : [])].some(
          (known) => JSON.stringify(known) === JSON.stringify(keys),
        ),
        JSON.stringify(body),
      );
      assert.doesNotMatch(JSON.stringify(body), /undefined|\[object|NaN/);
    });

test('no kind has a row in two files, where the later would hide the earlier', async () => {
  const files = globSync(`${import.meta.dirname}/problems/*.ts`);
  const tables = (await Promise.all(files.map(async (file): Promise<object> => import(file)))).flatMap((module) => Object.values(module));
  const kinds = tables.flatMap((table: object) => Object.keys(table));
  assert.deepEqual(kinds.toSorted(), Object.keys(problems).toSorted());
});

test('the status of a kind is the same in every dialect, but for what is published otherwise', () => {
  const differing = Object.entries(samples).flatMap(([kind, problem]) => {
    const statuses = dialects.map((dialect) => encodeProblem(problem, dialect, requestId).status);
    return new Set(statuses).size === 1 ? [] : [[kind, Object.fromEntries(dialects.map((dialect, index) => [dialect, statuses[index]]))]];
  });
  assert.deepEqual(Object.fromEntries(differing), {
    'project-mismatch': { 'keystone-v3': 404, 'iam-v3': 404, 'otc-v1': 400, 'neutron-v2': 404, 'otc-v3': 400, native: 404 },
    'already-exists': { 'keystone-v3': 409, 'iam-v3': 409, 'otc-v1': 400, 'neutron-v2': 409, 'otc-v3': 400, native: 409 },
    'over-quota': { 'keystone-v3': 403, 'iam-v3': 403, 'otc-v1': 409, 'neutron-v2': 409, 'otc-v3': 409, native: 409 },
    immutable: { 'keystone-v3': 403, 'iam-v3': 403, 'otc-v1': 409, 'neutron-v2': 409, 'otc-v3': 409, native: 409 },
    'cidr-overlap': { 'keystone-v3': 400, 'iam-v3': 400, 'otc-v1': 400, 'neutron-v2': 400, 'otc-v3': 400, native: 409 },
    'cidr-in-use': { 'keystone-v3': 400, 'iam-v3': 400, 'otc-v1': 400, 'neutron-v2': 400, 'otc-v3': 409, native: 400 },
    'not-offered': { 'keystone-v3': 404, 'iam-v3': 404, 'otc-v1': 404, 'neutron-v2': 404, 'otc-v3': 404, native: 501 },
  });
});

const neutron = (type: string, message: string) => ({ NeutronError: { type, message, detail: '' } });
const peeringTruth: readonly (readonly [Problem, number, unknown])[] = [
  [{ kind: 'peer-unknown' }, 400, neutron('InvalidInput', 'Invalid input for operation: Accept VPC id or tenant id is incorrect.')],
  [{ kind: 'same-vpc' }, 400, neutron('InvalidInput', 'Invalid input for operation: The two VPCs of a peering must be different.')],
  [{ kind: 'not-found', resource: 'vpc', id }, 404, neutron('RouterNotFound', `Router ${id} could not be found.`)],
  [{ kind: 'not-found', resource: 'port', id }, 404, neutron('PortNotFound', `Port ${id} could not be found.`)],
  [samples['over-quota'], 409, neutron('OverQuota', "Quota exceeded for resources: ['vpc_peering'].")],
  [samples['not-permitted'], 403, neutron('PolicyNotAuthorized', "Policy doesn't allow <vpc:peerings:create> to be performed.")],
  [samples['wrong-side'], 403, neutron('PolicyNotAuthorized', `Only the accepter of peering ${id} may accept it.`)],
  [samples['pair-taken'], 409, neutron('Conflict', `The two VPCs have a peering already: ${id}, REJECTED.`)],
  [samples['wrong-status'], 409, neutron('Conflict', `The peering ${id} is ACTIVE: to accept it, it must be PENDING_ACCEPTANCE.`)],
  [samples['destination-taken'], 409, neutron('Conflict', 'The route table has a route to 10.0.0.0/16 already.')],
  [samples['invalid-field'], 400, neutron('InvalidInput', 'Invalid input for operation: vpc.cidr is wrong; use another.')],
  [{ ...samples['invalid-field'], nature: 'shape' }, 400, neutron('HTTPBadRequest', 'vpc.cidr is wrong; use another.')],
];
for (const [problem, status, body] of peeringTruth)
  test(`v2.0 says ${JSON.stringify(problem).slice(0, 60)} as ${status}, word for word`, () => {
    const answer = encodeProblem(problem, 'neutron-v2', requestId);
    assert.deepEqual([answer.status, answer.body], [status, body]);
  });

const inUse = (resource: 'vpc' | 'subnet', by: ProblemOf<'in-use'>['by']): Problem => ({ kind: 'in-use', resource, id, by, byIds: [id] });
const v1Truth: readonly (readonly [Problem, number, string])[] = [
  [samples['invalid-field'], 400, 'VPC.0101'],
  [{ ...samples['invalid-field'], resource: 'subnet' }, 400, 'VPC.0201'],
  [samples['not-found'], 404, 'VPC.0003'],
  [{ kind: 'not-found', resource: 'subnet', id }, 404, 'VPC.2204'],
  [samples['project-mismatch'], 400, 'VPC.0007'],
  [samples.unauthenticated, 401, 'VPC.0008'],
  [samples['not-permitted'], 403, 'VPC.2201'],
  [samples['already-exists'], 400, 'VPC.0115'],
  [samples['cidr-overlap'], 400, 'VPC.0204'],
  [samples['cidr-outside-vpc'], 400, 'VPC.0203'],
  [samples['cidr-in-use'], 400, 'VPC.0117'],
  [samples['destination-taken'], 409, 'VPC.2812'],
  [samples['destination-repeated'], 400, 'VPC.2809'],
  [samples['destination-local'], 400, 'VPC.2809'],
  [samples['subnet-elsewhere'], 400, 'VPC.2807'],
  [{ kind: 'not-found', resource: 'route_table', id }, 404, 'VPC.2808'],
  [{ ...samples['over-quota'], quota: 'vpc' }, 409, 'VPC.0114'],
  [{ ...samples['over-quota'], quota: 'securityGroup' }, 409, 'VPC.0604'],
  [inUse('vpc', 'subnet'), 409, 'VPC.0104'],
  [inUse('vpc', 'route'), 409, 'VPC.0120'],
  [inUse('vpc', 'peering'), 409, 'VPC.0120'],
  [inUse('vpc', 'security_group'), 409, 'VPC.0112'],
  [inUse('subnet', 'port'), 409, 'VPC.0208'],
  [inUse('subnet', 'instance'), 409, 'VPC.0209'],
  [inUse('subnet', 'route'), 409, 'VPC.0210'],
  [samples['not-in-vpc'], 400, 'VPC.0207'],
  [samples['address-outside-subnet'], 400, 'VPC.0201'],
  [samples['address-reserved'], 400, 'VPC.2500'],
];
for (const [problem, status, code] of v1Truth)
  test(`v1 says ${JSON.stringify(problem).slice(0, 70)} as ${status} ${code}`, () => {
    const answer = encodeProblem(problem, 'otc-v1', requestId);
    assert.deepEqual([answer.status, (answer.body as { code: string }).code], [status, code]);
  });

test('an address that cannot be is named with its field', () => {
  const say = (problem: Problem) => (encodeProblem(problem, 'otc-v1', requestId).body as { readonly message: string }).message;
  assert.equal(say(samples['address-outside-subnet']), 'gateway_ip 10.1.0.1 is not within 10.0.0.0/24.');
  assert.equal(say(samples['address-reserved']), 'ip_address 10.0.0.1 is reserved in 10.0.0.0/24.');
});

test('v1 quotes the quota as published', () => {
  const { body } = encodeProblem({ kind: 'over-quota', quota: 'vpc', limit: 5, used: 5 }, 'otc-v1', requestId);
  assert.deepEqual(body, { code: 'VPC.0114', message: "Quota exceeded for resources: ['router']." });
});

test('identity speaks of logins as clients read them', () => {
  const say = (reason: ProblemOf<'unauthenticated'>['reason']) =>
    encodeProblem({ kind: 'unauthenticated', reason }, 'keystone-v3', requestId).body;
  assert.deepEqual(say('invalid-token'), { error: { code: 401, message: 'The X-Auth-Token is invalid!', title: 'Unauthorized' } });
  assert.deepEqual(say('wrong-credentials'), {
    error: { code: 401, message: 'The username or password is wrong.', title: 'Unauthorized' },
  });
});

const iam = (error_code: string, error_msg: string) => ({ error_code, error_msg });
const user = { kind: 'invalid-field', resource: 'user', reason: 'is wrong', fix: 'use another' } as const;
const iamTruth: readonly (readonly [Problem, number, unknown])[] = [
  [samples['malformed-body'], 400, iam('IAM.0011', 'Request body is invalid: it is not JSON.')],
  [samples['invalid-field'], 400, iam('IAM.0007', 'vpc.cidr is wrong; use another.')],
  [{ ...samples['invalid-field'], reason: 'is required' }, 400, iam('IAM.0072', 'vpc.cidr is required; use another.')],
  [{ ...user, field: 'user.name' }, 400, iam('1101', 'user.name is wrong; use another.')],
  [{ ...user, field: 'user.name', reason: 'is required' }, 400, iam('1100', 'user.name is required; use another.')],
  [{ ...user, field: 'user.enabled' }, 400, iam('IAM.0007', 'user.enabled is wrong; use another.')],
  [{ kind: 'already-exists', resource: 'user', field: 'name', value: 'carol' }, 400, iam('1109', 'The username already exists.')],
  [{ kind: 'unauthenticated', reason: 'missing' }, 401, iam('IAM.0001', 'The request you have made requires authentication.')],
  [samples.unauthenticated, 401, iam('IAM.0067', 'The X-Auth-Token is invalid!')],
  [samples['not-permitted'], 403, iam('IAM.0003', "Policy doesn't allow <vpc:peerings:create> to be performed.")],
  [{ kind: 'not-found', resource: 'user', id }, 404, iam('IAM.0004', `Could not find user: ${id}.`)],
  [samples.replayed, 409, iam('IAM.0005', 'This very request, with this signature, was carried out already.')],
  [samples.internal, 500, iam('IAM.0006', `Something went wrong inside the service. The log has it under ${requestId}.`)],
  [samples['too-many-access-keys'], 400, { error: { code: 400, message: 'akSkNumExceed', title: 'Bad Request' } }],
];
for (const [problem, status, body] of iamTruth)
  test(`IAM v3.0 says ${JSON.stringify(problem).slice(0, 70)} as ${status}`, () => {
    const answer = encodeProblem(problem, 'iam-v3', requestId);
    assert.deepEqual([answer.status, answer.body], [status, body]);
  });

test('a bad signature is answered by the gateway, in every published dialect', () => {
  for (const dialect of dialects.filter((one) => one !== 'native')) {
    const { status, body } = encodeProblem({ kind: 'unauthenticated', reason: 'signature' }, dialect, requestId);
    assert.deepEqual(
      [status, body],
      [
        401,
        {
          error_msg: 'Incorrect IAM authentication information: verify aksk signature fail',
          error_code: 'APIGW.0301',
          request_id: requestId,
        },
      ],
    );
  }
});

test('the native answer is RFC 9457, names the field and the fix', () => {
  assert.deepEqual(encodeProblem(samples['invalid-field'], 'native', requestId).body, {
    type: '/docs/problems/invalid-field',
    title: 'A field is wrong',
    status: 400,
    detail: 'vpc.cidr is wrong.',
    field: 'vpc.cidr',
    fix: 'use another',
    request_id: requestId,
  });
});

test('there is a row for every kind', () => assert.deepEqual(Object.keys(problems).toSorted(), Object.keys(samples).toSorted()));
