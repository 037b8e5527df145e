import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatAddress, must, parseAddress, parseCidr, rangesHold, type Address, type Change, type Flow } from '@isthmus/core';
import type { ProjectCaller } from '../src/handler.ts';
import type { Control } from '../src/index.ts';
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
  refused,
  subnetInput,
} from './world.ts';

const block = (text: string) => must(parseCidr(text));
const address = (text: string) => must(parseAddress(text));
const match = {
  action: 'allow',
  family: 4,
  protocol: null,
  source: null,
  destination: null,
  sourcePorts: null,
  destinationPorts: null,
} as const;
/** Two VPCs of one owner that talk; B also at a secondary block, to which A has a wide route. One ACL, not yet used. */
async function network() {
  const { control, account } = await install();
  const [acme, globex] = [await account('acme'), await account('globex')];
  const [a, b] = [await makeVpc(control, acme, 'a', '10.1.0.0/16'), await makeVpc(control, acme, 'b', '10.2.0.0/16')];
  await done(control, acme, 'add-secondary-blocks', { id: b.id, cidrs: [block('50.0.0.0/16')], mode: 'run' });
  const subnets = {
    a1: await makeSubnet(control, acme, a, '10.1.1.0/24'),
    a2: await makeSubnet(control, acme, a, '10.1.2.0/24'),
    b1: await makeSubnet(control, acme, b, '10.2.1.0/24'),
    b2: await makeSubnet(control, acme, b, '50.0.1.0/24'),
  };
  const hosts = await Promise.all(
    Object.values(subnets).map((subnet) =>
      makeInstance(control, acme, subnet, formatAddress({ family: 4, value: subnet.cidr.first + 10n })),
    ),
  );
  const peering = await makePeering(control, acme, a, b);
  for (const destination of ['10.2.0.0/16', '50.0.0.0/16']) await makeRoute(control, acme, a, destination, peering);
  await makeRoute(control, acme, b, '10.1.0.0/16', peering);
  const aclId = await makeAcl(control, acme);
  await control.reconciler.settled();
  return { control, acme, globex, a, b, ...subnets, hosts, peering, aclId };
}

interface Packet {
  readonly source: Address;
  readonly destination: Address;
  readonly protocol: 'icmp' | 'tcp';
  readonly port: number | null;
}

/** What the walk says of every pair of instances, ping and two ports. */
async function facts(control: Control, caller: ProjectCaller, hosts: Awaited<ReturnType<typeof network>>['hosts']) {
  const found: { readonly packet: Packet; readonly works: boolean }[] = [];
  for (const from of hosts)
    for (const to of hosts.filter((other) => other !== from))
      for (const [protocol, port] of [
        ['icmp', null],
        ['tcp', 80],
        ['tcp', 443],
      ] as const) {
        const ends = { source: { instanceId: from.instance.id }, destination: { instanceId: to.instance.id } };
        const { answer } = await done(control, caller, 'check-reachability', { ...ends, protocol, port, probe: 'proof-alone' });
        const packet = { source: from.port.addresses[0]!, destination: to.port.addresses[0]!, protocol, port };
        found.push({ packet, works: answer.reachable });
      }
  return found;
}

const word = ({ source, destination, protocol, port }: Packet): string =>
  `${formatAddress(source)} -> ${formatAddress(destination)} ${protocol}/${port}`;
const holds = (flows: readonly Flow[], { source, destination, protocol, port }: Packet): boolean =>
  flows.some(
    (flow) =>
      flow.protocol === protocol &&
      rangesHold(flow.source.ranges, source) &&
      rangesHold(flow.destination.ranges, destination) &&
      (flow.ports === null || flow.ports.some(([low, high]) => port! >= low && port! <= high)),
  );

test('a what-if says of every packet between instances what the change then does', async () => {
  const { control, acme, globex, a, a1, b1, b2, hosts, aclId } = await network();
  const acl = { id: aclId };
  const empty = { ingress: [], egress: [] };
  const denied = { ...match, action: 'deny', protocol: 6, destinationPorts: [80, 80] } as const;
  const policy = await done(control, acme, 'create-acl-policy', { name: 'out', description: '', audited: false, ruleIds: [] });
  await done(control, acme, 'update-acl', { ...acl, egressPolicyId: policy.id });
  const twin = await makeAcl(control, acme, { name: 'twin', egressPolicyId: policy.id });
  const sharedRule = async () => (await done(control, acme, 'show-acl', acl)).egress[0]!.id;
  const disabled = (await done(control, acme, 'add-acl-rules', { ...acl, ...empty, ingress: [aclRule({ enabled: false })] })).ingress[0]!;
  const ruleAt = async (index: number) => (await done(control, acme, 'show-acl', acl)).ingress[index]!.id;
  const foreign = await makeVpc(control, globex, 'foreign', '10.9.0.0/16');
  const asked = await makePeering(control, globex, foreign, a);
  const steps: readonly (readonly [string, 'moves' | 'is still', () => Promise<readonly Change[]>, () => Promise<unknown>])[] = [
    [
      'an ACL without rules on a subnet',
      'moves',
      async () => [{ type: 'associate-acl', aclId, vpcId: a.id, subnetId: a1.id }],
      () => done(control, acme, 'associate-acl-subnets', { ...acl, subnetIds: [a1.id] }),
    ],
    [
      'rules that allow all',
      'moves',
      async () =>
        (['ingress', 'egress'] as const).map((direction): Change => ({ type: 'insert-acl-rule', aclId, direction, match, after: null })),
      () => done(control, acme, 'add-acl-rules', { ...acl, ingress: [aclRule()], egress: [aclRule()] }),
    ],
    [
      'the same ACL on a subnet of another VPC',
      'is still',
      async () => [{ type: 'associate-acl', aclId, vpcId: b1.vpcId!, subnetId: b1.id }],
      () => done(control, acme, 'associate-acl-subnets', { ...acl, subnetIds: [b1.id] }),
    ],
    [
      'a rule before all others, which both subnets notice',
      'moves',
      async () => [{ type: 'insert-acl-rule', aclId, direction: 'ingress', match: denied, after: null }],
      () =>
        done(control, acme, 'add-acl-rules', {
          ...acl,
          ...empty,
          ingress: [aclRule({ action: 'deny', protocol: 'tcp', destinationPorts: [[80, 80]] })],
        }),
    ],
    [
      'a rule behind one that allows all',
      'is still',
      async () => [
        {
          type: 'insert-acl-rule',
          aclId,
          direction: 'ingress',
          match: { ...denied, protocol: 1, destinationPorts: null },
          after: await ruleAt(1),
        },
      ],
      async () =>
        done(control, acme, 'add-acl-rules', {
          ...acl,
          ...empty,
          ingress: [aclRule({ action: 'deny', protocol: 'icmp' })],
          after: await ruleAt(1),
        }),
    ],
    [
      'a rule that says something else where it stands',
      'moves',
      async () => [
        { type: 'update-acl-rule', aclId, direction: 'ingress', ruleId: await ruleAt(0), match: { ...match, action: 'deny', protocol: 1 } },
      ],
      async () =>
        done(control, acme, 'change-acl-rules', {
          ...acl,
          ...empty,
          ingress: [{ id: await ruleAt(0), protocol: 'icmp', destinationPorts: [] }],
        }),
    ],
    [
      'what a disabled rule says',
      'is still',
      async () => [{ type: 'update-acl-rule', aclId, direction: 'ingress', ruleId: disabled.id, match: { ...match, action: 'deny' } }],
      () => done(control, acme, 'update-acl-rule', { id: disabled.id, action: 'deny' }),
    ],
    [
      'a rule that another ACL has too, changed for that one',
      'moves',
      async () => [
        {
          type: 'update-acl-rule',
          aclId: twin,
          direction: 'egress',
          ruleId: await sharedRule(),
          match: { ...denied, action: 'allow', destinationPorts: [443, 443] },
        },
      ],
      async () => done(control, acme, 'update-acl-rule', { id: await sharedRule(), protocol: 'tcp', destinationPorts: [[443, 443]] }),
    ],
    [
      'the same rule as it was',
      'moves',
      async () => [{ type: 'update-acl-rule', aclId, direction: 'egress', ruleId: await sharedRule(), match }],
      async () => done(control, acme, 'update-acl-rule', { id: await sharedRule(), protocol: null, destinationPorts: [] }),
    ],
    [
      'a rule more in the list that both have',
      'moves',
      async () => [{ type: 'insert-acl-rule', aclId: twin, direction: 'egress', match: denied, after: null }],
      () =>
        done(control, acme, 'add-acl-rules', {
          id: twin,
          ingress: [],
          egress: [aclRule({ action: 'deny', protocol: 'tcp', destinationPorts: [[80, 80]] })],
        }),
    ],
    [
      'and one less again',
      'moves',
      async () => [{ type: 'remove-acl-rule', aclId: twin, direction: 'egress', ruleId: await sharedRule() }],
      async () => done(control, acme, 'remove-acl-rules', { id: twin, ingress: [], egress: [await sharedRule()] }),
    ],
    [
      'an ACL that is down',
      'moves',
      async () => [{ type: 'disable-acl', aclId }],
      () => done(control, acme, 'update-acl', { ...acl, adminStateUp: false }),
    ],
    [
      'the ACL up again',
      'moves',
      async () => [{ type: 'enable-acl', aclId }],
      () => done(control, acme, 'update-acl', { ...acl, adminStateUp: true }),
    ],
    [
      'one rule less',
      'moves',
      async () => [{ type: 'remove-acl-rule', aclId, direction: 'ingress', ruleId: await ruleAt(1) }],
      async () => done(control, acme, 'remove-acl-rules', { ...acl, ...empty, ingress: [await ruleAt(1)] }),
    ],
    [
      'a subnet without its ACL',
      'moves',
      async () => [{ type: 'disassociate-acl', aclId, vpcId: a.id, subnetId: a1.id }],
      () => done(control, acme, 'disassociate-acl-subnets', { ...acl, subnetIds: [a1.id] }),
    ],
    [
      'the other one too, and a block that takes addresses from a wider route',
      'moves',
      async () => [
        { type: 'disassociate-acl', aclId, vpcId: b1.vpcId!, subnetId: b1.id },
        { type: 'add-secondary-block', vpcId: a.id, cidr: block('50.0.1.0/24') },
      ],
      async () => {
        await done(control, acme, 'disassociate-acl-subnets', { ...acl, subnetIds: [b1.id] });
        await done(control, acme, 'add-secondary-blocks', { id: a.id, cidrs: [block('50.0.1.0/24')], mode: 'run' });
      },
    ],
    [
      'the block taken away',
      'moves',
      async () => [{ type: 'remove-secondary-block', vpcId: a.id, cidr: block('50.0.1.0/24') }],
      () => done(control, acme, 'remove-secondary-blocks', { id: a.id, cidrs: [block('50.0.1.0/24')], mode: 'run' }),
    ],
    [
      'a subnet that hides a peer, in a block made for it',
      'moves',
      async () => [
        { type: 'add-secondary-block', vpcId: a.id, cidr: block('50.0.0.0/16') },
        { type: 'create-subnet', vpcId: a.id, cidr: block('50.0.1.0/28'), gateway: address('50.0.1.1') },
      ],
      async () => {
        await done(control, acme, 'add-secondary-blocks', { id: a.id, cidrs: [block('50.0.0.0/16')], mode: 'run' });
        await done(control, acme, 'create-subnet', subnetInput(a, '50.0.1.0/28'));
      },
    ],
    [
      'that subnet deleted',
      'moves',
      async () => {
        const hiding = (await done(control, acme, 'list-subnets', { vpcId: a.id, page: {} })).items.find(({ cidr }) => cidr.length === 28)!;
        return [{ type: 'delete-subnet', vpcId: a.id, subnetId: hiding.id }];
      },
      async () => {
        const hiding = (await done(control, acme, 'list-subnets', { vpcId: a.id, page: {} })).items.find(({ cidr }) => cidr.length === 28)!;
        await done(control, acme, 'delete-subnet', { id: hiding.id, vpcId: a.id });
      },
    ],
    [
      'a rejected request',
      'is still',
      async () => [{ type: 'reject-peering', peeringId: asked.id }],
      () => done(control, acme, 'reject-peering', { id: asked.id }),
    ],
  ];
  let before = await facts(control, acme, hosts);
  assert.ok(b2 && before.every(({ works }) => works));
  for (const [what, expected, changes, make] of steps) {
    const { opened, cut } = await done(control, acme, 'check-changes', { changes: await changes() });
    await make();
    const after = await facts(control, acme, hosts);
    const moved = after.filter(({ works }, index) => works !== before[index]!.works);
    assert.equal(moved.length > 0, expected === 'moves', what);
    for (const [index, { packet, works }] of after.entries()) {
      const was = before[index]!.works;
      assert.equal(holds(opened, packet), !was && works, `${what} opens ${word(packet)}`);
      assert.equal(holds(cut, packet), was && !works, `${what} cuts ${word(packet)}`);
    }
    before = after;
  }
});

test('what the service would refuse, a what-if refuses with the same problem, also after the changes before it', async () => {
  const { control, acme, globex, a, a1, aclId, peering } = await network();
  const [table] = (await control.ledger.read.routeTables.list({ vpcId: a.id })).items;
  const route = { vpcId: a.id, routeTableId: table!.id, destination: block('10.2.0.0/16') };
  const associate = { type: 'associate-acl', aclId, vpcId: a.id, subnetId: a1.id } as const;
  const subnet = { type: 'create-subnet', vpcId: a.id, cidr: block('10.1.7.0/24'), gateway: address('10.1.7.1') } as const;
  const other = await makeAcl(control, acme, { name: 'other' });
  const cases: readonly (readonly [string, readonly Change[]])[] = [
    ['destination-taken', [{ type: 'create-route', ...route, peeringId: peering.id }]],
    [
      'not-found',
      [
        { type: 'delete-route', ...route },
        { type: 'delete-route', ...route },
      ],
    ],
    [
      'not-found',
      [
        { type: 'delete-peering', peeringId: peering.id },
        { type: 'create-route', ...route, peeringId: peering.id },
      ],
    ],
    ['wrong-status', [{ type: 'reject-peering', peeringId: peering.id }]],
    ['in-use', [associate, { ...associate, aclId: other }]],
    ['not-found', [{ ...associate, type: 'disassociate-acl' }]],
    ['not-found', [{ type: 'remove-acl-rule', aclId, direction: 'ingress', ruleId: aclId as never }]],
    ['not-found', [{ type: 'insert-acl-rule', aclId, direction: 'ingress', match, after: aclId as never }]],
    ['not-found', [{ type: 'update-acl-rule', aclId, direction: 'ingress', ruleId: aclId as never, match }]],
    ['cidr-overlap', [subnet, subnet]],
    ['cidr-outside-vpc', [{ ...subnet, cidr: block('10.7.0.0/24') }]],
    ['in-use', [{ type: 'delete-subnet', vpcId: a.id, subnetId: a1.id }]],
    ['block-refused', [{ type: 'add-secondary-block', vpcId: a.id, cidr: block('10.8.0.0/16') }]],
    ['not-found', [{ type: 'remove-secondary-block', vpcId: a.id, cidr: block('60.0.0.0/16') }]],
  ];
  for (const [kind, changes] of cases)
    assert.equal((await refused(control, acme, 'check-changes', { changes })).kind, kind, JSON.stringify(changes.map(({ type }) => type)));
  const free: readonly Change[] = [
    { type: 'delete-route', ...route },
    { type: 'create-route', ...route, peeringId: peering.id },
  ];
  assert.deepEqual(await done(control, acme, 'check-changes', { changes: free }), { opened: [], cut: [] });
  const down = { type: 'disable-acl', aclId } as const;
  for (const change of [associate, subnet, down, { type: 'delete-route', ...route } as const])
    assert.equal((await refused(control, globex, 'check-changes', { changes: [change] })).kind, 'not-found', 'of another owner');
});
