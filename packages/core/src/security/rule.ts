import type { Problem } from '../problem.ts';
import { err, ok, type Result } from '../result.ts';
import type { FilterMatch } from '../topology/router.ts';
import type { EtherType, SecurityGroupRule } from './group.ts';
import { hasPorts, isIcmp, isOfIpv6, protocolNumberOf } from './protocol.ts';

/** What a rule lets through: everything of it but whose it is. */
export type RuleTerms = Pick<
  SecurityGroupRule,
  'direction' | 'etherType' | 'protocol' | 'portMin' | 'portMax' | 'remotePrefix' | 'remoteGroupId'
>;

export const familyOf: Readonly<Record<EtherType, 4 | 6>> = { IPv4: 4, IPv6: 6 };

/** Whether the parts of a rule agree with each other. A rule that could never match is refused, not stored. */
export function checkRule({ etherType, protocol, portMin, portMax, remotePrefix, remoteGroupId }: RuleTerms): Result<void, Problem> {
  if (remotePrefix !== null && remoteGroupId !== null)
    return wrong('remote_group_id', 'names a second remote', 'send remote_ip_prefix or remote_group_id, not both');
  if (remotePrefix !== null && remotePrefix.family !== familyOf[etherType])
    return wrong('remote_ip_prefix', `is not ${etherType}`, `use a block of ${etherType}, or the other ethertype`);
  const number = protocol === null ? null : protocolNumberOf(protocol, etherType);
  if (number === undefined) return wrong('protocol', 'names no protocol', 'use tcp, udp, icmp, a number from 0 to 255, or none for all');
  if (number !== null && isOfIpv6(number) && etherType === 'IPv4')
    return wrong('protocol', `is ${protocol}, which IPv4 has not`, 'use the ethertype IPv6, or another protocol');
  if (portMin === null && portMax === null) return ok(undefined);
  if (number === null) return wrong('port_range_min', 'needs a protocol', 'say tcp or udp, or leave the ports out');
  if (isIcmp(number)) return checkIcmp(portMin, portMax);
  if (!hasPorts(number)) return wrong('port_range_min', `is of no use: protocol ${protocol} has no ports`, 'leave the ports out');
  if (portMin === null || portMax === null)
    return wrong(portMin === null ? 'port_range_min' : 'port_range_max', 'is missing', 'send both ends of the range, or neither');
  for (const [field, port] of [
    ['port_range_min', portMin],
    ['port_range_max', portMax],
  ] as const)
    if (port < 1 || port > 65_535) return wrong(field, 'is no port', 'use a port from 1 to 65535');
  return portMin <= portMax ? ok(undefined) : wrong('port_range_max', 'is below port_range_min', 'exchange the two');
}

/** Of ICMP the range is one type and one code, and a code says nothing without its type. */
function checkIcmp(type: number | null, code: number | null): Result<void, Problem> {
  if (type === null) return wrong('port_range_min', 'is missing: an ICMP code needs its type', 'send the type too, or neither');
  if (type < 0 || type > 255) return wrong('port_range_min', 'is no ICMP type', 'use a type from 0 to 255');
  if (code !== null && (code < 0 || code > 255)) return wrong('port_range_max', 'is no ICMP code', 'use a code from 0 to 255');
  return ok(undefined);
}

const wrong = (field: string, reason: string, fix: string): Result<never, Problem> =>
  err({ kind: 'invalid-field', resource: 'security_group_rule', field: `security_group_rule.${field}`, reason, fix });

/** The rule as packets see it. */
export function matchOf({ etherType, protocol, portMin, portMax, remotePrefix, remoteGroupId }: RuleTerms): FilterMatch {
  const number = protocol === null ? null : protocolNumberOf(protocol, etherType);
  if (number === undefined) throw new Error(`a stored rule has protocol ${protocol}`);
  const remote = remoteGroupId !== null ? { groupId: remoteGroupId } : remotePrefix !== null ? { cidr: remotePrefix } : null;
  return { family: familyOf[etherType], protocol: number, portMin, portMax, remote };
}

/** Whether two rules let exactly the same through: a group holds each once. `icmp` and `1` are the same protocol. */
export function sameTerms(a: RuleTerms, b: RuleTerms): boolean {
  if (a.direction !== b.direction || a.portMin !== b.portMin || a.portMax !== b.portMax || a.remoteGroupId !== b.remoteGroupId)
    return false;
  const [left, right] = [matchOf(a), matchOf(b)];
  if (left.family !== right.family || left.protocol !== right.protocol) return false;
  const [first, second] = [a.remotePrefix, b.remotePrefix];
  if (first === null || second === null) return first === second;
  return first.first === second.first && first.length === second.length;
}
