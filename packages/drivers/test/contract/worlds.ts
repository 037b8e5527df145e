import { route } from './change.ts';
import type { VpcSpec, WorldSpec } from './world.ts';

/** VPCs that do not overlap, one subnet and one instance each, in both families. */
const plain = (n: number, name: string): VpcSpec => ({
  blocks: [`10.${n}.0.0/16`, `fd00:${n}::/48`],
  subnets: { [`${name.toUpperCase()}1`]: { ranges: [`10.${n}.1.0/24`, `fd00:${n}:0:1::/64`] } },
  instances: { [`${name}1`]: { subnet: `${name.toUpperCase()}1`, addresses: [`10.${n}.1.10`, `fd00:${n}:0:1::10`] } },
});

export const A = plain(1, 'a');
export const B = plain(2, 'b');
export const C = plain(3, 'c');
export const D = plain(4, 'd');

/** The blocks of the plain VPCs. */
export const blocks = {
  A: ['10.1.0.0/16', 'fd00:1::/48'],
  B: ['10.2.0.0/16', 'fd00:2::/48'],
  C: ['10.3.0.0/16', 'fd00:3::/48'],
  D: ['10.4.0.0/16', 'fd00:4::/48'],
} as const;
export type Plain = keyof typeof blocks;

/** Routes both families of `to`'s blocks from `from` over a peering. */
export const towards = (spec: WorldSpec, from: string, to: Plain, peering: string): WorldSpec =>
  route(spec, from, [blocks[to][0], peering], [blocks[to][1], peering]);

/** A and B, unpeered. */
export const strangers: WorldSpec = { vpcs: { A, B } };
/** A and B, peered, without a route. */
export const peered: WorldSpec = { ...strangers, peerings: { AB: ['A', 'B'] } };
/** A and B, peered, with routes on both sides. */
export const connected: WorldSpec = towards(towards(peered, 'A', 'B', 'AB'), 'B', 'A', 'AB');
