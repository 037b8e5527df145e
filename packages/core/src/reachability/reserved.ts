import type { Address } from '../address/address.ts';
import { holdsAddress, parseCidr } from '../address/cidr.ts';
import { must } from '../result.ts';

/** Published system routes of every table, and what never leaves a link or a host (RFC 6890). No instance is there. */
const systemRanges = [
  '0.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '198.19.128.0/20',
  '224.0.0.0/3',
  '::/127',
  '::ffff:0:0/96',
  'fe80::/10',
  'ff00::/8',
].map((text) => must(parseCidr(text)));

export const isSystemAddress = (address: Address): boolean => systemRanges.some((range) => holdsAddress(range, address));
