import {
  err,
  formatCidr,
  hostBlock,
  idOf,
  ok,
  parseAddress,
  parseCidr,
  type Cidr,
  type EtherType,
  type Problem,
  type Result,
  type RuleTerms,
  type SecurityGroupId,
  type SecurityGroupRule,
} from '@isthmus/core';
import { Type, type Static } from 'typebox';
import { anyText, cidrText, descriptionText, emptyText, idOrEmptyText, nullableText, oneOf, orNull } from './fields.ts';

const resource = 'security_group_rule';

const nullableNumber = Type.Union([Type.Integer(), Type.Null()]);
/** A rule as v1 shows it; v2.0 adds to it. */
export const RuleShown = {
  id: anyText,
  description: anyText,
  security_group_id: anyText,
  direction: anyText,
  ethertype: anyText,
  protocol: nullableText,
  port_range_min: nullableNumber,
  port_range_max: nullableNumber,
  remote_ip_prefix: nullableText,
  remote_group_id: nullableText,
  remote_address_group_id: nullableText,
  tenant_id: anyText,
};

export const renderRule = (rule: SecurityGroupRule) => ({
  id: rule.id,
  description: rule.description,
  security_group_id: rule.securityGroupId,
  direction: rule.direction,
  ethertype: rule.etherType,
  protocol: rule.protocol,
  port_range_min: rule.portMin,
  port_range_max: rule.portMax,
  remote_ip_prefix: rule.remotePrefix === null ? null : formatCidr(rule.remotePrefix),
  remote_group_id: rule.remoteGroupId,
  remote_address_group_id: null,
  tenant_id: rule.projectId,
});

/** Clients send numbers as numbers and as texts, and an empty text or null for none. */
const numberOrText = Type.Union(
  [Type.Integer({ minimum: 0, maximum: 65_535 }), Type.String({ pattern: '^[0-9]{0,5}$', maxLength: 5 }), Type.Null()],
  { description: 'a number from 0 to 65535, as a number or a text, or null' },
);
const protocol = Type.Union(
  [Type.Integer({ minimum: 0, maximum: 255 }), Type.String({ pattern: '^[0-9A-Za-z-]{0,16}$', maxLength: 16 }), Type.Null()],
  {
    description: 'tcp, udp, icmp, a number from 0 to 255, or null for all',
  },
);

/** What every dialect's rule has in common. */
export const termsFields = {
  description: Type.Optional(orNull(descriptionText)),
  direction: oneOf(['ingress', 'egress']),
  ethertype: Type.Optional(
    Type.Union([Type.String({ pattern: '^([Ii][Pp][Vv][46])?$', maxLength: 4 }), Type.Null()], { description: 'IPv4, IPv6 or null' }),
  ),
  protocol: Type.Optional(protocol),
  remote_ip_prefix: Type.Optional(
    Type.Union([cidrText, emptyText, Type.Null()], { description: 'a CIDR block, an IP address, or null for everyone' }),
  ),
  remote_group_id: Type.Optional(orNull(idOrEmptyText)),
  remote_address_group_id: Type.Optional(orNull(idOrEmptyText)),
};
/** A range of ports as two fields, as v1 and v2.0 write it. */
export const rangeFields = { port_range_min: Type.Optional(numberOrText), port_range_max: Type.Optional(numberOrText) };

const Terms = Type.Object(termsFields);
export interface Range {
  readonly min: number | null;
  readonly max: number | null;
}
type Written = Static<typeof rangeFields.port_range_min>;

/** Null for none; -1 is not a number here, and no client sends it. */
const numberOf = (written: Written | undefined): number | null =>
  written === undefined || written === null || written === '' ? null : Number(written);
export const rangeOf = (written: { readonly port_range_min?: Written; readonly port_range_max?: Written }): Range => ({
  min: numberOf(written.port_range_min),
  max: numberOf(written.port_range_max),
});

export type DecodedRule = RuleTerms & { readonly description: string };

/** What a client wrote as what it means. `wrapper` is where the fields stand, for the problem's path. */
export function decodeTerms(rule: Static<typeof Terms>, { min, max }: Range, wrapper: string): Result<DecodedRule, Problem> {
  if (rule.remote_address_group_id) return err({ kind: 'not-found', resource: 'address_group', id: rule.remote_address_group_id });
  const prefix = prefixOf(rule.remote_ip_prefix ?? '');
  if (!prefix.ok) return err({ kind: 'invalid-field', resource, field: `${wrapper}.remote_ip_prefix`, ...prefix.problem });
  return ok({
    direction: rule.direction,
    etherType: etherTypeOf(rule.ethertype),
    protocol: protocolOf(rule.protocol),
    portMin: min,
    portMax: max,
    remotePrefix: prefix.value,
    remoteGroupId: rule.remote_group_id ? idOf<SecurityGroupId>(rule.remote_group_id) : null,
    description: rule.description ?? '',
  });
}

/** IPv4 unless it is said: a block of the other family alone is refused by the rules, and not guessed at. */
const etherTypeOf = (written: string | null | undefined): EtherType => (written?.toLowerCase() === 'ipv6' ? 'IPv6' : 'IPv4');

const anyProtocol: readonly string[] = ['', 'any', 'all'];
/** Null for all, whatever word a client has for them. */
export function protocolOf(written: string | number | null | undefined): string | null {
  const word = String(written ?? '').toLowerCase();
  return anyProtocol.includes(word) ? null : word;
}

/** A block or a single address; nothing is everyone. */
export function prefixOf(text: string): Result<Cidr | null, { readonly reason: string; readonly fix: string }> {
  if (text === '') return ok(null);
  if (text.includes('/')) return parseCidr(text);
  const address = parseAddress(text);
  return address.ok ? ok(hostBlock(address.value)) : address;
}
