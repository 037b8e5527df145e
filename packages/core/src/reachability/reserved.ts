import type { Address } from '../address/address.ts';
import { holdsAddress, parseCidr } from '../address/cidr.ts';
import { must } from '../result.ts';

/** The host itself, and groups that it may be in: whoever sends there may hear itself, so an answer tells nothing of a network. */
const groupRanges = ['0.0.0.0/8', '127.0.0.0/8', '224.0.0.0/4', '255.255.255.255/32', '::/127', '::ffff:0:0/96', 'ff00::/8'].map((text) =>
  must(parseCidr(text)),
);

/** Published system routes of every table, and what never leaves a link or a host (RFC 6890). No instance is there. */
const systemRanges = [
  ...groupRanges,
  ...['100.64.0.0/10', '169.254.0.0/16', '198.19.128.0/20', '240.0.0.0/4', 'fe80::/10'].map((text) => must(parseCidr(text))),
];

/** Whether an address can mean one other host. */
export const isOfOneHost = (address: Address): boolean => !groupRanges.some((range) => holdsAddress(range, address));
export const isSystemAddress = (address: Address): boolean => systemRanges.some((range) => holdsAddress(range, address));
