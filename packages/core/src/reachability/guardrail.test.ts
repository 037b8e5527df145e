import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatAddress } from '../address/address.ts';
import { formatRanges } from '../address/ranges.ts';
import { idOf } from '../id.ts';
import type { Change } from './change.ts';
import { differenceBy } from './difference.ts';
import { breachesOf, type Guardrail } from './guardrail.ts';
import { portOf } from './lookup.ts';
import { allow, cidr, sampleWorld, type SampleInstance } from './testing/sample.ts';
import type { World } from './world.ts';

const world = sampleWorld({
  vpcs: {
    A: {
      project: 'acme',
      blocks: ['10.1.0.0/16'],
      subnets: { A1: { cidr: '10.1.0.0/24' } },
      instances: { a1: { subnet: 'A1', addresses: ['10.1.0.10'] }, a2: { subnet: 'A1', addresses: ['10.1.0.11'], groups: ['web'] } },
      groups: { web: { ingress: [], egress: [allow()] } },
    },
    B: {
      project: 'globex',
      blocks: ['10.2.0.0/16'],
      subnets: { B1: { cidr: '10.2.0.0/24' } },
      instances: { b1: { subnet: 'B1', addresses: ['10.2.0.10'] } },
      routes: [['B-main', '10.1.0.0/16', 'AB']],
    },
  },
  peerings: { AB: { from: 'A', to: 'B' } },
});
const route: Change = {
  type: 'create-route',
  vpcId: idOf('A'),
  routeTableId: idOf('A-main'),
  destination: cidr('10.2.0.0/16'),
  peeringId: idOf('AB'),
};
const ssh: Change = {
  type: 'create-security-group-rule',
  securityGroupId: idOf('web'),
  direction: 'ingress',
  match: allow({ protocol: 6, portMin: 20, portMax: 30, remote: { cidr: cidr('10.2.0.0/16') } }),
};
const everywhere = { vpcId: null, cidr: null };
const never: Guardrail = {
  rule: 'never',
  source: everywhere,
  destination: { vpcId: idOf('A'), cidr: null },
  protocol: 'tcp',
  ports: [22, 22],
};
const broken = (guardrail: Guardrail, changes: readonly Change[], within = world): readonly string[] =>
  breachesOf([guardrail], differenceBy(within, changes, 'instances'), (id, address) => portOf(within.vpc(id)!, address)).map(
    ({ packet: { source, destination, protocol, port } }) =>
      `${source.vpcId} ${formatAddress(source.address)} -> ${destination.vpcId} ${formatAddress(destination.address)} ${protocol}/${port}`,
  );

describe('what a route opens', () => {
  it('is between the instances that it joins, both ways, each box once', () => {
    const { opened, cut } = differenceBy(world, [route], 'instances');
    const lines = opened.map(
      ({ source, destination, protocol, ports }) =>
        `${formatRanges(source.ranges)} -> ${formatRanges(destination.ranges)} ${protocol} ${JSON.stringify(ports)}`,
    );
    assert.deepEqual(lines.toSorted(), [
      '10.1.0.10-10.1.0.11 -> 10.2.0.10 icmp null',
      '10.1.0.10-10.1.0.11 -> 10.2.0.10 tcp [[0,65535]]',
      '10.1.0.10-10.1.0.11 -> 10.2.0.10 udp [[0,65535]]',
      '10.2.0.10 -> 10.1.0.10 icmp null',
      '10.2.0.10 -> 10.1.0.10 tcp [[0,65535]]',
      '10.2.0.10 -> 10.1.0.10 udp [[0,65535]]',
    ]);
    assert.deepEqual(cut, []);
  });

  it('of addresses is whole subnets, without gateways and reserved ones', () => {
    const { opened } = differenceBy(world, [route], 'addresses');
    const all = opened.filter(({ source, protocol }) => source.vpcId === idOf('A') && protocol === 'icmp');
    assert.deepEqual(
      all.map(({ source, destination }) => `${formatRanges(source.ranges)} -> ${formatRanges(destination.ranges)}`),
      ['10.1.0.2-10.1.0.252 -> 10.2.0.2-10.2.0.252'],
    );
  });

  it('is nothing while it changes nothing', () => {
    assert.deepEqual(differenceBy(world, [route, { ...route, type: 'delete-route' }], 'instances'), { opened: [], cut: [] });
    assert.deepEqual(differenceBy(world, [ssh], 'instances').opened.length, 0);
  });
});

describe('a guardrail', () => {
  it('"never" is broken by what opens it, with a packet that shows it', () => {
    assert.deepEqual(broken(never, [route]), ['B 10.2.0.10 -> A 10.1.0.10 tcp/22']);
  });

  it('"never" about one instance is broken only by route and rule together', () => {
    const one: Guardrail = { ...never, destination: { vpcId: idOf('A'), cidr: cidr('10.1.0.11/32') } };
    assert.deepEqual(
      [route, ssh].map((change) => broken(one, [change])),
      [[], []],
    );
    assert.deepEqual(broken(one, [route, ssh]), ['B 10.2.0.10 -> A 10.1.0.11 tcp/22']);
  });

  it('"never" is not broken by other ports, protocols, VPCs or blocks', () => {
    for (const other of [
      { ...never, destination: { vpcId: idOf<never>('A'), cidr: cidr('10.1.0.11/32') }, ports: [31, 40] as const },
      { ...never, source: { vpcId: idOf<never>('A'), cidr: null } },
      { ...never, source: { vpcId: null, cidr: cidr('10.2.0.11/32') } },
    ])
      assert.deepEqual(broken(other, [route, ssh]), []);
  });

  it('"always" is broken by what cuts it', () => {
    const always: Guardrail = {
      rule: 'always',
      source: { vpcId: idOf('A'), cidr: null },
      destination: { vpcId: idOf('A'), cidr: cidr('10.1.0.10/32') },
      protocol: null,
      ports: null,
    };
    const mute: Change = { type: 'delete-security-group-rule', securityGroupId: idOf('web'), direction: 'egress', match: allow() };
    assert.deepEqual(broken(always, [mute]), ['A 10.1.0.11 -> A 10.1.0.10 icmp/null']);
    assert.deepEqual(broken(always, [route]), []);
  });

  it('is not broken by what a host sends to another of its own addresses', () => {
    const hosts = (others: Record<string, SampleInstance>): World =>
      sampleWorld({
        vpcs: {
          A: {
            project: 'acme',
            blocks: ['10.1.0.0/16'],
            subnets: { A1: { cidr: '10.1.0.0/24' } },
            instances: { a1: { subnet: 'A1', addresses: ['10.1.0.10', '10.1.0.100'], groups: ['web'] }, ...others },
            groups: { web: { ingress: [], egress: [allow()] } },
          },
        },
      });
    const open: Change = { type: 'create-security-group-rule', securityGroupId: idOf('web'), direction: 'ingress', match: allow() };
    assert.deepEqual(broken(never, [open], hosts({})), []);
    const two = hosts({ a2: { subnet: 'A1', addresses: ['10.1.0.11'], groups: ['web'] } });
    assert.deepEqual(broken(never, [open], two), ['A 10.1.0.10 -> A 10.1.0.11 tcp/22']);
    const toOne: Guardrail = { ...never, destination: { vpcId: idOf('A'), cidr: cidr('10.1.0.100/32') } };
    assert.deepEqual(broken(toOne, [open], two), ['A 10.1.0.11 -> A 10.1.0.100 tcp/22']);
  });
});
