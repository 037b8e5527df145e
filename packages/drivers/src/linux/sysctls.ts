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

/**
 * Of a router that tracks connections, in seconds, as published: TCP 600 once established and 30 when it ends, ICMP 30,
 * others 180 both ways and 30 one way. The kernel has one number for protocols without ports, both ways or not.
 * What it has forgotten it does not pick up in the middle: the first to speak would make a connection in one out.
 * They come with a ruleset and not at birth: on most hosts they exist once the first ruleset asks for connections.
 */
export const conntrackSettings: Sysctls = {
  'net/netfilter/nf_conntrack_tcp_loose': '0',
  'net/netfilter/nf_conntrack_tcp_timeout_established': '600',
  'net/netfilter/nf_conntrack_tcp_timeout_fin_wait': '30',
  'net/netfilter/nf_conntrack_icmp_timeout': '30',
  'net/netfilter/nf_conntrack_icmpv6_timeout': '30',
  'net/netfilter/nf_conntrack_udp_timeout': '30',
  'net/netfilter/nf_conntrack_udp_timeout_stream': '180',
  'net/netfilter/nf_conntrack_generic_timeout': '180',
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
