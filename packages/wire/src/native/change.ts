import {
  aclActions,
  err,
  formatAddress,
  formatCidr,
  idOf,
  ok,
  parseAddress,
  parseCidr,
  type AclId,
  type AclMatch,
  type Change,
  type Cidr,
  type PortSpan,
  type Problem,
  type Result,
} from '@isthmus/core';
import { Type, type Static } from 'typebox';
import { addressText, cidrText, idText, named, oneOf, orNull, wholeNumber } from '../fields.ts';

/** A peering, or one that an earlier change of the same list asks for: `requester_vpc_id+accepter_vpc_id`. */
const peeringText = Type.String({
  minLength: 1,
  maxLength: 129,
  pattern: '^[0-9A-Za-z_\\-]{1,64}(\\+[0-9A-Za-z_\\-]{1,64})?$',
  description: 'the id of a peering, or requester_vpc_id+accepter_vpc_id of one that an earlier change asks for',
});

const changeTypes = [
  'request-peering',
  'accept-peering',
  'reject-peering',
  'delete-peering',
  'create-route',
  'delete-route',
  'associate-subnet',
  'create-subnet',
  'delete-subnet',
  'add-secondary-block',
  'remove-secondary-block',
  'create-security-group-rule',
  'delete-security-group-rule',
  'insert-acl-rule',
  'remove-acl-rule',
  'update-acl-rule',
  'enable-acl',
  'disable-acl',
  'associate-acl',
  'disassociate-acl',
] as const;
type ChangeType = (typeof changeTypes)[number];

/** First and last, both included. */
const Ports = Type.Array(wholeNumber(0, 65535), { minItems: 2, maxItems: 2, description: 'first and last port' });

/** One shape for all changes; which fields a type needs is `needs`. */
export const ChangeBody = named(
  'Change',
  Type.Object({
    type: oneOf(changeTypes),
    requester_vpc_id: Type.Optional(idText),
    accepter_vpc_id: Type.Optional(idText),
    peering_id: Type.Optional(peeringText),
    vpc_id: Type.Optional(idText),
    route_table_id: Type.Optional(idText),
    subnet_id: Type.Optional(idText),
    destination: Type.Optional(orNull(cidrText)),
    security_group_id: Type.Optional(idText),
    direction: Type.Optional(oneOf(['ingress', 'egress'])),
    ethertype: Type.Optional(oneOf(['IPv4', 'IPv6'])),
    protocol: Type.Optional(orNull(wholeNumber(0, 255))),
    port_range_min: Type.Optional(orNull(wholeNumber(0, 65535))),
    port_range_max: Type.Optional(orNull(wholeNumber(0, 65535))),
    remote_ip_prefix: Type.Optional(orNull(cidrText)),
    remote_group_id: Type.Optional(orNull(idText)),
    cidr: Type.Optional(cidrText),
    gateway_ip: Type.Optional(addressText),
    firewall_id: Type.Optional(idText),
    firewall_rule_id: Type.Optional(idText),
    after_rule_id: Type.Optional(orNull(idText)),
    action: Type.Optional(oneOf(aclActions)),
    source: Type.Optional(orNull(cidrText)),
    source_ports: Type.Optional(orNull(Ports)),
    destination_ports: Type.Optional(orNull(Ports)),
  }),
);
type Sent = Static<typeof ChangeBody>;

const rule = ['security_group_id', 'direction', 'ethertype'] as const;
const aclTerms = ['firewall_id', 'direction', 'action', 'ethertype'] as const;
const subnetAcl = ['firewall_id', 'vpc_id', 'subnet_id'] as const;
const block = ['vpc_id', 'cidr'] as const;
const needs: Readonly<Record<ChangeType, readonly (keyof Sent)[]>> = {
  'request-peering': ['requester_vpc_id', 'accepter_vpc_id'],
  'accept-peering': ['peering_id'],
  'reject-peering': ['peering_id'],
  'delete-peering': ['peering_id'],
  'create-route': ['vpc_id', 'route_table_id', 'destination', 'peering_id'],
  'delete-route': ['vpc_id', 'route_table_id', 'destination'],
  'associate-subnet': ['vpc_id', 'subnet_id', 'route_table_id'],
  'create-subnet': ['vpc_id', 'cidr', 'gateway_ip'],
  'delete-subnet': ['vpc_id', 'subnet_id'],
  'add-secondary-block': block,
  'remove-secondary-block': block,
  'create-security-group-rule': rule,
  'delete-security-group-rule': rule,
  'insert-acl-rule': aclTerms,
  'remove-acl-rule': ['firewall_id', 'direction', 'firewall_rule_id'],
  'update-acl-rule': [...aclTerms, 'firewall_rule_id'],
  'enable-acl': ['firewall_id'],
  'disable-acl': ['firewall_id'],
  'associate-acl': subnetAcl,
  'disassociate-acl': subnetAcl,
};

const cidrFields = ['destination', 'source', 'remote_ip_prefix', 'cidr'] as const;

/** `field` is where the change stands in the body, such as `changes.0`. */
export function decodeChange(sent: Sent, field: string): Result<Change, Problem> {
  const missing = needs[sent.type].find((name) => sent[name] == null);
  if (missing !== undefined) return wrong(`${field}.${missing}`, 'is required', `a change of type ${sent.type} needs ${missing}`);
  const cidrs: Partial<Record<(typeof cidrFields)[number], Cidr>> = {};
  for (const name of cidrFields) {
    const text = sent[name];
    if (text === undefined || text === null) continue;
    const cidr = parseCidr(text);
    if (!cidr.ok) return wrong(`${field}.${name}`, cidr.problem.reason, cidr.problem.fix);
    cidrs[name] = cidr.value;
  }
  const id = <Id extends ReturnType<typeof idOf>>(name: keyof Sent): Id => idOf(String(sent[name])) as Id;
  const { type } = sent;
  switch (type) {
    case 'request-peering':
      return ok({ type, requester: id('requester_vpc_id'), accepter: id('accepter_vpc_id') });
    case 'accept-peering':
    case 'reject-peering':
    case 'delete-peering':
      return ok({ type, peeringId: id('peering_id') });
    case 'create-route':
      return ok({
        type,
        vpcId: id('vpc_id'),
        routeTableId: id('route_table_id'),
        destination: cidrs.destination!,
        peeringId: id('peering_id'),
      });
    case 'delete-route':
      return ok({ type, vpcId: id('vpc_id'), routeTableId: id('route_table_id'), destination: cidrs.destination! });
    case 'associate-subnet':
      return ok({ type, vpcId: id('vpc_id'), subnetId: id('subnet_id'), routeTableId: id('route_table_id') });
    case 'create-subnet': {
      const gateway = parseAddress(sent.gateway_ip!);
      if (!gateway.ok) return wrong(`${field}.gateway_ip`, gateway.problem.reason, gateway.problem.fix);
      return ok({ type, vpcId: id('vpc_id'), cidr: cidrs.cidr!, gateway: gateway.value });
    }
    case 'delete-subnet':
      return ok({ type, vpcId: id('vpc_id'), subnetId: id('subnet_id') });
    case 'add-secondary-block':
    case 'remove-secondary-block':
      return ok({ type, vpcId: id('vpc_id'), cidr: cidrs.cidr! });
    case 'insert-acl-rule':
    case 'update-acl-rule': {
      const match = aclMatchOf(sent, cidrs, field);
      if (!match.ok) return match;
      const common = { aclId: id<AclId>('firewall_id'), direction: sent.direction!, match: match.value };
      if (type === 'update-acl-rule') return ok({ type, ...common, ruleId: id('firewall_rule_id') });
      return ok({ type, ...common, after: sent.after_rule_id == null ? null : id('after_rule_id') });
    }
    case 'remove-acl-rule':
      return ok({ type, aclId: id('firewall_id'), direction: sent.direction!, ruleId: id('firewall_rule_id') });
    case 'enable-acl':
    case 'disable-acl':
      return ok({ type, aclId: id('firewall_id') });
    case 'associate-acl':
    case 'disassociate-acl':
      return ok({ type, aclId: id('firewall_id'), vpcId: id('vpc_id'), subnetId: id('subnet_id') });
    default: {
      const family = sent.ethertype === 'IPv6' ? 6 : 4;
      const prefix = cidrs.remote_ip_prefix;
      if (prefix !== undefined && prefix.family !== family)
        return wrong(`${field}.remote_ip_prefix`, `is not ${sent.ethertype}`, `use a block of ${sent.ethertype}`);
      const group = sent.remote_group_id;
      const remote = prefix !== undefined ? { cidr: prefix } : group == null ? null : { groupId: id<never>('remote_group_id') };
      return ok({
        type,
        securityGroupId: id('security_group_id'),
        direction: sent.direction!,
        match: {
          family,
          protocol: sent.protocol ?? null,
          portMin: sent.port_range_min ?? null,
          portMax: sent.port_range_max ?? null,
          remote,
        },
      });
    }
  }
}

const numberOfTcp = 6;
const numberOfUdp = 17;

/** Ports need TCP or UDP, as in the rules that are stored; a block is of the rule's family. */
function aclMatchOf(
  sent: Sent,
  { source, destination }: { readonly source?: Cidr; readonly destination?: Cidr },
  field: string,
): Result<AclMatch, Problem> {
  const family = sent.ethertype === 'IPv6' ? 6 : 4;
  for (const [name, cidr] of [
    ['source', source],
    ['destination', destination],
  ] as const)
    if (cidr !== undefined && cidr.family !== family)
      return wrong(`${field}.${name}`, `is not ${sent.ethertype}`, `use a block of ${sent.ethertype}`);
  const protocol = sent.protocol ?? null;
  const spans: Record<'source_ports' | 'destination_ports', PortSpan | null> = { source_ports: null, destination_ports: null };
  for (const name of ['source_ports', 'destination_ports'] as const) {
    const ports = sent[name];
    if (ports == null) continue;
    const [first, last] = [ports[0]!, ports[1]!];
    if (first > last) return wrong(`${field}.${name}`, 'has its last port before its first', 'send the lower port first');
    if (protocol !== numberOfTcp && protocol !== numberOfUdp)
      return wrong(`${field}.${name}`, 'needs protocol 6 or 17', 'say which of the two, or leave the ports out');
    spans[name] = [first, last];
  }
  return ok({
    action: sent.action!,
    family,
    protocol,
    source: source ?? null,
    destination: destination ?? null,
    sourcePorts: spans.source_ports,
    destinationPorts: spans.destination_ports,
  });
}

/** The same shape back: what a fix asks for can be sent to what-if as it is. */
export function encodeChange(change: Change): Readonly<Record<string, unknown>> {
  const { type } = change;
  switch (type) {
    case 'request-peering':
      return { type, requester_vpc_id: change.requester, accepter_vpc_id: change.accepter };
    case 'accept-peering':
    case 'reject-peering':
    case 'delete-peering':
      return { type, peering_id: change.peeringId };
    case 'create-route':
      return {
        type,
        vpc_id: change.vpcId,
        route_table_id: change.routeTableId,
        destination: formatCidr(change.destination),
        peering_id: change.peeringId,
      };
    case 'delete-route':
      return { type, vpc_id: change.vpcId, route_table_id: change.routeTableId, destination: formatCidr(change.destination) };
    case 'associate-subnet':
      return { type, vpc_id: change.vpcId, subnet_id: change.subnetId, route_table_id: change.routeTableId };
    case 'insert-acl-rule':
      return { type, firewall_id: change.aclId, direction: change.direction, after_rule_id: change.after, ...encodeAclMatch(change.match) };
    case 'update-acl-rule':
      return {
        type,
        firewall_id: change.aclId,
        direction: change.direction,
        firewall_rule_id: change.ruleId,
        ...encodeAclMatch(change.match),
      };
    case 'enable-acl':
    case 'disable-acl':
      return { type, firewall_id: change.aclId };
    case 'remove-acl-rule':
      return { type, firewall_id: change.aclId, direction: change.direction, firewall_rule_id: change.ruleId };
    case 'associate-acl':
    case 'disassociate-acl':
      return { type, firewall_id: change.aclId, vpc_id: change.vpcId, subnet_id: change.subnetId };
    case 'create-subnet':
      return { type, vpc_id: change.vpcId, cidr: formatCidr(change.cidr), gateway_ip: formatAddress(change.gateway) };
    case 'delete-subnet':
      return { type, vpc_id: change.vpcId, subnet_id: change.subnetId };
    case 'add-secondary-block':
    case 'remove-secondary-block':
      return { type, vpc_id: change.vpcId, cidr: formatCidr(change.cidr) };
    default: {
      const { family, protocol, portMin, portMax, remote } = change.match;
      return {
        type,
        security_group_id: change.securityGroupId,
        direction: change.direction,
        ethertype: family === 4 ? 'IPv4' : 'IPv6',
        protocol,
        port_range_min: portMin,
        port_range_max: portMax,
        remote_ip_prefix: remote !== null && 'cidr' in remote ? formatCidr(remote.cidr) : null,
        remote_group_id: remote !== null && 'groupId' in remote ? remote.groupId : null,
      };
    }
  }
}

const encodeAclMatch = ({ action, family, protocol, source, destination, sourcePorts, destinationPorts }: AclMatch) => ({
  action,
  ethertype: family === 4 ? 'IPv4' : 'IPv6',
  protocol,
  source: source && formatCidr(source),
  destination: destination && formatCidr(destination),
  source_ports: sourcePorts,
  destination_ports: destinationPorts,
});

const wrong = (field: string, reason: string, fix: string): Result<never, Problem> =>
  err({ kind: 'invalid-field', nature: 'shape', field, reason, fix });
