import assert from 'node:assert/strict';
import { test } from 'node:test';
import { must, parseAddress, parseCidr } from '@isthmus/core';
import { endpoints, type WireRequest } from '@isthmus/wire';
import fc from 'fast-check';
import {
  aclRule,
  done,
  install,
  makeAcl,
  makeInstance,
  makePeering,
  makeRoute,
  makeSubnet,
  makeVpc,
} from '../../packages/control/test/world.ts';
import { ChangeBody } from '../../packages/wire/src/native/change.ts';

const base = '/isthmus/v1/projects/:project_id';
const site: WireRequest['site'] = { baseUrl: 'http://127.0.0.1', regions: ['eu-de'], unread: () => ({ fields: [], paths: [] }) };
const rowOf = (key: string) => endpoints.find(({ method, path }) => `${method} ${path}` === key) ?? assert.fail(key);

/** Every type of change there is, read from the schema itself: a new one is asked about too. */
const changeTypes: readonly string[] = ChangeBody.properties.type.enum;

/** The asker's own more often than not: by chance alone, hardly any change would be one that it may make. */
const mostly = <T>(own: T, ...others: readonly T[]) => fc.oneof({ weight: 6, arbitrary: fc.constant(own) }, fc.constantFrom(...others));

/** Two owners, one peering; globex has more than acme can reach: a closed instance, a second VPC, names and ids of its own. */
async function twoOwners() {
  const { control, account } = await install();
  const [acme, globex] = [await account('acme'), await account('globex')];
  const a = await makeVpc(control, acme, 'a', '192.168.0.0/16');
  const b = await makeVpc(control, globex, 'b-secretly-named', '10.0.0.0/16');
  const hidden = await makeVpc(control, globex, 'hidden', '172.20.0.0/16');
  const own = await makeSubnet(control, acme, a, '192.168.1.0/24');
  const web = await makeInstance(control, acme, own, '192.168.1.10');
  const open = await makeSubnet(control, globex, b, '10.0.2.0/24');
  const db = await makeInstance(control, globex, open, '10.0.2.10');
  const closedNet = await makeSubnet(control, globex, b, '10.0.9.0/24');
  const group = await done(control, globex, 'create-security-group', {
    name: 'closed-group',
    description: '',
    vpcId: null,
    enterpriseProjectId: '0',
    birthRules: 'egress',
  });
  const closed = await done(control, globex, 'create-instance', {
    name: 'closed',
    subnetId: closedNet.id,
    address: must(parseAddress('10.0.9.77')),
    // In no group: nothing in, nothing out. What can talk to acme's may be told to acme, who could ask for each address.
    securityGroupIds: [],
  });
  // An ACL of each, which lets everything through.
  const wallOf = async (owner: typeof acme, name: string, subnetId: typeof open.id) => {
    const id = await makeAcl(control, owner, { name, subnetIds: [subnetId] });
    const all = { ingress: [aclRule()], egress: [aclRule()] };
    const { ingress, egress } = await done(control, owner, 'add-acl-rules', { id, ...all });
    return { id, rules: [...ingress, ...egress].map((rule) => rule.id) };
  };
  const [wall, farWall] = [await wallOf(acme, 'wall', own.id), await wallOf(globex, 'wall-secretly-named', open.id)];
  const empty = await makeSubnet(control, acme, a, '192.168.5.0/24');
  await done(control, acme, 'associate-acl-subnets', { id: wall.id, subnetIds: [empty.id] });
  await done(control, acme, 'add-secondary-blocks', { id: a.id, cidrs: [must(parseCidr('23.9.0.0/16'))], mode: 'run' });
  const [ownGroup] = (await done(control, acme, 'list-security-groups', { page: {} })).items;
  const far = await makeInstance(control, globex, await makeSubnet(control, globex, hidden, '172.20.1.0/24'), '172.20.1.10');
  const peering = await makePeering(control, acme, a, b);
  const secondPeering = await makePeering(control, globex, b, hidden);
  await done(control, globex, 'accept-peering', { id: peering.id });
  const route = await makeRoute(control, globex, b, '192.168.1.0/24', peering);
  const mine = await makeRoute(control, acme, a, '10.0.0.0/16', peering);
  await control.reconciler.settled();
  const secrets = [
    ...[db, closed, far].flatMap(({ instance, port }) => [instance.id, port.id, port.macAddress]),
    ...[open, closedNet].flatMap(({ id, neutronId }) => [id, neutronId]),
    route.id,
    route.routeTableId,
    group.group.id,
    secondPeering.id,
    hidden.id,
    globex.userId,
    farWall.id,
    ...farWall.rules,
    'wall-secretly-named',
    'b-secretly-named',
    'closed-group',
    '10.0.9.77',
    '10.0.9.0/24',
    '10.0.2.0/24',
    '172.20.',
  ];
  const known = {
    vpcs: [a.id, b.id, hidden.id, '00000000-0000-4000-8000-000000000000'],
    instances: [web.instance.id, db.instance.id, closed.instance.id],
    tables: [mine.routeTableId, route.routeTableId],
    subnets: [empty.id, own.id, open.id, closedNet.id],
    groups: [ownGroup!.group.id, group.group.id],
    acls: [wall.id, farWall.id],
    rules: [...wall.rules, ...farWall.rules],
  } as const;
  return { control, acme, peering, secrets, known };
}

test('no sequence of questions tells one owner anything of the other but kinds of causes', async () => {
  const { control, acme, peering, secrets, known } = await twoOwners();
  const address = fc.constantFrom('10.0.2.10', '10.0.9.77', '10.0.2.1', '10.0.5.5', '172.20.1.10', '192.168.1.10', '192.168.1.99');
  const vpcId = fc.constantFrom(...known.vpcs);
  const end = fc.oneof(
    fc.record({ instance_id: fc.constantFrom(...known.instances) }),
    fc.record({ ip: address, vpc_id: vpcId }),
    fc.record({ ip: address }),
  );
  const cidr = fc.constantFrom('10.0.0.0/8', '10.0.9.0/24', '172.20.0.0/16', '192.168.0.0/16', '10.0.9.77/32');
  const question = fc
    .record({
      source: end,
      destination: end,
      protocol: fc.constantFrom('icmp', 'tcp', 'udp'),
      port: fc.constantFrom(22, 80),
      probe: fc.boolean(),
    })
    .map((body) => ({ key: `POST ${base}/reachability`, body }));
  // One shape for all: what a type does not need, the service leaves alone.
  const change = fc.record({
    type: fc.constantFrom(...changeTypes),
    vpc_id: mostly<string>(...known.vpcs),
    route_table_id: mostly(...known.tables),
    destination: fc.constantFrom('10.0.0.0/16', '10.0.0.0/8', '10.0.9.0/24', '172.20.0.0/16', '192.168.0.0/16', '10.0.9.77/32'),
    peering_id: mostly<string>(peering.id, `${known.vpcs[0]}+${known.vpcs[1]}`),
    requester_vpc_id: mostly<string>(...known.vpcs),
    accepter_vpc_id: vpcId,
    subnet_id: mostly(...known.subnets),
    security_group_id: mostly(...known.groups),
    direction: fc.constantFrom('ingress', 'egress'),
    ethertype: fc.constant('IPv4'),
    remote_ip_prefix: cidr,
    remote_group_id: fc.constantFrom(null, ...known.groups),
    cidr: fc.constantFrom('192.168.9.0/24', '23.8.0.0/16', '23.9.0.0/16', '10.0.9.77/32'),
    gateway_ip: mostly('192.168.9.1', '10.0.9.1', '172.20.0.1'),
    firewall_id: mostly(...known.acls),
    firewall_rule_id: fc.constantFrom(...known.rules),
    after_rule_id: mostly(null, ...known.rules),
    action: fc.constantFrom('allow', 'deny'),
    source: fc.option(cidr),
  });
  const whatIf = fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => ({ key: `POST ${base}/what-if`, body: { changes } }));
  const end2 = fc.record({ vpc_id: fc.option(vpcId), cidr: fc.option(cidr) });
  const guardrail = fc
    .record({ name: fc.constant('g'), rule: fc.constantFrom('never', 'always'), source: end2, destination: end2 })
    .map((body) => ({ key: `POST ${base}/guardrails`, body }));
  const look = fc.constantFrom(
    ...['peerings', 'topology', 'guardrails', 'events', 'peerings/:peering_id/health', 'peerings/:peering_id/preview'].map((path) => ({
      key: `GET ${base}/${path}`,
      body: undefined as unknown,
    })),
  );
  let answered = 0;
  const told = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(question, { weight: 3, arbitrary: whatIf }, guardrail, look), { minLength: 1, maxLength: 4 }),
      async (asked) => {
        for (const { key, body } of asked) {
          const sent: unknown = body;
          const request: WireRequest = {
            principal: acme,
            params: { project_id: acme.project.id, peering_id: peering.id },
            query: {},
            body: sent,
            headers: {},
            source: '127.0.0.1',
            requestId: '0'.repeat(32),
            site,
          };
          const answer = await rowOf(key).answer(request, control.execute);
          if (answer.ok) answered++;
          if (answer.ok && typeof sent === 'object' && sent !== null && 'changes' in sent)
            for (const { type } of sent.changes as readonly { readonly type: string }[]) told.add(type);
          const text = JSON.stringify(answer);
          const said = JSON.stringify(sent) ?? '';
          // A list shows what this owner stated itself.
          const own =
            key.endsWith('/guardrails') || key.endsWith('/events') ? `${said} 10.0.9.77 10.0.9.0/24 172.20. ${known.vpcs.join()}` : said;
          for (const secret of secrets)
            assert.ok(own.includes(secret) || !text.includes(secret), `${key} ${said} tells ${secret}: ${text.slice(0, 1500)}`);
        }
      },
    ),
    { seed: 20_261_125, numRuns: 600 },
  );
  assert.ok(answered > 100, 'questions are answered at all');
  // The request was acme's own, so that only globex could answer it.
  const never = ['accept-peering', 'reject-peering'];
  assert.deepEqual(
    changeTypes.filter((type) => !told.has(type) && !never.includes(type)),
    [],
    'every type of change is answered at least once',
  );
});

test('a VPC that nobody has and one of another owner that no peering joins are told apart by no answer', async () => {
  const { control, acme, known } = await twoOwners();
  const [, , hidden, nobody] = known.vpcs;
  const ask = async (key: string, body: unknown): Promise<string> => {
    const request = {
      principal: acme,
      params: { project_id: acme.project.id },
      query: {},
      body,
      headers: {},
      source: '',
      requestId: '0',
      site,
    };
    return JSON.stringify(await rowOf(key).answer(request, control.execute))
      .replaceAll(hidden!, 'ID')
      .replaceAll(nobody!, 'ID');
  };
  const bodies = (vpc: string | undefined): readonly (readonly [string, unknown])[] => [
    ...['172.20.1.10', '172.20.1.99', '10.9.9.9'].map((ip): readonly [string, unknown] => [
      `POST ${base}/reachability`,
      { source: { instance_id: known.instances[0] }, destination: { ip, vpc_id: vpc }, protocol: 'icmp' },
    ]),
    [
      `POST ${base}/reachability`,
      { source: { ip: '172.20.1.10', vpc_id: vpc }, destination: { instance_id: known.instances[0] }, protocol: 'icmp' },
    ],
    [`POST ${base}/what-if`, { changes: [{ type: 'request-peering', requester_vpc_id: known.vpcs[0], accepter_vpc_id: vpc }] }],
    [`POST ${base}/guardrails`, { name: 'g', rule: 'never', source: { vpc_id: vpc } }],
  ];
  for (const [index, [key, body]] of bodies(hidden).entries())
    assert.equal(await ask(key, body), await ask(key, bodies(nobody)[index]![1]), key);
});
