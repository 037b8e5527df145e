import { describe } from 'node:test';
import { associate, route, unroute } from './change.ts';
import { fact, type DriverUnderTest } from './lab.ts';
import type { VpcSpec, WorldSpec } from './world.ts';
import { A, B, C, towards } from './worlds.ts';

const twoSubnets: VpcSpec = {
  ...A,
  subnets: { ...A.subnets, A2: { ranges: ['10.1.2.0/24', 'fd00:1:0:2::/64'], table: 'second' } },
  instances: {
    ...A.instances,
    a2: { subnet: 'A1', addresses: ['10.1.1.11', 'fd00:1:0:1::11'] },
    a3: { subnet: 'A2', addresses: ['10.1.2.10', 'fd00:1:0:2::10'] },
  },
  tables: { second: [] },
};

/** Which route a packet takes. */
export function routingFacts(driver: DriverUnderTest): void {
  describe('routing', () => {
    fact(driver, 'within a VPC everyone reaches everyone, without a route', { vpcs: { A: twoSubnets } }, (lab) =>
      lab.expect(['a1', 'a2', true], ['a1', 'a3', true], ['a3', 'a2', true]),
    );
    fact(driver, 'an instance reaches itself, and its own gateway', { vpcs: { A } }, (lab) =>
      lab.expect(['a1', 'a1', true], ['a1', '10.1.1.1', true], ['a1', 'fd00:1:0:1::1', true]),
    );
    fact(driver, 'an instance without IPv6 has no IPv6', v4Only(), (lab) =>
      lab.expect(['a1', 'a4', true], ['a4', 'fd00:1:0:1::10', false]),
    );

    const perSubnet = towards(towards({ vpcs: { A: twoSubnets, B }, peerings: { AB: ['A', 'B'] } }, 'A', 'B', 'AB'), 'B', 'A', 'AB');
    fact(driver, 'each subnet uses its own route table', perSubnet, async (lab) => {
      await lab.expect(['a1', 'b1', true], ['a2', 'b1', true], ['a3', 'b1', false], ['b1', 'a3', false]);
      await lab.become(associate(lab.spec, 'A', 'A2', 'default'), ['A']);
      await lab.expect(['a3', 'b1', true], ['b1', 'a3', true], ['a1', 'b1', true]);
      await lab.become(associate(lab.spec, 'A', 'A1', 'second'), ['A']);
      await lab.expect(['a1', 'b1', false], ['a3', 'b1', true], ['a1', 'a3', true]);
    });

    const secondary: WorldSpec = {
      vpcs: {
        A,
        B: {
          ...B,
          blocks: [...B.blocks, '172.20.0.0/16'],
          subnets: { ...B.subnets, B2: { ranges: ['172.20.1.0/24'] } },
          instances: { ...B.instances, b2: { subnet: 'B2', addresses: ['172.20.1.10'] } },
        },
      },
      peerings: { AB: ['A', 'B'] },
    };
    fact(driver, 'a secondary block is routed like the first', towards(secondary, 'B', 'A', 'AB'), async (lab) => {
      await lab.expect(['b1', 'b2', true], ['a1', 'b2', false]);
      await lab.become(route(lab.spec, 'A', ['172.20.0.0/16', 'AB']), ['A']);
      await lab.expect(['a1', 'b2', true], ['a1', 'b1', false]);
    });

    const contested: WorldSpec = {
      vpcs: {
        A: {
          ...A,
          routes: [
            ['10.0.0.0/8', 'AB'],
            ['10.3.0.0/16', 'AC'],
            ['10.3.7.0/24', 'AB'],
            ['10.3.7.9/32', 'AC'],
            ['fd00::/16', 'AB'],
            ['fd00:3::/48', 'AC'],
            ['fd00:3:0:7::/64', 'AB'],
            ['fd00:3:0:7::9/128', 'AC'],
          ],
        },
        B: withSeven(B, 'b'),
        C: withSeven(C, 'c'),
      },
      peerings: { AB: ['A', 'B'], AC: ['A', 'C'] },
    };
    fact(driver, 'the longest prefix wins', towards(towards(contested, 'B', 'A', 'AB'), 'C', 'A', 'AC'), async (lab) => {
      await lab.expect(['a1', 'b1', true], ['a1', 'c1', true]);
      await lab.expect(['a1', 'b7', true], ['a1', 'c7', false], ['a1', 'c9', true]);
      await lab.become(unroute(lab.spec, 'A', '10.3.7.0/24', 'fd00:3:0:7::/64'), ['A']);
      await lab.expect(['a1', 'b7', false], ['a1', 'c7', true], ['a1', 'c9', true]);
    });

    fact(driver, 'a default route reaches the peer, and keeps local what is local', byDefault(), (lab) =>
      lab.expect(['a1', 'b1', true], ['b1', 'a1', true], ['a1', 'a2', true], ['a1', 'a3', true]),
    );
    fact(driver, 'a route may be pointed at another peering', repointed('AB'), async (lab) => {
      await lab.expect(['a1', 'b7', true], ['a1', 'c7', false]);
      await lab.become(repointed('AC'), ['A']);
      await lab.expect(['a1', 'b7', false], ['a1', 'c7', true]);
    });
  });

  describe('local space', () => {
    fact(driver, 'an address of a local subnet is never looked for behind a peering', inside('10.0.0.0/8', 'fd00::/16'), (lab) =>
      lab.expect(['a1', 'b2', true], ['a1', '10.5.1.99', false], ['a1', 'fd00:5:0:1::99', false]),
    );
    fact(driver, 'space of the VPC that no subnet uses does not leak into a wider route', inside('10.0.0.0/8', 'fd00::/16'), (lab) =>
      lab.expect(['a1', 'b2', true], ['a1', 'b7', false]),
    );
    fact(driver, 'nor into a default route', inside('0.0.0.0/0', '::/0'), (lab) => lab.expect(['a1', 'b2', true], ['a1', 'b7', false]));
    fact(driver, 'a route equal to the VPC block takes the space that no subnet uses', inside('10.5.0.0/16', 'fd00:5::/48'), (lab) =>
      lab.expect(['a1', 'b7', true], ['a1', '10.5.1.99', false], ['a1', 'b2', false]),
    );
    fact(driver, 'and so does a longer one', inside('10.5.7.0/24', 'fd00:5:0:7::/64'), (lab) =>
      lab.expect(['a1', 'b7', true], ['b7', 'a1', true]),
    );
  });
}

/** A (10.5/16, one subnet) peered with a B whose block holds A's: b7 lives inside A's block, b2 outside, b99 in A's subnet. */
function inside(v4: string, v6: string): WorldSpec {
  return {
    vpcs: {
      A: {
        blocks: ['10.5.0.0/16', 'fd00:5::/48'],
        subnets: { A1: { ranges: ['10.5.1.0/24', 'fd00:5:0:1::/64'] } },
        instances: { a1: { subnet: 'A1', addresses: ['10.5.1.10', 'fd00:5:0:1::10'] } },
        routes: [
          [v4, 'AB'],
          [v6, 'AB'],
        ],
      },
      B: {
        blocks: ['10.0.0.0/8', 'fd00::/16'],
        subnets: {
          B2: { ranges: ['10.9.0.0/24', 'fd00:9::/64'] },
          B7: { ranges: ['10.5.7.0/24', 'fd00:5:0:7::/64'] },
          B99: { ranges: ['10.5.1.96/28', 'fd00:5:0:1::90/124'] },
        },
        instances: {
          b2: { subnet: 'B2', addresses: ['10.9.0.10', 'fd00:9::10'] },
          b7: { subnet: 'B7', addresses: ['10.5.7.10', 'fd00:5:0:7::10'] },
          b99: { subnet: 'B99', addresses: ['10.5.1.99', 'fd00:5:0:1::99'] },
        },
        routes: [
          ['10.5.1.0/24', 'AB'],
          ['fd00:5:0:1::/64', 'AB'],
        ],
      },
    },
    peerings: { AB: ['A', 'B'] },
  };
}

/** The VPC with a subnet 10.3.7.0/24 besides, in which it has two hosts whose last digits say whose they are. */
function withSeven(vpc: VpcSpec, name: 'b' | 'c'): VpcSpec {
  const host = name === 'b' ? 20 : 30;
  return {
    ...vpc,
    blocks: [...vpc.blocks, ...(name === 'b' ? ['10.3.7.0/24', 'fd00:3:0:7::/64'] : [])],
    subnets: { ...vpc.subnets, [`${name}-seven`]: { ranges: ['10.3.7.0/24', 'fd00:3:0:7::/64'] } },
    instances: {
      ...vpc.instances,
      [`${name}7`]: { subnet: `${name}-seven`, addresses: [`10.3.7.${host}`, `fd00:3:0:7::${host}`] },
      ...(name === 'c' ? { c9: { subnet: 'c-seven', addresses: ['10.3.7.9', 'fd00:3:0:7::9'] } } : {}),
    },
  };
}

function repointed(peering: 'AB' | 'AC'): WorldSpec {
  const routes = [
    ['10.3.7.0/24', peering],
    ['fd00:3:0:7::/64', peering],
  ] as const;
  const spec: WorldSpec = {
    vpcs: { A: { ...A, routes }, B: withSeven(B, 'b'), C: withSeven(C, 'c') },
    peerings: { AB: ['A', 'B'], AC: ['A', 'C'] },
  };
  return towards(towards(spec, 'B', 'A', 'AB'), 'C', 'A', 'AC');
}

function byDefault(): WorldSpec {
  const spec: WorldSpec = { vpcs: { A: { ...twoSubnets, tables: { second: [] } }, B }, peerings: { AB: ['A', 'B'] } };
  return route(route(spec, 'A', ['0.0.0.0/0', 'AB'], ['::/0', 'AB']), 'B', ['0.0.0.0/0', 'AB'], ['::/0', 'AB']);
}

function v4Only(): WorldSpec {
  return { vpcs: { A: { ...A, instances: { ...A.instances, a4: { subnet: 'A1', addresses: ['10.1.1.14'] } } } } };
}
