import { sameAddress, type Address } from '../address/address.ts';
import { neutronSubnetsOf, type NeutronSubnet } from '../vpc/neutron-subnet.ts';
import type { Subnet } from '../vpc/vpc.ts';
import { countAddresses, reservedAddresses } from './address.ts';

/** How many addresses of one family ports of a subnet can be given, and how many they have; reserved ones are in neither. */
export interface AddressUse {
  readonly subnet: NeutronSubnet;
  readonly total: number;
  readonly used: number;
}

/**
 * Of 192.168.1.0/24 with ports at .10 and .11: 251 and 2. With IPv6 as many again, because an IPv6 address goes with
 * each IPv4 one (see `addressV6For`).
 */
export function addressUse(subnet: Subnet, addresses: readonly Address[]): readonly AddressUse[] {
  const reserved = reservedAddresses(subnet);
  const total = countAddresses(subnet);
  const free = addresses.filter((address) => !reserved.some((one) => sameAddress(one, address)));
  return neutronSubnetsOf(subnet).map((family) => ({
    subnet: family,
    total,
    used: free.filter((address) => address.family === family.family).length,
  }));
}
