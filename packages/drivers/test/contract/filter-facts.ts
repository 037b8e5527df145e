import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RouterAcl } from '@isthmus/core';
import { launch } from './change.ts';
import { fact, type DriverUnderTest, type Expected, type Lab } from './lab.ts';
import { allow, anything, deny, protocols, type AclSpec, type RuleSpec } from './rules.ts';
import type { GroupSpec, WorldSpec } from './world.ts';
import { A, connected } from './worlds.ts';

const all: readonly RuleSpec[] = anything;
const out = { egress: all } as const;
const icmp = [
  { family: 4, protocol: protocols.icmp },
  { family: 6, protocol: protocols.icmpV6 },
] as const satisfies readonly (RuleSpec & AclSpec)[];

const web: readonly RuleSpec[] = [
  { family: 4, protocol: protocols.tcp, ports: [80, 443] },
  { family: 6, protocol: protocols.tcp, ports: [443, 443] },
];
const friends: readonly RuleSpec[] = [
  { family: 4, group: 'clients' },
  { family: 6, group: 'clients' },
];

/** A and B connected; `a` are the groups of a1 and a2 (one subnet), `b` those of b1. Absent, nothing is filtered. */
function guarded(
  groups: Readonly<Record<string, GroupSpec>>,
  of: { readonly a?: readonly string[]; readonly b?: readonly string[] },
): WorldSpec {
  const held = (names: readonly string[] | undefined) => (names === undefined ? {} : { groups: names });
  const { A: a, B: b } = connected.vpcs as { A: typeof A; B: typeof A };
  return {
    ...connected,
    groups,
    vpcs: {
      A: {
        ...a,
        instances: {
          a1: { subnet: 'A1', addresses: ['10.1.1.10', 'fd00:1:0:1::10'], ...held(of.a) },
          a2: { subnet: 'A1', addresses: ['10.1.1.11', 'fd00:1:0:1::11'], ...held(of.a) },
        },
      },
      B: { ...b, instances: { b1: { subnet: 'B1', addresses: ['10.2.1.10', 'fd00:2:0:1::10'], ...held(of.b) } } },
    },
  };
}

/** The same with b2 beside b1. */
const joining = (spec: WorldSpec, groups: readonly string[]): WorldSpec =>
  launch(spec, 'B', 'b2', { subnet: 'B1', addresses: ['10.2.1.11', 'fd00:2:0:1::11'], groups });

async function connects(
  lab: Lab,
  ...table: readonly (readonly [from: string, to: string, port: number, connects: boolean])[]
): Promise<void> {
  for (const [from, to, port, expected] of table)
    assert.equal((await lab.connect(from, to, port, expected ? 'forAnswer' : 'forSilence')).connected, expected, `${from} → ${to}:${port}`);
}

/** Security groups at the port and network ACLs at the subnet. */
export function filterFacts(driver: DriverUnderTest): void {
  if (driver.filters === 'not yet') {
    it('security groups and network ACLs', { todo: 'this driver does not filter yet' }, () => {});
    return;
  }

  describe('security groups', () => {
    fact(driver, 'a port without port security is not filtered', guarded({}, {}), (lab) =>
      lab.expect(['a1', 'b1', true], ['a1', 'a2', true]),
    );
    fact(driver, 'a port with no group lets nothing in or out', guarded({}, { b: [] }), (lab) =>
      lab.expect(['a1', 'b1', false], ['b1', 'a1', false], ['a1', 'a2', true]),
    );
    fact(driver, 'a group without rules lets nothing in or out', guarded({ g: {} }, { b: ['g'] }), (lab) =>
      lab.expect(['a1', 'b1', false], ['b1', 'a1', false]),
    );
    fact(
      driver,
      'stateful: with egress alone, what is asked is answered, and nobody else comes in',
      guarded({ g: out }, { b: ['g'] }),
      async (lab) => {
        await lab.expect(['b1', 'a1', true], ['a1', 'b1', false]);
        await connects(lab, ['b1', 'a1', 22, true], ['b1', 'a1/6', 22, true], ['a1', 'b1', 22, false], ['a1', 'b1/6', 22, false]);
      },
    );
    fact(
      driver,
      'stateful: with ingress alone, who asks is answered, and nobody is asked',
      guarded({ g: { ingress: all } }, { b: ['g'] }),
      (lab) => lab.expect(['a1', 'b1', true], ['b1', 'a1', false]),
    );
    fact(driver, 'they stand at the port: within one subnet too', guarded({ g: out }, { a: ['g'] }), (lab) =>
      lab.expect(['a1', 'a2', false], ['a2', 'a1', false], ['a1', 'b1', true]),
    );
    fact(
      driver,
      'what is sent to a gateway leaves the port like everything else',
      guarded({ g: { egress: icmp } }, { a: ['g'], b: [] }),
      (lab) =>
        lab.expect(['a1', '10.1.1.1', true], ['a1', 'fd00:1:0:1::1', true], ['b1', '10.2.1.1', false], ['b1', 'fd00:2:0:1::1', false]),
    );
    fact(driver, 'a rule of one protocol lets no other in', guarded({ g: { ingress: icmp } }, { b: ['g'] }), async (lab) => {
      await lab.expect(['a1', 'b1', true]);
      await connects(lab, ['a1', 'b1', 22, false], ['a1', 'b1/6', 22, false]);
    });
    fact(
      driver,
      'a port range includes both its ends and nothing beside it',
      guarded({ g: { ingress: web } }, { b: ['g'] }),
      async (lab) => {
        await lab.expect(['a1', 'b1', false]);
        await connects(lab, ['a1', 'b1', 79, false], ['a1', 'b1', 80, true], ['a1', 'b1', 443, true], ['a1', 'b1', 444, false]);
        await connects(lab, ['a1', 'b1/6', 80, false], ['a1', 'b1/6', 443, true]);
      },
    );
    const echo: readonly RuleSpec[] = [
      { family: 4, protocol: protocols.icmp, ports: [8, 0] },
      { family: 6, protocol: protocols.icmpV6, ports: [128, 0] },
    ];
    fact(driver, 'of ICMP a rule names type and code', guarded({ g: { ingress: echo } }, { b: ['g'] }), (lab) =>
      lab.expect(['a1', 'b1', true]),
    );
    const otherType: readonly RuleSpec[] = [
      { family: 4, protocol: protocols.icmp, ports: [13, null] },
      { family: 6, protocol: protocols.icmpV6, ports: [130, null] },
    ];
    fact(driver, 'and another type is not an echo request', guarded({ g: { ingress: otherType } }, { b: ['g'] }), (lab) =>
      lab.expect(['a1', 'b1', false]),
    );
    fact(driver, 'an IPv4 rule lets no IPv6 in', guarded({ g: { ingress: [{ family: 4 }] } }, { b: ['g'] }), (lab) =>
      lab.expect(['a1', '10.2.1.10', true], ['a1', 'fd00:2:0:1::10', false]),
    );
    fact(
      driver,
      'a remote block admits who is in it',
      guarded({ g: { ingress: [{ family: 4, cidr: '10.1.1.10/32' }] } }, { b: ['g'] }),
      (lab) => lab.expect(['a1', '10.2.1.10', true], ['a2', '10.2.1.10', false]),
    );
    fact(
      driver,
      'egress looks at where a packet goes',
      guarded({ g: { egress: [{ family: 4, cidr: '10.2.0.0/16' }] } }, { a: ['g'] }),
      (lab) => lab.expect(['a1', '10.2.1.10', true], ['a1', '10.1.1.11', false], ['a1', 'fd00:2:0:1::10', false]),
    );
    fact(
      driver,
      'a remote group admits its members, through a peering too',
      guarded({ clients: out, servers: { ingress: friends } }, { a: ['clients'], b: ['servers'] }),
      (lab) => lab.expect(['a1', 'b1', true], ['a2', 'b1', true], ['a1', 'a2', false]),
    );
    fact(driver, 'a remote group does not admit strangers', guarded({ servers: { ingress: friends } }, { b: ['servers'] }), (lab) =>
      lab.expect(['a1', 'b1', false]),
    );
    const own: GroupSpec = {
      ingress: [
        { family: 4, group: 'default' },
        { family: 6, group: 'default' },
      ],
      egress: all,
    };
    fact(
      driver,
      'the default group: its members reach each other and everyone, and nobody else reaches them',
      guarded({ default: own }, { a: ['default'] }),
      (lab) => lab.expect(['a1', 'a2', true], ['a1', 'b1', true], ['b1', 'a1', false]),
    );
    fact(driver, 'several groups add up', guarded({ in: { ingress: icmp }, out }, { b: ['in', 'out'] }), async (lab) => {
      await lab.expect(['a1', 'b1', true], ['b1', 'a1', true]);
      await connects(lab, ['a1', 'b1', 22, false], ['b1', 'a1', 22, true]);
    });
    fact(driver, 'a rule that goes, goes for the next flow', guarded({ g: { ingress: all } }, { b: ['g'] }), async (lab) => {
      await connects(lab, ['a1', 'b1', 22, true]);
      await lab.become(guarded({ g: {} }, { b: ['g'] }));
      await connects(lab, ['a1', 'b1', 22, false]);
      assert.equal((await lab.becomeWhole(lab.spec)).commands, 0);
    });
  });

  describe('connections of before a change', () => {
    const both: GroupSpec = { ingress: all, egress: all };
    const cut: readonly (readonly [change: string, before: WorldSpec, after: WorldSpec, from: string, to: string])[] = [
      ['when the rule goes', guarded({ g: both }, { b: ['g'] }), guarded({ g: out }, { b: ['g'] }), 'a1', 'b1'],
      [
        'when the rule becomes another',
        guarded({ g: both }, { b: ['g'] }),
        guarded({ g: { ingress: [...web, ...icmp], egress: all } }, { b: ['g'] }),
        'a1',
        'b1',
      ],
      [
        'when who sends leaves the remote group',
        guarded({ clients: both, others: both, servers: { ingress: friends, egress: all } }, { a: ['clients'], b: ['servers'] }),
        guarded({ clients: both, others: both, servers: { ingress: friends, egress: all } }, { a: ['others'], b: ['servers'] }),
        'a1',
        'b1',
      ],
      [
        'when the port leaves the group, and a neighbour stays in it',
        joining(guarded({ open: both, shut: out }, { b: ['open'] }), ['open']),
        joining(guarded({ open: both, shut: out }, { b: ['shut'] }), ['open']),
        'a1',
        'b1',
      ],
      [
        'within one subnet, from a port that lets everything in',
        joining(guarded({ open: both, g: both }, { b: ['open'] }), ['g']),
        joining(guarded({ open: both, g: out }, { b: ['open'] }), ['g']),
        'b1',
        'b2',
      ],
      [
        'when the port gets port security',
        joining(guarded({ shut: out }, {}), ['shut']),
        joining(guarded({ shut: out }, { b: ['shut'] }), ['shut']),
        'a1',
        'b1',
      ],
    ];
    for (const [change, before, after, from, to] of cut)
      for (const first of ['asks', 'tells'] as const)
        fact(driver, `one that came in ends ${change}; the first to speak ${first}`, before, async (lab) => {
          const kept = await lab.keep(from, to, 22);
          await lab.become(after);
          await kept.speaks([first, false], ['asks', false], ['tells', false]);
          await connects(lab, [from, to, 22, false]);
          assert.equal((await lab.becomeWhole(lab.spec)).commands, 0);
        });

    fact(driver, 'one that went out goes on without the rule', guarded({ g: out }, { b: ['g'] }), async (lab) => {
      const kept = await lab.keep('b1', 'a1', 22);
      await lab.become(guarded({ g: {} }, { b: ['g'] }));
      await kept.speaks(['tells', true], ['asks', true]);
      await connects(lab, ['b1', 'a1', 22, false]);
    });
    fact(
      driver,
      'one that went out within one subnet goes on',
      joining(guarded({ g: out, open: both }, { b: ['g'] }), ['open']),
      async (lab) => {
        const kept = await lab.keep('b1', 'b2', 22);
        await lab.become(joining(guarded({ g: {}, open: both }, { b: ['g'] }), ['open']));
        await kept.speaks(['tells', true], ['asks', true]);
        await connects(lab, ['b1', 'b2', 22, false]);
      },
    );
    const ssh: readonly RuleSpec[] = anything.map(({ family }) => ({ family, protocol: protocols.tcp, ports: [22, 22] }));
    for (const first of ['asks', 'tells'] as const)
      fact(
        driver,
        `one that the changed rules admit as well goes on; the first to speak ${first}`,
        guarded({ g: { ingress: all, egress: all } }, { b: ['g'] }),
        async (lab) => {
          const kept = await lab.keep('a1', 'b1', 22);
          await lab.become(guarded({ g: { ingress: ssh } }, { b: ['g'] }));
          await kept.speaks([first, true], ['asks', true], ['tells', true]);
          await connects(lab, ['a1', 'b1', 22, true], ['a1', 'b1', 23, false]);
        },
      );
  });

  describe('connections that nobody has spoken on for long', () => {
    const both: GroupSpec = { ingress: all, egress: all };
    for (const first of ['asks', 'tells'] as const) {
      fact(
        driver,
        `one goes on where the rules admit both its ways; the first to speak ${first}`,
        guarded({ g: both }, { b: ['g'] }),
        async (lab) => {
          const kept = await lab.keep('a1', 'b1', 22);
          await lab.forget();
          await kept.speaks([first, true], ['asks', true], ['tells', true]);
        },
      );
      fact(
        driver,
        `one that came in is not made one that went out; the first to speak ${first}`,
        guarded({ g: both }, { b: ['g'] }),
        async (lab) => {
          const kept = await lab.keep('a1', 'b1', 22);
          await lab.forget();
          await lab.become(guarded({ g: out }, { b: ['g'] }));
          // What the instance says may go out, as it might in a connection of its own; it hears nothing.
          await kept.speaks([first, first === 'asks' ? false : null], ['asks', false], ['tells', null], ['asks', false]);
        },
      );
    }
    fact(
      driver,
      'one that went out ends where nothing admits its answers, and another can be opened',
      guarded({ g: out }, { b: ['g'] }),
      async (lab) => {
        const kept = await lab.keep('b1', 'a1', 22);
        await lab.forget();
        await kept.speaks(['asks', false]);
        await connects(lab, ['b1', 'a1', 22, true]);
      },
    );
  });

  describe('network ACLs', () => {
    const walled = (acl: RouterAcl): WorldSpec => {
      const world = guarded({}, {});
      const b = world.vpcs['B'];
      const [subnet] = Object.values(b?.subnets ?? {});
      if (b === undefined || subnet === undefined) throw new Error('this world has no B1');
      const neighbour = { subnet: 'B1', addresses: ['10.2.1.11', 'fd00:2:0:1::11'] };
      return {
        ...world,
        vpcs: { ...world.vpcs, B: { ...b, subnets: { B1: { ...subnet, acl } }, instances: { ...b.instances, b2: neighbour } } },
      };
    };
    const everything = anything.map(allow);
    const closed: RouterAcl = { ingress: [], egress: [] };
    const twoWalls: WorldSpec = {
      vpcs: { A: { ...A, subnets: { A1: { ...A.subnets['A1']!, acl: closed }, A2: { ranges: ['10.1.2.0/24', 'fd00:1:0:2::/64'] } } } },
    };
    const twoSubnets = (acl: RouterAcl): WorldSpec => ({
      vpcs: {
        A: {
          ...A,
          subnets: { A1: { ...A.subnets['A1']!, acl }, A2: { ranges: ['10.1.2.0/24', 'fd00:1:0:2::/64'], acl } },
          instances: { ...A.instances, a2: { subnet: 'A2', addresses: ['10.1.2.10', 'fd00:1:0:2::10'] } },
        },
      },
    });
    const twoOpenWalls = twoSubnets({ ingress: everything, egress: everything });
    const twoShutWalls = twoSubnets(closed);
    fact(driver, 'an empty one lets nothing in or out of its subnet', walled({ ingress: [], egress: [] }), (lab) =>
      lab.expect(['a1', 'b1', false], ['b1', 'a1', false]),
    );
    fact(driver, 'it is not asked within one subnet', walled({ ingress: [], egress: [] }), (lab) =>
      lab.expect(['b1', 'b2', true], ['b2', 'b1', true]),
    );
    fact(driver, "the gateway of one's own subnet is within it, that of another is not", twoWalls, (lab) =>
      lab.expect(['a1', '10.1.1.1', true], ['a1', 'fd00:1:0:1::1', true], ['a1', '10.1.2.1', false], ['a1', 'fd00:1:0:2::1', false]),
    );
    fact(driver, 'allowing everything, it filters nothing', walled({ ingress: everything, egress: everything }), (lab) =>
      lab.expect(['a1', 'b1', true], ['b1', 'a1', true]),
    );
    fact(driver, 'stateless: without egress nothing that came in is answered', walled({ ingress: everything, egress: [] }), (lab) =>
      lab.expect(['a1', 'b1', false], ['b1', 'a1', false]),
    );
    fact(driver, 'stateless: without ingress no answer comes in', walled({ ingress: [], egress: everything }), (lab) =>
      lab.expect(['a1', 'b1', false], ['b1', 'a1', false]),
    );
    fact(
      driver,
      'the first match decides: allow before deny',
      walled({ ingress: [...icmp.map(allow), ...anything.map(deny)], egress: everything }),
      async (lab) => {
        await lab.expect(['a1', 'b1', true]);
        await connects(lab, ['a1', 'b1', 22, false]);
      },
    );
    fact(
      driver,
      'the first match decides: deny before allow',
      walled({ ingress: [...icmp.map(deny), ...everything], egress: everything }),
      async (lab) => {
        await lab.expect(['a1', 'b1', false]);
        await connects(lab, ['a1', 'b1', 22, true], ['a1', 'b1/6', 22, true]);
      },
    );
    const ssh = anything.map(({ family }) => allow({ family, protocol: protocols.tcp, toPorts: [22, 22] }));
    const sshAnswers = anything.map(({ family }) => allow({ family, protocol: protocols.tcp, fromPorts: [22, 22] }));
    fact(driver, 'ports: there by destination port, back by source port', walled({ ingress: ssh, egress: sshAnswers }), (lab) =>
      connects(lab, ['a1', 'b1', 22, true], ['a1', 'b1/6', 22, true], ['a1', 'b1', 23, false], ['b1', 'a1', 22, false]),
    );
    fact(
      driver,
      'one family says nothing about the other',
      walled({ ingress: [allow({ family: 6 })], egress: [allow({ family: 6 })] }),
      (lab) => lab.expect(['a1', '10.2.1.10', false], ['a1', 'fd00:2:0:1::10', true]),
    );
    fact(driver, 'ports: a source port is not a destination port', walled({ ingress: everything, egress: sshAnswers }), (lab) =>
      connects(lab, ['a1', 'b1', 22, true], ['a1', 'b1', 23, false], ['b1', 'a1', 22, false]),
    );
    const fourAnd = (rule: Omit<AclSpec, 'family'>) => [allow({ family: 4, ...rule })];
    const looked: readonly (readonly [at: string, acl: RouterAcl, expected: readonly Expected[]])[] = [
      [
        'source, coming in',
        { ingress: fourAnd({ from: '10.1.1.10/32' }), egress: everything },
        [
          ['a1', '10.2.1.10', true],
          ['a2', '10.2.1.10', false],
        ],
      ],
      [
        'destination, coming in',
        { ingress: fourAnd({ to: '10.2.1.10/32' }), egress: everything },
        [
          ['a1', '10.2.1.10', true],
          ['a1', '10.2.1.11', false],
        ],
      ],
      [
        'source, going out',
        { ingress: everything, egress: fourAnd({ from: '10.2.1.10/32' }) },
        [
          ['b1', '10.1.1.10', true],
          ['b2', '10.1.1.10', false],
        ],
      ],
      [
        'destination, going out',
        { ingress: everything, egress: fourAnd({ to: '10.1.1.10/32' }) },
        [
          ['b1', '10.1.1.10', true],
          ['b1', '10.1.1.11', false],
        ],
      ],
    ];
    for (const [at, acl, expected] of looked) fact(driver, `it looks at the ${at}`, walled(acl), (lab) => lab.expect(...expected));
    const shut = walled(closed);
    const openSubnet = walled({ ingress: everything, egress: everything });
    /** b1 is watched by its group, so that its router knows connections before there is an ACL. */
    const watched = (spec: WorldSpec): WorldSpec => {
      const b = spec.vpcs['B']!;
      const b1 = { ...b.instances!['b1']!, groups: ['g'] };
      return {
        ...spec,
        groups: { g: { ingress: all, egress: all } },
        vpcs: { ...spec.vpcs, B: { ...b, instances: { ...b.instances, b1 } } },
      };
    };
    fact(
      driver,
      'stateless at a port with groups too: its group asks for no answer',
      watched(walled({ ingress: everything, egress: [] })),
      (lab) => lab.expect(['a1', 'b1', false]),
    );
    const changes: readonly (readonly [change: string, before: WorldSpec, after: WorldSpec])[] = [
      ['that denies it', openSubnet, shut],
      ['that denies it, at a port with groups', watched(openSubnet), watched(shut)],
      ['that denies its way there', openSubnet, walled({ ingress: [], egress: everything })],
      ['that denies its way back', openSubnet, walled({ ingress: everything, egress: [] })],
      ['that puts its subnet behind its first ACL', watched(guarded({}, {})), watched(shut)],
    ];
    for (const [change, before, after] of changes)
      for (const first of ['asks', 'tells'] as const)
        fact(
          driver,
          `a connection outlives a change ${change}, and no new one is let in; the first to speak ${first}`,
          before,
          async (lab) => {
            const kept = await lab.keep('a1', 'b1', 22);
            await lab.become(after);
            await kept.speaks([first, true], ['asks', true], ['tells', true]);
            await connects(lab, ['a1', 'b1', 22, false], ['a1', 'b1/6', 22, false]);
            assert.equal((await lab.becomeWhole(lab.spec)).commands, 0);
          },
        );
    fact(driver, 'a connection that outlived a change is a new one once it was silent for long', openSubnet, async (lab) => {
      const kept = await lab.keep('a1', 'b1', 22);
      await lab.become(shut);
      await kept.speaks(['asks', true]);
      await lab.forget();
      await kept.speaks(['asks', false], ['tells', false]);
    });
    fact(driver, 'a connection outlives a change of its ACL and ends with the group that let it in', watched(openSubnet), async (lab) => {
      const kept = await lab.keep('a1', 'b1', 22);
      await lab.become(watched(shut));
      await kept.speaks(['asks', true], ['tells', true]);
      await lab.become({ ...lab.spec, groups: { g: out } });
      await kept.speaks(['asks', false], ['tells', false]);
    });
    fact(driver, 'a connection outlives a change of its group and then one of its ACL', watched(openSubnet), async (lab) => {
      const kept = await lab.keep('a1', 'b1', 22);
      await lab.become({ ...lab.spec, groups: { g: { ingress: icmp, egress: all } } });
      await kept.speaks(['asks', false]);
      await lab.become({ ...lab.spec, groups: { g: { ingress: all } } });
      await kept.speaks(['asks', true], ['tells', true]);
      await lab.become({ ...watched(shut), groups: lab.spec.groups! });
      await kept.speaks(['tells', true], ['asks', true]);
    });
    fact(driver, 'a connection within the VPC outlives a change of both its ACLs', twoOpenWalls, async (lab) => {
      const kept = await lab.keep('a1', 'a2', 22);
      await lab.become(twoShutWalls);
      await kept.speaks(['tells', true], ['asks', true]);
      await connects(lab, ['a1', 'a2', 22, false], ['a2', 'a1', 22, false]);
    });
    fact(driver, 'one that goes no longer filters', walled({ ingress: [], egress: [] }), async (lab) => {
      await lab.expect(['a1', 'b1', false]);
      await lab.become(guarded({}, {}));
      await lab.expect(['a1', 'b1', true]);
      assert.equal((await lab.becomeWhole(lab.spec)).commands, 0);
    });
  });
}
