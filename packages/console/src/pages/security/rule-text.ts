import { isIcmp, protocolNumberOf } from '@isthmus/core';
import type { RuleRequest } from '../../api/security-group.ts';

type Terms = Pick<RuleRequest, 'ethertype' | 'protocol' | 'port_range_min' | 'port_range_max'>;

/** `443`, `8000-8080`, of ICMP `8` or `8-0`, or empty for all. */
export function portsText({ protocol, ethertype, port_range_min: min, port_range_max: max }: Terms): string {
  if (min === null) return '';
  const number = protocol === null ? undefined : protocolNumberOf(protocol, ethertype);
  if (number !== undefined && isIcmp(number)) return max === null ? String(min) : `${min}-${max}`;
  return max === null || max === min ? String(min) : `${min}-${max}`;
}

/** What a rule is about, in short: `TCP 443`, `ICMP`, or the word for all. */
export const serviceText = (terms: Terms, all: string): string =>
  terms.protocol === null ? all : `${terms.protocol.toUpperCase()} ${portsText(terms)}`.trim();

/** The two numbers of `443`, `8000-8080` or `8-0`; undefined where it is neither. Of one port both ends are that port. */
export function portsOf(text: string, one: 'both ends' | 'the first alone'): readonly [number | null, number | null] | undefined {
  if (text === '') return [null, null];
  const [, from, to] = /^(\d{1,5})(?:\s*-\s*(\d{1,5}))?$/.exec(text) ?? [];
  if (from === undefined) return undefined;
  return [Number(from), to === undefined ? (one === 'both ends' ? Number(from) : null) : Number(to)];
}
