import type { Address, Family } from '../address/address.ts';
import { blockOf, formatCidr, holdsCidr, type Cidr } from '../address/cidr.ts';
import type { NeutronSubnetId } from '../id.ts';
import type { Problem } from '../problem.ts';
import { err, type Result } from '../result.ts';
import { blocksOf, privateRanges } from './block.ts';
import { checkSubnet } from './subnet.ts';
import type { Subnet, Vpc } from './vpc.ts';

/** One address family of a subnet: what v2.0 calls a subnet. A v1 subnet with IPv6 is two of them on one network. */
export interface NeutronSubnet {
  readonly id: NeutronSubnetId;
  readonly family: Family;
  readonly subnet: Subnet;
}

export const neutronSubnetsOf = (subnet: Subnet): readonly NeutronSubnet[] => [
  { id: subnet.neutronId, family: 4, subnet },
  ...(subnet.neutronIdV6 === null ? [] : [{ id: subnet.neutronIdV6, family: 6 as const, subnet }]),
];

export const cidrOf = ({ family, subnet }: NeutronSubnet): Cidr => (family === 6 && subnet.cidrV6 !== null ? subnet.cidrV6 : subnet.cidr);
const suffixV6 = '-ipv6';
/** The two families have one name between them. Clients look things up by name, so that of IPv6 says so: `web`, `web-ipv6`. */
export const nameOf = ({ family, subnet }: NeutronSubnet): string => (family === 6 ? `${subnet.name}${suffixV6}` : subnet.name);
/** The name that the subnet has when one family of it is called so. */
export const baseName = (family: Family, name: string): string =>
  family === 6 && name.endsWith(suffixV6) ? name.slice(0, -suffixV6.length) : name;
export const gatewayOf = ({ family, subnet }: NeutronSubnet): Address | null =>
  family === 6 && subnet.gatewayV6 !== null ? subnet.gatewayV6 : subnet.gateway;

/** The gateway of a block that none was named for: its first address. Of 192.168.1.0/24: 192.168.1.1. */
export const firstGateway = ({ family, first }: Cidr): Address => ({ family, value: first + 1n });

/** Whether a subnet may be made that is in no VPC yet: a private IPv4 block, its gateway, if any, a usable address of it. */
export function checkLooseSubnet(space: Pick<Subnet, 'cidr' | 'gateway'>): Result<void, Problem> {
  const { cidr } = space;
  if (cidr.family === 4 && !privateRanges.some((range) => holdsCidr(range, cidr)))
    return err({ kind: 'cidr-not-private', resource: 'subnet', field: 'subnet.cidr', cidr: formatCidr(cidr) });
  return checkSubnet(space, [blockOf({ family: cidr.family, value: cidr.first }, 0)], []);
}

/**
 * Whether a subnet may be joined to a VPC: over no other subnet, and in one of the VPC's blocks where it has any. A VPC
 * without a block, as v2.0 makes routers, takes every private subnet. It takes none without a gateway (published): that
 * is where the router is.
 */
export function checkJoin(
  subnet: Pick<Subnet, 'cidr' | 'gateway'>,
  vpc: Pick<Vpc, 'cidr' | 'secondaryCidrs'>,
  siblings: readonly Pick<Subnet, 'id' | 'cidr'>[],
): Result<void, Problem> {
  if (subnet.gateway === null)
    return err({
      kind: 'invalid-field',
      resource: 'vpc',
      field: 'subnet_id',
      reason: 'is a subnet without a gateway, and the address of a router is the gateway',
      fix: 'make the subnet anew with a gateway_ip',
    });
  const blocks = blocksOf(vpc);
  const fits = checkSubnet(subnet, blocks.length === 0 ? [subnet.cidr] : blocks, siblings);
  // The request names the subnet alone.
  return fits.ok || !('cidr' in fits.problem && 'field' in fits.problem) ? fits : err({ ...fits.problem, field: 'subnet_id' });
}
