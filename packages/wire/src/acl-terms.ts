import { aclProtocols, type AclRule, type AclRuleChange, type NewAclRule } from '@isthmus/core';
import { Type, type Static } from 'typebox';
import { addressText, cidrText, descriptionText, emptyText, oneOf, orNull, printableText } from './fields.ts';

/** The fields of a network ACL's rule, which v2.0 and v3 write alike. An empty text and null are none. */
const block = Type.Union([cidrText, addressText, emptyText, Type.Null()], { description: 'a CIDR block, an IP address, or null for all' });
const ports = Type.Union(
  [
    Type.String({ pattern: '^([0-9]{1,5}([:-][0-9]{1,5})?( ?, ?[0-9]{1,5}([:-][0-9]{1,5})?){0,14})?$', maxLength: 255 }),
    Type.Integer({ minimum: 1, maximum: 65_535 }),
    Type.Null(),
  ],
  { description: 'up to 15 ports or ranges, such as "80" or "22,8000:8080", or null for all' },
);
const protocol = Type.Union(
  [Type.String({ pattern: '^([Tt][Cc][Pp]|[Uu][Dd][Pp]|[Ii][Cc][Mm][Pp]([Vv]6)?|[Aa][Nn][Yy])?$', maxLength: 6 }), Type.Null()],
  {
    description: 'tcp, udp, icmp, icmpv6, any, or null for all',
  },
);
/** The published text of v2.0 has them in capitals, that of v3 in small letters; clients send both. */
const action = oneOf(['allow', 'deny', 'ALLOW', 'DENY']);
const actionOf = (written: Static<typeof action>): AclRule['action'] => (written.toLowerCase() === 'allow' ? 'allow' : 'deny');
/** What may be left out of a change, and of a rule of v2.0. */
export const changeFields = {
  name: Type.Optional(orNull(printableText(0, 255))),
  description: Type.Optional(orNull(descriptionText)),
  action: Type.Optional(action),
  protocol: Type.Optional(protocol),
  ip_version: Type.Optional(Type.Union([Type.Literal(4), Type.Literal(6)], { description: '4 or 6' })),
  source_ip_address: Type.Optional(block),
  destination_ip_address: Type.Optional(block),
  source_port: Type.Optional(ports),
  destination_port: Type.Optional(ports),
  enabled: Type.Optional(Type.Boolean()),
};
/** v3 asks for an action. */
export const ruleFields = { ...changeFields, action };

const Change = Type.Object(changeFields);

/** `22,8000:8080` is [[22, 22], [8000, 8080]]. */
const spansOf = (written: string | number | null): AclRule['sourcePorts'] =>
  written === null || written === ''
    ? []
    : String(written)
        .split(',')
        .map((span) => {
          const [first = '', last = first] = span.trim().split(/[:-]/);
          return [Number(first), Number(last)] as const;
        });
const protocolOf = (written: string | null): AclRule['protocol'] => aclProtocols.find((word) => word === written?.toLowerCase()) ?? null;

/** Absent fields stay as they are. */
export const decodeChange = (written: Static<typeof Change>): AclRuleChange => ({
  ...(written.name === undefined ? {} : { name: written.name ?? '' }),
  ...(written.description === undefined ? {} : { description: written.description ?? '' }),
  ...(written.action === undefined ? {} : { action: actionOf(written.action) }),
  ...(written.protocol === undefined ? {} : { protocol: protocolOf(written.protocol) }),
  ...(written.ip_version === undefined ? {} : { family: written.ip_version }),
  ...(written.source_ip_address === undefined ? {} : { source: written.source_ip_address || null }),
  ...(written.destination_ip_address === undefined ? {} : { destination: written.destination_ip_address || null }),
  ...(written.source_port === undefined ? {} : { sourcePorts: spansOf(written.source_port) }),
  ...(written.destination_port === undefined ? {} : { destinationPorts: spansOf(written.destination_port) }),
  ...(written.enabled === undefined ? {} : { enabled: written.enabled }),
});

/** Without an action, as v2.0 may leave it out, it denies (upstream Neutron). */
export const decodeRule = (written: Static<typeof Change>): NewAclRule => ({
  name: '',
  description: '',
  protocol: null,
  family: 4,
  source: null,
  destination: null,
  sourcePorts: [],
  destinationPorts: [],
  enabled: true,
  action: 'deny',
  ...decodeChange(written),
});

/** Null for all; a range of one port is the port. */
const portsText = (spans: AclRule['sourcePorts']): string | null =>
  spans.length === 0 ? null : spans.map(([first, last]) => (first === last ? `${first}` : `${first}:${last}`)).join(',');

/** The fields of a rule that both dialects show alike. */
export const renderTerms = (rule: AclRule) => ({
  id: rule.id,
  name: rule.name,
  description: rule.description,
  action: rule.action,
  protocol: rule.protocol,
  ip_version: rule.family,
  source_ip_address: rule.source,
  destination_ip_address: rule.destination,
  source_port: portsText(rule.sourcePorts),
  destination_port: portsText(rule.destinationPorts),
  enabled: rule.enabled,
});
