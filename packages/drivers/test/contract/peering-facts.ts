import { describe } from 'node:test';
import { peer, route, unpeer, unroute } from './change.ts';
import { fact, type DriverUnderTest } from './lab.ts';
import type { VpcSpec, WorldSpec } from './world.ts';
import { A, B, blocks, C, connected, D, peered, strangers, towards } from './worlds.ts';

const nothing = [
  ['a1', 'b1', false],
  ['b1', 'a1', false],
] as const;
const everything = [
  ['a1', 'b1', true],
  ['b1', 'a1', true],
] as const;

/** What a peering carries, and what it never does. */
export function peeringFacts(driver: DriverUnderTest): void {
  describe('peering', () => {
    fact(driver, 'two VPCs without a peering do not reach each other', strangers, (lab) => lab.expect(...nothing));
    fact(driver, 'a peering without routes carries nothing', peered, (lab) => lab.expect(...nothing));
    fact(driver, "a route on the requester's side alone carries nothing", towards(peered, 'A', 'B', 'AB'), (lab) => lab.expect(...nothing));
    fact(driver, "a route on the accepter's side alone carries nothing", towards(peered, 'B', 'A', 'AB'), (lab) => lab.expect(...nothing));
    fact(driver, 'routes on both sides carry both ways, in IPv4 and IPv6', connected, (lab) => lab.expect(...everything));

    fact(driver, 'it begins to carry with the second route, and stops when either goes', peered, async (lab) => {
      await lab.become(towards(lab.spec, 'A', 'B', 'AB'), ['A']);
      await lab.expect(...nothing);
      await lab.become(towards(lab.spec, 'B', 'A', 'AB'), ['B']);
      await lab.expect(...everything);
      await lab.become(unroute(lab.spec, 'A', ...blocks.B), ['A']);
      await lab.expect(...nothing);
      await lab.become(towards(lab.spec, 'A', 'B', 'AB'), ['A']);
      await lab.expect(...everything);
      await lab.become(unroute(lab.spec, 'B', ...blocks.A), ['B']);
      await lab.expect(...nothing);
    });

    const v4Only = route(route(peered, 'A', [blocks.B[0], 'AB']), 'B', [blocks.A[0], 'AB']);
    const v6Only = route(route(peered, 'A', [blocks.B[1], 'AB']), 'B', [blocks.A[1], 'AB']);
    fact(driver, 'IPv4 routes carry IPv4 and no IPv6', v4Only, (lab) =>
      lab.expect(['a1', '10.2.1.10', true], ['a1', 'fd00:2:0:1::10', false]),
    );
    fact(driver, 'IPv6 routes carry IPv6 and no IPv4', v6Only, (lab) =>
      lab.expect(['a1', '10.2.1.10', false], ['a1', 'fd00:2:0:1::10', true]),
    );

    fact(driver, 'deleting it cuts both ways at once', connected, async (lab) => {
      await lab.expect(...everything);
      await lab.become(unpeer(lab.spec, 'AB'));
      await lab.expect(...nothing);
    });
    for (const named of ['A', 'B'])
      fact(driver, `deleting it cuts both ways when ${named} alone is converged`, connected, async (lab) => {
        await lab.become(unpeer(lab.spec, 'AB'), [named]);
        await lab.expect(...nothing);
      });
    fact(driver, 'deleted and made again, it carries nothing until there are routes again', connected, async (lab) => {
      await lab.become(unpeer(lab.spec, 'AB'));
      await lab.become(peer(lab.spec, 'AB-again', 'B', 'A'));
      await lab.expect(...nothing);
      await lab.become(towards(towards(lab.spec, 'A', 'B', 'AB-again'), 'B', 'A', 'AB-again'));
      await lab.expect(...everything);
    });

    const twoHosts: WorldSpec = {
      ...peered,
      vpcs: {
        A,
        B: { ...B, instances: { ...B.instances, b2: { subnet: 'B1', addresses: ['10.2.1.11', 'fd00:2:0:1::11'] } } },
      },
    };
    const toOneHost = towards(route(twoHosts, 'A', ['10.2.1.10/32', 'AB'], ['fd00:2:0:1::10/128', 'AB']), 'B', 'A', 'AB');
    fact(driver, 'a route to one address reaches exactly that host', toOneHost, (lab) =>
      lab.expect(['a1', 'b1', true], ['a1', 'b2', false]),
    );
    const fromOneHost = route(towards(twoHosts, 'A', 'B', 'AB'), 'B', ['10.1.1.10/32', 'AB'], ['fd00:1:0:1::10/128', 'AB']);
    const withAnother: WorldSpec = {
      ...fromOneHost,
      vpcs: {
        ...fromOneHost.vpcs,
        A: {
          ...fromOneHost.vpcs.A!,
          instances: { ...A.instances, a2: { subnet: 'A1', addresses: ['10.1.1.11', 'fd00:1:0:1::11'] } },
        },
      },
    };
    fact(driver, 'a way back to one address answers exactly that host', withAnother, (lab) =>
      lab.expect(['a1', 'b1', true], ['a2', 'b1', false]),
    );

    fact(driver, "the peer's gateway does not answer", connected, (lab) =>
      lab.expect(['a1', '10.2.1.1', false], ['a1', 'fd00:2:0:1::1', false]),
    );
  });

  describe('peerings among several VPCs', () => {
    const joined = (spec: WorldSpec, [from, to]: readonly ['A' | 'B' | 'C' | 'D', 'A' | 'B' | 'C' | 'D']): WorldSpec => {
      const name = `${from}${to}`;
      return towards(towards(peer(spec, name, from, to), from, to, name), to, from, name);
    };
    const mesh = (
      [
        ['A', 'B'],
        ['A', 'C'],
        ['B', 'C'],
      ] as const
    ).reduce(joined, { vpcs: { A, B, C } } as WorldSpec);
    fact(driver, 'a mesh of three: each pair talks, and deleting one peering leaves the two others', mesh, async (lab) => {
      await lab.expect(['a1', 'b1', true], ['b1', 'c1', true], ['c1', 'a1', true]);
      await lab.become(unpeer(lab.spec, 'AC'), ['A', 'C']);
      await lab.expect(['a1', 'c1', false], ['c1', 'a1', false], ['a1', 'b1', true], ['b1', 'c1', true]);
    });

    const hub = (
      [
        ['A', 'B'],
        ['C', 'A'],
        ['A', 'D'],
      ] as const
    ).reduce(joined, { vpcs: { A, B, C, D } } as WorldSpec);
    fact(driver, 'spokes reach the hub and not each other', hub, (lab) =>
      lab.expect(['a1', 'b1', true], ['a1', 'c1', true], ['d1', 'a1', true], ['b1', 'c1', false], ['c1', 'd1', false], ['d1', 'b1', false]),
    );
    const through = towards(towards(hub, 'B', 'C', 'AB'), 'C', 'B', 'CA');
    fact(driver, 'not transitive: spokes do not reach each other even with routes through the hub', through, (lab) =>
      lab.expect(['b1', 'c1', false], ['c1', 'b1', false], ['a1', 'b1', true], ['a1', 'c1', true]),
    );
    const everywhere = route(
      route(route(hub, 'A', ['0.0.0.0/0', 'AB'], ['::/0', 'AB']), 'B', ['0.0.0.0/0', 'AB'], ['::/0', 'AB']),
      'C',
      ['0.0.0.0/0', 'CA'],
      ['::/0', 'CA'],
    );
    fact(driver, 'not transitive: not with default routes everywhere either', everywhere, (lab) =>
      lab.expect(
        ['b1', 'c1', false],
        ['c1', 'b1', false],
        ['c1', 'd1', false],
        ['b1', 'd1', false],
        ['a1', 'b1', true],
        ['c1', 'a1', true],
      ),
    );

    fact(driver, 'a peering of two VPCs never changes what others reach', joined({ vpcs: { A, B, C, D } }, ['A', 'B']), async (lab) => {
      await lab.become(joined(lab.spec, ['C', 'D']), ['C', 'D']);
      await lab.expect(['a1', 'b1', true], ['c1', 'd1', true], ['a1', 'c1', false], ['b1', 'd1', false], ['d1', 'a1', false]);
      await lab.become(unpeer(lab.spec, 'AB'), ['A', 'B']);
      await lab.expect(['a1', 'b1', false], ['c1', 'd1', true], ['d1', 'c1', true]);
    });
  });

  describe('overlapping address space', () => {
    const twoSubnets = (first: string, second: string, third: number, host: number): VpcSpec => ({
      blocks: ['10.0.0.0/16', 'fd00::/48'],
      subnets: {
        [`${first}-shared`]: { ranges: ['10.0.0.0/24', 'fd00::/64'] },
        [`${first}-own`]: { ranges: [`10.0.${third}.0/24`, `fd00:0:0:${third}::/64`] },
      },
      instances: {
        [`${second}1`]: { subnet: `${first}-shared`, addresses: [`10.0.0.${host}`, `fd00::${host}`] },
        [`${second}2`]: { subnet: `${first}-own`, addresses: [`10.0.${third}.10`, `fd00:0:0:${third}::10`] },
      },
    });
    const same: WorldSpec = { vpcs: { A: twoSubnets('A', 'a', 1, 10), B: twoSubnets('B', 'b', 2, 20) }, peerings: { AB: ['A', 'B'] } };
    const routed = route(
      route(same, 'A', ['10.0.2.0/24', 'AB'], ['fd00:0:0:2::/64', 'AB']),
      'B',
      ['10.0.1.0/24', 'AB'],
      ['fd00:0:0:1::/64', 'AB'],
    );
    fact(driver, 'of two equal VPCs only the subnets that do not overlap talk, and local ones win', routed, (lab) =>
      lab.expect(
        ['a2', 'b2', true],
        ['b2', 'a2', true],
        ['a1', 'b1', false],
        ['b1', 'a1', false],
        ['a1', 'b2', false],
        ['b2', 'a1', false],
        ['a1', 'a2', true],
        ['b1', 'b2', true],
      ),
    );

    const pair = (name: string, host: number): Pick<WorldSpec, 'vpcs' | 'peerings'> => ({
      vpcs: {
        [`${name}-left`]: {
          blocks: ['192.168.0.0/16', 'fd00:1::/48'],
          subnets: { [`${name}-l`]: { ranges: ['192.168.1.0/24', 'fd00:1::/64'] } },
          instances: { [`${name}-l1`]: { subnet: `${name}-l`, addresses: ['192.168.1.10', 'fd00:1::10'] } },
          routes: [
            ['10.0.0.0/16', name],
            ['fd00:2::/48', name],
          ],
        },
        [`${name}-right`]: {
          blocks: ['10.0.0.0/16', 'fd00:2::/48'],
          subnets: { [`${name}-r`]: { ranges: ['10.0.2.0/24', 'fd00:2::/64'] } },
          instances: { [`${name}-r1`]: { subnet: `${name}-r`, addresses: [`10.0.2.${host}`, `fd00:2::${host}`] } },
          routes: [
            ['192.168.0.0/16', name],
            ['fd00:1::/48', name],
          ],
        },
      },
      peerings: { [name]: [`${name}-left`, `${name}-right`] },
    });
    const [x, y] = [pair('x', 10), pair('y', 20)];
    const twins: WorldSpec = { vpcs: { ...x.vpcs, ...y.vpcs }, peerings: { ...x.peerings, ...y.peerings } };
    fact(driver, 'two pairs of VPCs with the same blocks never notice each other', twins, async (lab) => {
      await lab.expect(['x-l1', 'x-r1', true], ['x-l1', '10.0.2.20', false], ['x-l1', 'fd00:2::20', false]);
      await lab.expect(['y-l1', 'y-r1', true], ['y-l1', '10.0.2.10', false], ['y-l1', 'fd00:2::10', false]);
      await lab.become(unpeer(lab.spec, 'x'), ['x-left', 'x-right']);
      await lab.expect(['x-l1', 'x-r1', false], ['y-l1', 'y-r1', true], ['y-r1', 'y-l1', true]);
    });

    const peerOf = (name: string, host: number): VpcSpec => ({
      blocks: ['10.9.0.0/16', 'fd00:9::/48'],
      subnets: { [`${name}1`]: { ranges: ['10.9.1.0/24', 'fd00:9::/64'] } },
      instances: { [name.toLowerCase()]: { subnet: `${name}1`, addresses: [`10.9.1.${host}`, `fd00:9::${host}`] } },
      routes: [
        ['10.1.0.0/16', `A${name}`],
        ['fd00:1::/48', `A${name}`],
      ],
    });
    const duplicates: WorldSpec = {
      vpcs: {
        A: {
          ...A,
          subnets: { ...A.subnets, A2: { ranges: ['10.1.2.0/24', 'fd00:1:0:2::/64'], table: 'second' } },
          instances: { ...A.instances, a2: { subnet: 'A2', addresses: ['10.1.2.10', 'fd00:1:0:2::10'] } },
          routes: [
            ['10.9.0.0/16', 'AX'],
            ['fd00:9::/48', 'AX'],
          ],
          tables: {
            second: [
              ['10.9.0.0/16', 'AY'],
              ['fd00:9::/48', 'AY'],
            ],
          },
        },
        X: peerOf('X', 10),
        Y: peerOf('Y', 20),
      },
      peerings: { AX: ['A', 'X'], AY: ['Y', 'A'] },
    };
    fact(driver, 'two peers with the same block are told apart by the table of each subnet', duplicates, (lab) =>
      lab.expect(
        ['a1', 'x', true],
        ['a1', 'y', false],
        ['a2', 'y', true],
        ['a2', 'x', false],
        ['x', 'a1', true],
        ['x', 'a2', false],
        ['y', 'a1', false],
      ),
    );
  });
}
