import { err, formatCidr, idOf, ok, parseCidr, type Change, type Cidr, type Problem, type Result } from '@isthmus/core';
import { Type, type Static } from 'typebox';
import { cidrText, idText, named, oneOf, orNull, wholeNumber } from '../fields.ts';

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
  'delete-peering',
  'create-route',
  'delete-route',
  'associate-subnet',
  'create-security-group-rule',
  'delete-security-group-rule',
] as const;
type ChangeType = (typeof changeTypes)[number];

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
    destination: Type.Optional(cidrText),
    security_group_id: Type.Optional(idText),
    direction: Type.Optional(oneOf(['ingress', 'egress'])),
    ethertype: Type.Optional(oneOf(['IPv4', 'IPv6'])),
    protocol: Type.Optional(orNull(wholeNumber(0, 255))),
    port_range_min: Type.Optional(orNull(wholeNumber(0, 65535))),
    port_range_max: Type.Optional(orNull(wholeNumber(0, 65535))),
    remote_ip_prefix: Type.Optional(orNull(cidrText)),
    remote_group_id: Type.Optional(orNull(idText)),
  }),
);
type Sent = Static<typeof ChangeBody>;

const rule = ['security_group_id', 'direction', 'ethertype'] as const;
const needs: Readonly<Record<ChangeType, readonly (keyof Sent)[]>> = {
  'request-peering': ['requester_vpc_id', 'accepter_vpc_id'],
  'accept-peering': ['peering_id'],
  'delete-peering': ['peering_id'],
  'create-route': ['vpc_id', 'route_table_id', 'destination', 'peering_id'],
  'delete-route': ['vpc_id', 'route_table_id', 'destination'],
  'associate-subnet': ['vpc_id', 'subnet_id', 'route_table_id'],
  'create-security-group-rule': rule,
  'delete-security-group-rule': rule,
};

/** `field` is where the change stands in the body, such as `changes.0`. */
export function decodeChange(sent: Sent, field: string): Result<Change, Problem> {
  const missing = needs[sent.type].find((name) => sent[name] === undefined);
  if (missing !== undefined) return wrong(`${field}.${missing}`, 'is required', `a change of type ${sent.type} needs ${missing}`);
  const cidrs: Partial<Record<'destination' | 'remote_ip_prefix', Cidr>> = {};
  for (const name of ['destination', 'remote_ip_prefix'] as const) {
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

/** The same shape back: what a fix asks for can be sent to what-if as it is. */
export function encodeChange(change: Change): Readonly<Record<string, unknown>> {
  const { type } = change;
  switch (type) {
    case 'request-peering':
      return { type, requester_vpc_id: change.requester, accepter_vpc_id: change.accepter };
    case 'accept-peering':
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
    case 'insert-acl-rule': {
      const { action, family, protocol, source, destination, sourcePorts, destinationPorts } = change.match;
      return {
        type,
        vpc_id: change.vpcId,
        subnet_id: change.subnetId,
        direction: change.direction,
        action,
        ethertype: family === 4 ? 'IPv4' : 'IPv6',
        protocol,
        source: source && formatCidr(source),
        destination: destination && formatCidr(destination),
        source_ports: sourcePorts,
        destination_ports: destinationPorts,
      };
    }
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

const wrong = (field: string, reason: string, fix: string): Result<never, Problem> =>
  err({ kind: 'invalid-field', nature: 'shape', field, reason, fix });
