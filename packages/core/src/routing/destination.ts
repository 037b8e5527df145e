import { formatCidr, holdsCidr, parseCidr, type Cidr } from '../address/cidr.ts';
import type { Problem } from '../problem.ts';
import { err, must, ok, type Result } from '../result.ts';

/** System routes of every table, beside those of the subnets (published). */
const everyTable: readonly Cidr[] = ['100.64.0.0/10', '198.19.128.0/20', '127.0.0.0/8'].map((text) => must(parseCidr(text)));

/** The rest never leave a link or a host (RFC 6890). */
const systemRanges: readonly Cidr[] = [
  '0.0.0.0/8',
  '169.254.0.0/16',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/127',
  '::ffff:0:0/96',
  'fe80::/10',
  'ff00::/8',
].map((text) => must(parseCidr(text)));

type Ranged = { readonly cidr: Cidr; readonly cidrV6: Cidr | null };
const blocksOfSubnets = (subnets: readonly Ranged[]): readonly Cidr[] =>
  subnets.flatMap(({ cidr, cidrV6 }) => (cidrV6 === null ? [cidr] : [cidr, cidrV6]));

/** The system (local) routes of every table of a VPC with these subnets. */
export const localDestinations = (subnets: readonly Ranged[]): readonly Cidr[] => [...blocksOfSubnets(subnets), ...everyTable];

/**
 * Whether a custom route may have `destination`: not inside a local route. A wider one may, and loses to the local one
 * there: with subnet 10.0.1.0/24, 10.0.1.0/25 is refused, and 10.0.0.0/16 and 0.0.0.0/0 are not.
 */
export function checkDestination(destination: Cidr, subnets: readonly Ranged[]): Result<void, Problem> {
  const local = [...localDestinations(subnets), ...systemRanges].find((range) => holdsCidr(range, destination));
  if (local === undefined) return ok(undefined);
  return err({ kind: 'destination-local', destination: formatCidr(destination), local: formatCidr(local) });
}
