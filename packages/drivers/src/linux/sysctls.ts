import { ownerOf, type Netns, type NetnsOwner } from './names.ts';
import type { Sysctls } from './objects.ts';

/** Nothing is inherited from the host as a promise, and a device copies its own at its birth. */
const host: Sysctls = {
  'net/ipv4/conf/all/accept_redirects': '0',
  'net/ipv4/conf/default/accept_redirects': '0',
  'net/ipv4/conf/default/promote_secondaries': '1',
  'net/ipv6/conf/all/accept_ra': '0',
  'net/ipv6/conf/default/accept_ra': '0',
  'net/ipv6/conf/default/accept_dad': '0',
  'net/ipv6/conf/default/addr_gen_mode': '1',
};

/** In force for the whole namespace whatever its devices say, so looked at every time. */
export const routerSettings: Sysctls = {
  'net/ipv4/ip_forward': '1',
  'net/ipv6/conf/all/forwarding': '1',
  'net/ipv4/conf/all/rp_filter': '1',
};

const atBirth: Readonly<Record<NetnsOwner['kind'], Sysctls>> = {
  ins: host,
  vpc: {
    ...routerSettings,
    ...host,
    'net/ipv4/conf/default/rp_filter': '1',
    'net/ipv4/conf/all/send_redirects': '0',
    'net/ipv4/conf/default/send_redirects': '0',
    /** Milliseconds between two ICMP errors to one address: a ping every 0.2 s sees every refusal. */
    'net/ipv4/icmp_ratelimit': '100',
    'net/ipv6/icmp/ratelimit': '100',
  },
};

/** What is set in a namespace before it has a name, so that one with a name has all of it. */
export function sysctlsAtBirth(netns: Netns): Sysctls {
  const owner = ownerOf(netns);
  if (owner === null) throw new Error(`${netns} is not ours`);
  return atBirth[owner.kind];
}
