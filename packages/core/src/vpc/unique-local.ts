import type { Address } from '../address/address.ts';
import { holdsCidr, type Cidr } from '../address/cidr.ts';
import type { VpcId } from '../id.ts';

const subnetBits = 16n;
const hostBits = 64n;

/**
 * The VPC's IPv6 space: a unique local /48 (RFC 4193), whose 40 random bits are the last ten digits of its id. Two
 * VPCs hardly ever share one, so that peers can be routed to each other whatever their IPv4 plans are.
 * VPC …-0123456789ab has fd23:4567:89ab::/48.
 */
export function uniqueLocalBlock(vpcId: VpcId): Cidr {
  const random = BigInt(`0x${vpcId.replaceAll('-', '').slice(-10)}`);
  return { family: 6, first: ((0xfdn << 40n) | random) << 80n, length: 48 };
}

/** The lowest /64 of the VPC's space that no subnet has, with its gateway; null when all 65,536 are taken. */
export function freeSubnetV6(vpcId: VpcId, taken: readonly Cidr[]): { readonly cidrV6: Cidr; readonly gatewayV6: Address } | null {
  const block = uniqueLocalBlock(vpcId);
  const used = new Set(taken.filter((cidr) => holdsCidr(block, cidr)).map((cidr) => cidr.first));
  for (let index = 0n; index < 1n << subnetBits; index++) {
    const first = block.first | (index << hostBits);
    if (!used.has(first)) return { cidrV6: { family: 6, first, length: 64 }, gatewayV6: { family: 6, value: first + 1n } };
  }
  return null;
}
