import { blockOf, formatAddress, formatCidr, parseCidr } from '@isthmus/core';

/** The first /24 of a block (or all of a smaller one), and its first address as the gateway. */
export function firstSubnetOf(block: string): { readonly cidr: string; readonly gateway: string } | null {
  const parsed = parseCidr(block);
  if (!parsed.ok) return null;
  const { family, first, length } = parsed.value;
  const cidr = blockOf({ family, value: first }, Math.max(length, 24));
  return { cidr: formatCidr(cidr), gateway: formatAddress({ family, value: cidr.first + 1n }) };
}
