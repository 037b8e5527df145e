import { must, parseCidr, type AclMatch, type FilterMatch, type SecurityGroupId } from '@isthmus/core';

/** A security group rule in short: absent parts match everything. */
export interface RuleSpec {
  readonly family: 4 | 6;
  readonly protocol?: number;
  /** A port range, or ICMP type and code. */
  readonly ports?: readonly [number, number | null];
  readonly cidr?: string;
  readonly group?: string;
}

export const protocols = { icmp: 1, tcp: 6, udp: 17, icmpV6: 58 } as const;

export const matchOf = ({ family, protocol, ports, cidr, group }: RuleSpec, groupId: (name: string) => SecurityGroupId): FilterMatch => ({
  family,
  protocol: protocol ?? null,
  portMin: ports?.[0] ?? null,
  portMax: ports?.[1] ?? null,
  remote: cidr !== undefined ? { cidr: must(parseCidr(cidr)) } : group !== undefined ? { groupId: groupId(group) } : null,
});

/** A network ACL rule in short: absent parts match everything. */
export interface AclSpec {
  readonly family: 4 | 6;
  readonly protocol?: number;
  readonly from?: string;
  readonly to?: string;
  readonly fromPorts?: readonly [number, number];
  readonly toPorts?: readonly [number, number];
}

const aclMatch = (action: AclMatch['action'], { family, protocol, from, to, fromPorts, toPorts }: AclSpec): AclMatch => ({
  action,
  family,
  protocol: protocol ?? null,
  source: from === undefined ? null : must(parseCidr(from)),
  destination: to === undefined ? null : must(parseCidr(to)),
  sourcePorts: fromPorts ?? null,
  destinationPorts: toPorts ?? null,
});

export const allow = (rule: AclSpec): AclMatch => aclMatch('allow', rule);
export const deny = (rule: AclSpec): AclMatch => aclMatch('deny', rule);
/** Everything, of both families. */
export const anything: readonly { readonly family: 4 | 6 }[] = [{ family: 4 }, { family: 6 }];
