import type { Address } from '../address/address.ts';

/**
 * The MAC address of a port: the cloud's prefix and the low 24 bits of its IPv4 address, and therefore unique on its
 * network without a search. 192.168.1.10 has fa:16:3e:a8:01:0a.
 */
export function macFor({ value }: Address): string {
  const bytes = [16n, 8n, 0n].map((shift) => Number((value >> shift) & 0xffn));
  return ['fa', '16', '3e', ...bytes.map((byte) => byte.toString(16).padStart(2, '0'))].join(':');
}
