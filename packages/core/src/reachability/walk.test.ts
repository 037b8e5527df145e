import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { idOf } from '../id.ts';
import { blockerKinds, type BlockerKind } from './blocker.ts';
import { aclRule, allow, cidr, ip, sampleWorld, type Sample, type SampleVpc } from './testing/sample.ts';
import { walk, type Answer } from './walk.ts';
import type { FlowProtocol } from './packet.ts';

const vpcA: SampleVpc = {
  project: 'acme',
  blocks: ['10.1.0.0/16'],
  subnets: { A1: { cidr: '10.1.0.0/24' }, A2: { cidr: '10.1.1.0/24' } },
  instances: { a1: { subnet: 'A1', addresses: ['10.1.0.10'] }, a2: { subnet: 'A2', addresses: ['10.1.1.10'] } },
  routes: [['A-main', '10.2.0.0/16', 'AB']],
};
const vpcB: SampleVpc = {
  project: 'globex',
  blocks: ['10.2.0.0/16'],
  subnets: { B1: { cidr: '10.2.0.0/24' }, B2: { cidr: '10.2.1.0/24' } },
  instances: { b1: { subnet: 'B1', addresses: ['10.2.0.10'] } },
  routes: [['B-main', '10.1.0.0/16', 'AB']],
};
const vpcC: SampleVpc = {
  project: 'initech',
  blocks: ['10.3.0.0/16'],
  subnets: { C1: { cidr: '10.3.0.0/24' } },
  instances: { c1: { subnet: 'C1', addresses: ['10.3.0.10'] } },
  routes: [['C-main', '0.0.0.0/0', 'BC']],
};
const base: Sample = { vpcs: { A: vpcA, B: vpcB }, peerings: { AB: { from: 'A', to: 'B' } } };
const withA = (change: Partial<SampleVpc>): Sample => ({ ...base, vpcs: { ...base.vpcs, A: { ...vpcA, ...change } } });
const withB = (change: Partial<SampleVpc>): Sample => ({ ...base, vpcs: { ...base.vpcs, B: { ...vpcB, ...change } } });
const status = (word: 'PENDING_ACCEPTANCE' | 'REJECTED' | 'EXPIRED'): Sample => ({
  ...base,
  peerings: { AB: { from: 'A', to: 'B', status: word } },
});
const groupedA = (groups: SampleVpc['groups']): Sample =>
  withA({ instances: { a1: { subnet: 'A1', addresses: ['10.1.0.10'], groups: ['web'] } }, groups });
const groupedB = (groups: SampleVpc['groups']): Sample =>
  withB({ instances: { b1: { subnet: 'B1', addresses: ['10.2.0.10'], groups: ['web'] } }, groups });
const everything = { ingress: [aclRule('allow')], egress: [aclRule('allow')] };
const aclA = (acl: Partial<typeof everything>): Sample =>
  withA({ subnets: { A1: { cidr: '10.1.0.0/24', acl: { ...everything, ...acl } } }, instances: { a1: vpcA.instances!.a1! } });
const aclB = (acl: Partial<typeof everything>): Sample =>
  withB({ subnets: { B1: { cidr: '10.2.0.0/24', acl: { ...everything, ...acl } } } });
const overlapping = (own: SampleVpc['subnets'], theirs: SampleVpc['subnets']): Sample => ({
  vpcs: {
    A: {
      ...vpcA,
      blocks: ['10.0.0.0/16'],
      subnets: own,
      instances: { a1: { subnet: 'A1', addresses: ['10.0.0.10'] } },
      routes: [['A-main', '10.0.0.0/16', 'AB']],
    },
    B: { ...vpcB, blocks: ['10.0.0.0/16'], subnets: theirs, instances: { b1: { subnet: 'B1', addresses: ['10.0.0.20'] } }, routes: [] },
  },
  peerings: base.peerings!,
});

interface Ask {
  readonly from?: string;
  readonly as?: string;
  readonly to?: string;
  readonly meant?: string;
  readonly protocol?: FlowProtocol;
  readonly port?: number;
}
function ask(sample: Sample, { from = '10.1.0.10', as, to = '10.2.0.10', meant, protocol = 'tcp', port = 80 }: Ask = {}): Answer {
  return walk(sampleWorld(sample), {
    source: { vpcId: idOf('A'), address: ip(from), ...(as === undefined ? {} : { instanceId: idOf(as) }) },
    destination: { address: ip(to), ...(meant === undefined ? {} : { vpcId: idOf(meant) }) },
    protocol,
    port: protocol === 'icmp' ? null : port,
  })!;
}

const kinds = ({ forward, return: back }: Answer): readonly (readonly BlockerKind[])[] => [
  forward.blockers.map(({ kind }) => kind),
  back.blockers.map(({ kind }) => kind),
];

/** The world and the question, then all kinds of blocker on the way there and on the way back. */
const table: readonly (readonly [string, Sample, Ask, readonly BlockerKind[], readonly BlockerKind[]])[] = [
  ['routes on both sides', base, {}, [], []],
  ['the same, for ping', base, { protocol: 'icmp' }, [], []],
  ['the same, the VPC named', base, { meant: 'B' }, [], []],
  ['two subnets of one VPC', base, { to: '10.1.1.10' }, [], []],
  ['an instance and itself', base, { to: '10.1.0.10' }, [], []],
  [
    'an instance and another of its own addresses, whatever its groups say',
    withA({
      instances: { a1: { subnet: 'A1', addresses: ['10.1.0.10', '10.1.0.100'], groups: ['shut'] } },
      groups: { shut: { ingress: [], egress: [] } },
    }),
    { to: '10.1.0.100' },
    [],
    [],
  ],
  ['a ping of the own gateway', base, { to: '10.1.0.1', protocol: 'icmp' }, [], []],
  ['a connection to the own gateway', base, { to: '10.1.0.1' }, ['destination-is-gateway'], []],
  ["a ping of the peer's gateway", base, { to: '10.2.0.1', protocol: 'icmp' }, ['destination-is-gateway'], []],
  ['no peering', { vpcs: { A: { ...vpcA, routes: [] }, B: { ...vpcB, routes: [] } } }, {}, ['no-peering'], []],
  [
    'no peering, the VPC named',
    { vpcs: { A: { ...vpcA, routes: [] }, B: { ...vpcB, routes: [] } } },
    { meant: 'B' },
    ['no-peering'],
    ['no-peering'],
  ],
  ['not yet accepted', status('PENDING_ACCEPTANCE'), {}, ['peering-pending'], ['peering-pending']],
  ['rejected', status('REJECTED'), {}, ['peering-rejected'], ['peering-rejected']],
  ['expired', status('EXPIRED'), {}, ['peering-expired'], ['peering-expired']],
  ['no own route', withA({ routes: [] }), {}, ['no-route'], ['no-route']],
  ['no return route', withB({ routes: [] }), {}, ['no-return-route'], ['no-return-route']],
  [
    'no route on either side',
    { ...base, vpcs: { A: { ...vpcA, routes: [] }, B: { ...vpcB, routes: [] } } },
    {},
    ['no-route', 'no-return-route'],
    ['no-return-route', 'no-route'],
  ],
  [
    'a route in a table that the subnet does not use',
    withA({ routes: [['A-other', '10.2.0.0/16', 'AB']] }),
    {},
    ['route-in-other-table'],
    ['route-in-other-table'],
  ],
  ['a route to something else', withA({ routes: [['A-main', '10.9.0.0/16', 'AB']] }), {}, ['wrong-destination'], ['wrong-destination']],
  [
    'a return route to something else',
    withB({ routes: [['B-main', '10.1.9.0/24', 'AB']] }),
    {},
    ['wrong-destination'],
    ['wrong-destination'],
  ],
  ['a route with another next hop', withA({ routes: [['A-main', '10.2.0.0/16', null]] }), {}, ['other-next-hop'], ['other-next-hop']],
  [
    'a route wider than the own block, for space of its own',
    {
      ...withA({ routes: [['A-main', '10.0.0.0/8', 'AB']] }),
      vpcs: {
        A: { ...vpcA, routes: [['A-main', '10.0.0.0/8', 'AB']] },
        B: {
          ...vpcB,
          blocks: ['10.1.0.0/16'],
          subnets: { B1: { cidr: '10.1.5.0/24' } },
          instances: { b1: { subnet: 'B1', addresses: ['10.1.5.10'] } },
          routes: [['B-main', '10.1.0.0/24', 'AB']],
        },
      },
    },
    { to: '10.1.5.10', meant: 'B' },
    ['route-too-wide'],
    ['route-too-wide'],
  ],
  [
    'a longer route over another peering',
    {
      vpcs: {
        A: {
          ...vpcA,
          routes: [
            ['A-main', '10.2.0.0/16', 'AB'],
            ['A-main', '10.2.0.0/24', 'AC'],
          ],
        },
        B: vpcB,
        C: vpcC,
      },
      peerings: { AB: { from: 'A', to: 'B' }, AC: { from: 'A', to: 'C' } },
    },
    { meant: 'B' },
    ['longest-prefix-elsewhere'],
    ['longest-prefix-elsewhere'],
  ],
  [
    'through a VPC in the middle',
    {
      vpcs: {
        A: { ...vpcA, routes: [['A-main', '0.0.0.0/0', 'AB']] },
        B: {
          ...vpcB,
          routes: [
            ['B-main', '10.3.0.0/16', 'BC'],
            ['B-main', '10.1.0.0/16', 'AB'],
          ],
        },
        C: vpcC,
      },
      peerings: { AB: { from: 'A', to: 'B' }, BC: { from: 'B', to: 'C' } },
    },
    { to: '10.3.0.10' },
    ['not-transitive'],
    [],
  ],
  [
    'through a VPC in the middle, the far one named',
    {
      vpcs: { A: { ...vpcA, routes: [['A-main', '0.0.0.0/0', 'AB']] }, B: vpcB, C: vpcC },
      peerings: { AB: { from: 'A', to: 'B' }, BC: { from: 'B', to: 'C' } },
    },
    { to: '10.3.0.10', meant: 'C' },
    ['not-transitive', 'no-peering'],
    ['no-peering', 'not-transitive'],
  ],
  [
    'VPCs whose subnets are all the same',
    overlapping({ A1: { cidr: '10.0.0.0/24' } }, { B1: { cidr: '10.0.0.0/24' } }),
    { from: '10.0.0.10', to: '10.0.0.20', meant: 'B' },
    ['overlapping-all', 'route-shadowed', 'overlapping-all'],
    ['overlapping-all', 'overlapping-all', 'route-shadowed'],
  ],
  [
    'VPCs that share a subnet',
    overlapping({ A1: { cidr: '10.0.0.0/24' }, A2: { cidr: '10.0.1.0/24' } }, { B1: { cidr: '10.0.0.0/24' }, B2: { cidr: '10.0.2.0/24' } }),
    { from: '10.0.0.10', to: '10.0.0.20', meant: 'B' },
    ['overlapping-some', 'route-shadowed', 'overlapping-some'],
    ['overlapping-some', 'overlapping-some', 'route-shadowed'],
  ],
  [
    'a route as long as the own block, where no own subnet is',
    {
      vpcs: {
        A: {
          ...vpcA,
          blocks: ['10.0.0.0/16'],
          subnets: { A1: { cidr: '10.0.0.0/24' } },
          instances: { a1: { subnet: 'A1', addresses: ['10.0.0.10'] } },
          routes: [['A-main', '10.0.0.0/16', 'AB']],
        },
        B: {
          ...vpcB,
          blocks: ['10.0.0.0/16'],
          subnets: { B1: { cidr: '10.0.1.0/24' } },
          instances: { b1: { subnet: 'B1', addresses: ['10.0.1.10'] } },
          routes: [['B-main', '10.0.0.0/16', 'AB']],
        },
      },
      peerings: { AB: { from: 'A', to: 'B' } },
    },
    { from: '10.0.0.10', to: '10.0.1.10' },
    [],
    [],
  ],
  [
    'a group whose rule has a port and no protocol',
    groupedB({ web: { ingress: [allow({ portMin: 80, portMax: 80 })] } }),
    {},
    ['security-group-ingress'],
    [],
  ],
  ['a source that nobody has', base, { from: '10.1.0.99' }, ['source-foreign'], []],
  ["an instance that sends with another's address", base, { from: '10.1.1.10', as: 'a1' }, ['source-foreign'], []],
  ['space that no subnet has', base, { to: '10.1.200.1' }, ['address-unallocated'], []],
  ["space of the peer's that no subnet has", base, { to: '10.2.200.1' }, ['address-unallocated'], []],
  ['a free address of an own subnet', base, { to: '10.1.1.99' }, ['no-instance'], []],
  ["a free address of the peer's subnet", base, { to: '10.2.0.99' }, ['no-instance'], []],
  ["the peer's broadcast address", base, { to: '10.2.0.255' }, ['destination-reserved'], []],
  ['multicast', base, { to: '224.0.0.5' }, ['destination-reserved'], []],
  [
    'an instance still being built',
    withB({ instances: { b1: { subnet: 'B1', addresses: ['10.2.0.10'], status: 'BUILD' } } }),
    {},
    ['instance-not-active'],
    [],
  ],
  [
    'a source in ERROR',
    withA({ instances: { a1: { subnet: 'A1', addresses: ['10.1.0.10'], status: 'ERROR' } } }),
    {},
    ['instance-not-active'],
    [],
  ],
  ['a group that lets nothing out', groupedA({ web: { ingress: [allow()] } }), {}, ['security-group-egress'], []],
  [
    'a group that lets out only to its members',
    groupedA({ web: { egress: [allow({ remote: { groupId: idOf('web') } })] } }),
    {},
    ['security-group-egress-remote'],
    [],
  ],
  [
    'a group that lets out, and the answer in',
    groupedA({ web: { egress: [allow({ protocol: 6, portMin: 80, portMax: 80 })] } }),
    {},
    [],
    [],
  ],
  ['a group that lets nothing in', groupedB({ web: { egress: [allow()] } }), {}, ['security-group-ingress'], []],
  [
    'a group that lets in another port',
    groupedB({ web: { ingress: [allow({ protocol: 6, portMin: 443, portMax: 443 })] } }),
    {},
    ['security-group-ingress'],
    [],
  ],
  [
    'a group that lets in only its members',
    groupedB({ web: { ingress: [allow({ remote: { groupId: idOf('web') } })] } }),
    {},
    ['security-group-ingress-remote'],
    [],
  ],
  [
    'a group that lets in the source, and the answer out',
    groupedB({ web: { ingress: [allow({ remote: { cidr: cidr('10.1.0.0/24') } })] } }),
    {},
    [],
    [],
  ],
  [
    'echo requests let in, TCP not',
    groupedB({ web: { ingress: [allow({ protocol: 1, portMin: 8, portMax: 0 })] } }),
    { protocol: 'icmp' },
    [],
    [],
  ],
  ['an ACL that lets nothing out', aclA({ egress: [] }), {}, ['acl-egress'], []],
  [
    'an ACL that denies first and allows then',
    aclA({ egress: [aclRule('deny', { destination: cidr('10.2.0.0/24') }), aclRule('allow')] }),
    {},
    ['acl-egress'],
    [],
  ],
  ['an ACL that lets nothing in at the destination', aclB({ ingress: [] }), {}, ['acl-ingress'], []],
  ['an ACL that lets no answer out', aclB({ egress: [] }), {}, [], ['acl-return-egress']],
  ['an ACL that lets no answer in', aclA({ ingress: [] }), {}, [], ['acl-return-ingress']],
  [
    'an ACL that lets in only part of the ports clients use',
    aclA({ ingress: [aclRule('allow', { protocol: 6, destinationPorts: [40_000, 65_535] })] }),
    {},
    [],
    ['acl-return-ingress'],
  ],
  [
    'an ACL that lets them in by two rules',
    aclA({
      ingress: [
        aclRule('allow', { protocol: 6, destinationPorts: [40_000, 65_535] }),
        aclRule('allow', { protocol: 6, destinationPorts: [1_024, 39_999] }),
      ],
    }),
    {},
    [],
    [],
  ],
  [
    'an ACL inside one subnet',
    {
      ...base,
      vpcs: {
        ...base.vpcs,
        A: {
          ...vpcA,
          subnets: { A1: { cidr: '10.1.0.0/24', acl: { ingress: [], egress: [] } } },
          instances: { a1: { subnet: 'A1', addresses: ['10.1.0.10'] }, a9: { subnet: 'A1', addresses: ['10.1.0.19'] } },
        },
      },
    },
    { to: '10.1.0.19' },
    [],
    [],
  ],
];

describe('the walk', () => {
  for (const [what, sample, question, forward, back] of table)
    it(`${what}: ${[...new Set([...forward, ...back])].join(', ') || 'reachable'}`, () => {
      const answer = ask(sample, question);
      assert.deepEqual(kinds(answer), [forward, back]);
      assert.equal(answer.reachable, forward.length === 0 && back.length === 0);
      for (const { summary } of [...answer.forward.blockers, ...answer.return.blockers]) assert.doesNotMatch(summary, /[{}]|undefined/);
    });

  it('has a case here for every kind of blocker', () => {
    const met = new Set(table.flatMap(([, , , forward, back]) => [...forward, ...back]));
    assert.deepEqual(
      blockerKinds.filter((kind) => !met.has(kind)),
      [],
    );
  });

  it('names every blocker at once, on both sides and in both directions', () => {
    const web = { web: { ingress: [], egress: [] } };
    const sample: Sample = {
      vpcs: {
        A: {
          ...vpcA,
          routes: [],
          instances: { a1: { subnet: 'A1', addresses: ['10.1.0.10'], groups: ['web'] } },
          groups: web,
          subnets: { A1: { cidr: '10.1.0.0/24', acl: { ingress: [], egress: [] } } },
        },
        B: {
          ...vpcB,
          routes: [],
          instances: { b1: { subnet: 'B1', addresses: ['10.2.0.10'], groups: ['web'] } },
          groups: web,
          subnets: { B1: { cidr: '10.2.0.0/24', acl: { ingress: [], egress: [] } } },
        },
      },
      peerings: { AB: { from: 'A', to: 'B', status: 'PENDING_ACCEPTANCE' } },
    };
    assert.deepEqual(kinds(ask(sample, { meant: 'B' })), [
      ['security-group-egress', 'acl-egress', 'no-route', 'peering-pending', 'no-return-route', 'acl-ingress', 'security-group-ingress'],
      ['acl-return-egress', 'no-return-route', 'peering-pending', 'no-route', 'acl-return-ingress'],
    ]);
  });

  it('suggests a route for the whole peer VPC, and for one address while the peering is not ACTIVE', () => {
    const destination = (sample: Sample): unknown => {
      const fix = ask(sample, { meant: 'B' }).forward.blockers.find(({ kind }) => kind === 'no-route')?.fix;
      return fix?.type === 'create-route' ? fix.destination : null;
    };
    assert.deepEqual(destination(withA({ routes: [] })), cidr('10.2.0.0/16'));
    assert.deepEqual(destination({ ...status('PENDING_ACCEPTANCE'), vpcs: withA({ routes: [] }).vpcs }), cidr('10.2.0.10/32'));
  });

  it('follows a working flow from port to port', () => {
    const hops = ask(base).forward.hops.map(({ at }) => `${at.noun} ${at.id}`);
    assert.deepEqual(hops, [
      'port a1-port',
      'subnet A1',
      'route_table A-main',
      'peering AB',
      'route_table B-main',
      'vpc B',
      'subnet B1',
      'port b1-port',
    ]);
  });
});
