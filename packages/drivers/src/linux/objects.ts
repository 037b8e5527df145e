import type { Family } from '@isthmus/core';
import type { Netns } from './names.ts';

/** What the kernel holds in one network namespace, in the words of `ip`. Addresses are canonical text. */
export interface Link {
  readonly dev: string;
  /** Null for `lo`, and where it is to be left as it is. */
  readonly mac: string | null;
  readonly alias: string | null;
  /** Null where they do not matter. */
  readonly settings: DeviceSettings | null;
}

/** IPv4 settings of one device: 0 is off, 1 on. A `rpFilter` of 2 is loose: it would let a spoofed source pass. */
export interface DeviceSettings {
  readonly forwarding: number;
  readonly acceptRedirects: number;
  readonly sendRedirects: number;
  readonly rpFilter: number;
}

export interface DeviceAddress {
  readonly dev: string;
  readonly family: Family;
  readonly address: string;
  readonly length: number;
}

export type RouteType = 'unicast' | 'local' | 'unreachable' | 'throw';

export interface Route {
  readonly family: Family;
  readonly table: number;
  readonly destination: string;
  /** Lower wins. The kernel's own default is 0 for IPv4 and 1024 for IPv6. */
  readonly metric: number;
  /** `throw` is no answer: the rules go on to the next table. */
  readonly type: RouteType;
  readonly via: string | null;
  readonly dev: string | null;
  /** The address that packets of the router itself are sent from. */
  readonly src: string | null;
}

export interface Rule {
  readonly family: Family;
  readonly pref: number;
  /** Null for every source. */
  readonly from: string | null;
  readonly table: number;
}

/** Always permanent: the table of learned neighbours is shared by the whole host and has 1,024 places. */
export interface Neighbour {
  readonly dev: string;
  readonly address: string;
  readonly mac: string;
}

/** The families of nftables that we have a table in. */
export type NftFamily = 'inet' | 'ip6';

/** The nftables of a router, by family, each line a chain or a set, and what connection tracking goes by; `hash` is of them all. */
export interface Filters {
  readonly inet: readonly string[];
  readonly ip6: readonly string[];
  /** Empty where no line asks for connections. */
  readonly conntrack: Sysctls;
  readonly hash: string;
}

export type Sysctls = Readonly<Record<string, string>>;

/** Everything we want in one namespace. */
export interface NetnsObjects {
  readonly netns: Netns;
  /** Those that are looked at every time; the rest is set at birth. */
  readonly sysctls: Sysctls;
  readonly links: readonly Link[];
  readonly addresses: readonly DeviceAddress[];
  readonly neighbours: readonly Neighbour[];
  readonly routes: readonly Route[];
  readonly rules: readonly Rule[];
  readonly filters: Filters | null;
}

export const tableDefault = 253;
export const tableMain = 254;
export const tableLocal = 255;
/** The rules that the kernel gives every namespace. */
export const rulesAtBirth: readonly Rule[] = [
  { family: 4, pref: 0, from: null, table: tableLocal },
  { family: 4, pref: 32_766, from: null, table: tableMain },
  { family: 4, pref: 32_767, from: null, table: tableDefault },
  { family: 6, pref: 0, from: null, table: tableLocal },
  { family: 6, pref: 32_766, from: null, table: tableMain },
];
export const defaultMetric: Readonly<Record<Family, number>> = { 4: 0, 6: 1024 };
/** Behind every other route of the same destination. */
export const worstMetric = 4_278_198_272;
