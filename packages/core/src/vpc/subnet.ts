import { formatAddress, sameAddress, type Address } from '../address/address.ts';
import { formatCidr, holdsAddress, holdsCidr, lastOf, overlaps, type Cidr } from '../address/cidr.ts';
import type { Problem } from '../problem.ts';
import { err, ok, type Result } from '../result.ts';
import type { Subnet } from './vpc.ts';

/** The published smallest subnet: a /28, of which eleven addresses can be used. */
export const longestSubnetPrefix = 28;

/** Whether a subnet may be made: in one of the VPC's `blocks`, over no other subnet, its gateway, if any, a usable address of it. */
export function checkSubnet(
  { cidr, gateway }: Pick<Subnet, 'cidr' | 'gateway'>,
  blocks: readonly Cidr[],
  others: readonly Pick<Subnet, 'id' | 'cidr'>[],
): Result<void, Problem> {
  const field = 'subnet.cidr';
  if (cidr.family !== 4 || cidr.length > longestSubnetPrefix)
    return err({
      kind: 'invalid-field',
      resource: 'subnet',
      field,
      reason: cidr.family === 4 ? `is smaller than a subnet may be: /${cidr.length}` : 'is not an IPv4 block',
      fix: `use an IPv4 block with a prefix length of at most /${longestSubnetPrefix}`,
    });
  if (!blocks.some((block) => holdsCidr(block, cidr)))
    return err({ kind: 'cidr-outside-vpc', field, cidr: formatCidr(cidr), blocks: blocks.map(formatCidr) });
  const rival = others.find((other) => overlaps(other.cidr, cidr));
  if (rival !== undefined)
    return err({
      kind: 'cidr-overlap',
      resource: 'subnet',
      field,
      cidr: formatCidr(cidr),
      other: formatCidr(rival.cidr),
      otherId: rival.id,
    });
  return gateway === null ? ok(undefined) : checkGateway(cidr, gateway);
}

function checkGateway(cidr: Cidr, gateway: Address): Result<void, Problem> {
  const shown = { resource: 'subnet', address: formatAddress(gateway), cidr: formatCidr(cidr) } as const;
  if (!holdsAddress(cidr, gateway)) return err({ kind: 'address-outside-subnet', ...shown });
  const ends: readonly Address[] = [
    { family: cidr.family, value: cidr.first },
    { family: cidr.family, value: lastOf(cidr) },
  ];
  if (ends.some((end) => sameAddress(end, gateway))) return err({ kind: 'address-reserved', ...shown });
  return ok(undefined);
}
