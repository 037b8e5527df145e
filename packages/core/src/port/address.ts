import { formatAddress, sameAddress, type Address } from '../address/address.ts';
import { formatCidr, holdsAddress, lastOf, type Cidr } from '../address/cidr.ts';
import { spanOf } from '../address/ranges.ts';
import type { SubnetId } from '../id.ts';
import type { Problem } from '../problem.ts';
import { err, ok, type Result } from '../result.ts';
import type { Subnet } from '../vpc/vpc.ts';

export interface AddressSpace {
  readonly id: SubnetId;
  readonly cidr: Cidr;
  readonly gateway: Subnet['gateway'];
  readonly allocationPools: Subnet['allocationPools'];
}

/**
 * The addresses of a subnet that no port may have: the network's, its gateway's if it has one, and the last three (system interface,
 * DHCP, broadcast). Of 192.168.1.0/24: .0, .1, .253, .254 and .255.
 */
export function reservedAddresses({ cidr, gateway }: Pick<AddressSpace, 'cidr' | 'gateway'>): readonly Address[] {
  const last = lastOf(cidr);
  return [
    ...[cidr.first, last - 2n, last - 1n, last].map((value): Address => ({ family: cidr.family, value })),
    ...(gateway === null ? [] : [gateway]),
  ];
}

/**
 * Whether a port may have `address` on this subnet, as far as the subnet alone can say. The gateway's is the router's,
 * whose port may be made before the router is there.
 */
export function checkAddress(address: Address, space: Pick<Subnet, 'cidr' | 'gateway' | 'vpcId'>): Result<Address, Problem> {
  const shown = { resource: 'port', address: formatAddress(address), cidr: formatCidr(space.cidr) } as const;
  if (!holdsAddress(space.cidr, address)) return err({ kind: 'address-outside-subnet', ...shown });
  if (space.vpcId === null && space.gateway !== null && sameAddress(address, space.gateway)) return ok(address);
  if (reservedAddresses(space).some((reserved) => sameAddress(reserved, address))) return err({ kind: 'address-reserved', ...shown });
  return ok(address);
}

/** Spans of values that free addresses are looked for in, the lowest first. */
const spansOf = ({ cidr, allocationPools }: Pick<AddressSpace, 'cidr' | 'allocationPools'>) =>
  (allocationPools?.map(({ first, last }) => ({ first: first.value, last: last.value })) ?? [spanOf(cidr)]).toSorted((a, b) =>
    a.first < b.first ? -1 : 1,
  );

/** How many addresses ports can be given: those of the pools, or of the block, that are not reserved. Of a /24: 251. */
export function countAddresses(space: Omit<AddressSpace, 'id'>): number {
  const spans = spansOf(space);
  const size = spans.reduce((sum, { first, last }) => sum + last - first + 1n, 0n);
  const reserved = new Set(reservedAddresses(space).map(({ value }) => value));
  return Number(size) - [...reserved].filter((value) => spans.some(({ first, last }) => first <= value && value <= last)).length;
}

/** The lowest address of the pools that is neither reserved nor in `used`. */
export function freeAddress(space: AddressSpace, used: readonly Address[]): Result<Address, Problem> {
  const { family } = space.cidr;
  const taken = new Set([...reservedAddresses(space), ...used].filter((address) => address.family === family).map(({ value }) => value));
  for (const { first, last } of spansOf(space))
    for (let value = first; value <= last; value++) if (!taken.has(value)) return ok({ family, value });
  return err({ kind: 'no-address-left', subnetId: space.id });
}

/**
 * The IPv6 address that goes with a port's IPv4 address: the subnet's /64 with the IPv4 address behind it, so that it is
 * as unique as that one is, and never the gateway's ::1. 192.168.1.10 on fd00:1::/64 has fd00:1::c0a8:10a.
 */
export const addressV6For = (cidrV6: Cidr, v4: Address): Address => ({ family: 6, value: cidrV6.first | v4.value });
