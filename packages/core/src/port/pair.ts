import { bitsOf, formatAddress, parseAddress, sameAddress, type Address } from '../address/address.ts';
import { holdsAddress, parseCidr } from '../address/cidr.ts';
import type { PortId } from '../id.ts';
import type { Subnet } from '../vpc/vpc.ts';
import { checkAddress } from './address.ts';
import type { Port } from './port.ts';

/** The single addresses among a port's allowed address pairs: `10.0.0.100` and `10.0.0.100/32`, and no wider block. */
export const pairedAddresses = ({ allowedAddressPairs }: Pick<Port, 'allowedAddressPairs'>): readonly Address[] =>
  allowedAddressPairs.flatMap(({ ipAddress }) => {
    const bare = parseAddress(ipAddress);
    if (bare.ok) return [bare.value];
    const block = parseCidr(ipAddress);
    return block.ok && block.value.length === bitsOf[block.value.family] ? [{ family: block.value.family, value: block.value.first }] : [];
  });

/**
 * Which of its paired addresses each of these ports, all of one VPC and each with an instance, has in the network: those
 * in its own subnet that are nobody's own and not reserved. Of several ports with the same pair, such as the members of
 * a virtual IP, the one with the lowest id has it, so that the next takes over when that one goes.
 */
export function heldPairs(ports: readonly Port[], subnets: readonly Subnet[]): ReadonlyMap<PortId, readonly Address[]> {
  const subnetOf = new Map(subnets.map((subnet) => [subnet.id, subnet]));
  const taken = new Set(ports.flatMap(({ addresses }) => addresses.map(formatAddress)));
  const held = new Map<PortId, readonly Address[]>();
  for (const port of ports.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const subnet = subnetOf.get(port.subnetId);
    const mine = pairedAddresses(port).filter((address) => {
      const text = formatAddress(address);
      return subnet !== undefined && mayLieIn(subnet, address) && !taken.has(text) && taken.add(text);
    });
    held.set(port.id, mine);
  }
  return held;
}

function mayLieIn(subnet: Subnet, address: Address): boolean {
  if (address.family === 4) return checkAddress(address, subnet).ok;
  const { cidrV6, gatewayV6 } = subnet;
  return cidrV6 !== null && holdsAddress(cidrV6, address) && (gatewayV6 === null || !sameAddress(gatewayV6, address));
}
