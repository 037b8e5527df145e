import { formatCidr, holdsCidr, overlaps, parseCidr, sameCidr, type Cidr } from '../address/cidr.ts';
import type { Problem } from '../problem.ts';
import { err, must, ok, type Result } from '../result.ts';
import { blocksOf } from './block.ts';
import { longestSubnetPrefix } from './subnet.ts';
import type { Subnet, Vpc } from './vpc.ts';

/** Most secondary blocks of one VPC (published). */
export const mostSecondaryBlocks = 5;

/** What no secondary block may touch (published), and multicast, which can be nobody's. */
const forbidden: readonly Cidr[] = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '214.0.0.0/7',
  '198.18.0.0/15',
  '169.254.0.0/16',
  '0.0.0.0/8',
  '127.0.0.0/8',
  '224.0.0.0/4',
  '240.0.0.0/4',
].map((text) => must(parseCidr(text)));

/** Where the blocks of a request stand in it. */
const blocksField = 'vpc.extend_cidrs';
const fieldOf = (index: number): string => `${blocksField}.${index}`;

/** The VPC's secondary blocks with `added`. A block that is there already, or lies over another, is refused. */
export function withSecondaryBlocks(
  vpc: Pick<Vpc, 'id' | 'cidr' | 'secondaryCidrs'>,
  added: readonly Cidr[],
): Result<readonly Cidr[], Problem> {
  const secondary = [...vpc.secondaryCidrs];
  for (const [index, block] of added.entries()) {
    const field = fieldOf(index);
    const allowed = checkSecondaryBlock(block, field);
    if (!allowed.ok) return allowed;
    const rival = blocksOf({ cidr: vpc.cidr, secondaryCidrs: secondary }).find((other) => overlaps(other, block));
    if (rival !== undefined)
      return err({ kind: 'cidr-overlap', resource: 'vpc', field, cidr: formatCidr(block), other: formatCidr(rival), otherId: vpc.id });
    secondary.push(block);
  }
  if (secondary.length <= mostSecondaryBlocks) return ok(secondary);
  return err({
    kind: 'block-refused',
    why: 'too-many',
    field: blocksField,
    cidr: added.map(formatCidr).join(', '),
    reason: `a VPC has at most ${mostSecondaryBlocks} secondary blocks`,
    fix: 'remove one first',
  });
}

function checkSecondaryBlock(block: Cidr, field: string): Result<void, Problem> {
  const refused = (reason: string, fix: string) =>
    err({ kind: 'block-refused', why: 'forbidden', field, cidr: formatCidr(block), reason, fix } as const);
  if (block.family !== 4) return refused('it is not an IPv4 block', 'use an IPv4 block');
  const within = forbidden.find((range) => overlaps(range, block));
  if (within !== undefined) return refused(`it overlaps ${formatCidr(within)}`, `use a block outside ${formatCidr(within)}`);
  if (block.length > longestSubnetPrefix)
    return refused('no subnet fits into it', `use a prefix length of at most /${longestSubnetPrefix}`);
  return ok(undefined);
}

/** The VPC's secondary blocks without `removed`. One that holds a subnet stays. */
export function withoutSecondaryBlocks(
  vpc: Pick<Vpc, 'secondaryCidrs'>,
  removed: readonly Cidr[],
  subnets: readonly Pick<Subnet, 'cidr'>[],
): Result<readonly Cidr[], Problem> {
  for (const [index, block] of removed.entries()) {
    const cidr = formatCidr(block);
    if (!vpc.secondaryCidrs.some((one) => sameCidr(one, block))) return err({ kind: 'not-found', resource: 'secondary_cidr', id: cidr });
    const inside = subnets.filter((subnet) => holdsCidr(block, subnet.cidr));
    if (inside.length > 0)
      return err({ kind: 'cidr-in-use', field: fieldOf(index), cidr, subnets: inside.map((subnet) => formatCidr(subnet.cidr)) });
  }
  return ok(vpc.secondaryCidrs.filter((one) => !removed.some((block) => sameCidr(one, block))));
}
