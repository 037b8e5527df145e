import { formatCidr, holdsCidr, overlaps, parseCidr, type Cidr } from '../address/cidr.ts';
import type { Problem } from '../problem.ts';
import { err, must, ok, type Result } from '../result.ts';
import type { Subnet, Vpc } from './vpc.ts';

/** Where a VPC's own block may lie (RFC 1918), and how small it may be: between the range's own length and /24. */
export const privateRanges: readonly Cidr[] = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map((text) => must(parseCidr(text)));
export const longestVpcPrefix = 24;

/** Whether `cidr` may be a VPC's primary block. 10.0.0.0/16 may; 11.0.0.0/16, 10.0.0.0/7 and 10.0.0.0/25 may not. */
export function checkVpcBlock(cidr: Cidr): Result<void, Problem> {
  if (!privateRanges.some((range) => holdsCidr(range, cidr)))
    return err({ kind: 'cidr-not-private', resource: 'vpc', field: 'vpc.cidr', cidr: formatCidr(cidr) });
  if (cidr.length > longestVpcPrefix)
    return err({
      kind: 'invalid-field',
      resource: 'vpc',
      field: 'vpc.cidr',
      reason: `is smaller than a VPC may be: /${cidr.length}`,
      fix: `use a prefix length of at most /${longestVpcPrefix}`,
    });
  return ok(undefined);
}

/** Every block of a VPC, the primary one first. */
export const blocksOf = (vpc: Pick<Vpc, 'cidr' | 'secondaryCidrs'>): readonly Cidr[] =>
  vpc.cidr === null ? vpc.secondaryCidrs : [vpc.cidr, ...vpc.secondaryCidrs];

/** Whether the VPC's primary block may become `cidr`: it and the secondary blocks must still hold every subnet. */
export function checkNewBlock(
  vpc: Pick<Vpc, 'secondaryCidrs'>,
  cidr: Cidr,
  subnets: readonly Pick<Subnet, 'cidr'>[],
): Result<void, Problem> {
  const block = checkVpcBlock(cidr);
  if (!block.ok) return block;
  const rival = vpc.secondaryCidrs.find((secondary) => overlaps(secondary, cidr));
  if (rival !== undefined)
    return err({
      kind: 'invalid-field',
      resource: 'vpc',
      field: 'vpc.cidr',
      reason: `overlaps the VPC's secondary block ${formatCidr(rival)}`,
      fix: 'use a block beside it',
    });
  const blocks = [cidr, ...vpc.secondaryCidrs];
  const outside = subnets.filter((subnet) => !blocks.some((candidate) => holdsCidr(candidate, subnet.cidr)));
  if (outside.length > 0)
    return err({
      kind: 'cidr-in-use',
      field: 'vpc.cidr',
      cidr: formatCidr(cidr),
      subnets: outside.map((subnet) => formatCidr(subnet.cidr)),
    });
  return ok(undefined);
}
