import { formatAddress, type Address } from '../address/address.ts';
import { lastOf } from '../address/cidr.ts';
import type { Problem } from '../problem.ts';
import { err, ok, type Result } from '../result.ts';
import type { AddressPool, Subnet } from './vpc.ts';

/**
 * Whether a subnet may give out addresses from these pools: each runs forwards, lies between the block's first and last
 * address without them, does not hold the gateway, and shares no address with another. 10.0.0.2 to 10.0.0.99 of
 * 10.0.0.0/24 with gateway .1 may be one.
 */
export function checkPools({ cidr, gateway }: Pick<Subnet, 'cidr' | 'gateway'>, pools: readonly AddressPool[]): Result<void, Problem> {
  const { family } = cidr;
  const usable: AddressPool = { first: { family, value: cidr.first + 1n }, last: { family, value: lastOf(cidr) - 1n } };
  for (const [index, pool] of pools.entries()) {
    if (!within(pool.first, usable) || !within(pool.last, usable))
      return wrong(index, 'is not within the subnet', `use addresses from ${formatPool(usable)}`);
    if (pool.first.value > pool.last.value) return wrong(index, 'ends before it starts', 'exchange the two');
    if (gateway !== null && within(gateway, pool))
      return wrong(index, `holds the gateway ${formatAddress(gateway)}`, 'leave it out: split the pool there');
    const other = pools.slice(0, index).findIndex(({ first, last }) => first.value <= pool.last.value && pool.first.value <= last.value);
    if (other >= 0) return wrong(index, `shares addresses with allocation_pools.${other}`, 'name each address once');
  }
  return ok(undefined);
}

const within = ({ family, value }: Address, { first, last }: AddressPool): boolean =>
  family === first.family && first.value <= value && value <= last.value;

/** `10.0.0.2 to 10.0.0.99`. */
export const formatPool = ({ first, last }: AddressPool): string => `${formatAddress(first)} to ${formatAddress(last)}`;

const wrong = (index: number, reason: string, fix: string): Result<never, Problem> =>
  err({ kind: 'invalid-field', resource: 'subnet', field: `subnet.allocation_pools.${index}`, reason, fix });
