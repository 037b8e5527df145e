import type { Instant } from '@isthmus/core';

/** Published time formats differ by resource (contract 1.6); all are UTC. 0 is 1970-01-01T00:00:00. */
const iso = (at: Instant): string => new Date(at).toISOString();

/** Peerings, v1 VPCs and subnets, Neutron resources: `2026-11-23T07:44:29`, no zone and no fraction. */
export const bareTime = (at: Instant): string => iso(at).slice(0, 19);
/** v3 VPCs: `2026-11-23T07:44:29Z`. */
export const zuluTime = (at: Instant): string => `${iso(at).slice(0, 19)}Z`;
/** IAM tokens and access keys: `2026-11-23T07:44:29.123000Z`, six fractional digits. */
export const microTime = (at: Instant): string => `${iso(at).slice(0, 23)}000Z`;
/** The native API: RFC 3339 with milliseconds, `2026-11-23T07:44:29.123Z`. */
export const rfc3339Time = (at: Instant): string => iso(at);

/** An RFC 3339 time from a client, or null. */
export function parseTime(text: string): Instant | null {
  if (!/^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$/.test(text)) return null;
  const at = Date.parse(text.toUpperCase());
  return Number.isNaN(at) ? null : (at as Instant);
}
