import type { Family } from '../address/address.ts';
import { rangesOfAddresses, rangesOfCidrs, type RangeSet } from '../address/ranges.ts';
import type { Direction } from '../security/group.ts';
import type { AclMatch, FilterMatch } from '../topology/router.ts';
import { groupOf } from './lookup.ts';
import type { PortSpan } from './packet.ts';
import type { WorldVpc } from './world.ts';

/** The sets of far addresses that the rules of the VPC's groups name: what they can tell apart. */
export const remotes = (vpcs: readonly WorldVpc[], direction: Direction, family: Family): readonly RangeSet[] =>
  vpcs.flatMap((vpc) =>
    groupRules(vpc, [direction]).flatMap(({ remote }): RangeSet[] => {
      if (remote === null) return [];
      if ('cidr' in remote) return remote.cidr.family === family ? [rangesOfCidrs(family, [remote.cidr])] : [];
      return [rangesOfAddresses(family, groupOf(vpc, remote.groupId)?.members ?? [])];
    }),
  );

/** The blocks that the network ACLs of the VPCs name. */
export const aclBlocks = (vpcs: readonly WorldVpc[], family: Family): readonly RangeSet[] =>
  vpcs
    .flatMap(aclRules)
    .flatMap(({ source, destination }) => [source, destination])
    .flatMap((block) => (block !== null && block.family === family ? [rangesOfCidrs(family, [block])] : []));

/** All ports in pieces that no rule of any group or ACL of the VPCs runs through. */
export function portPieces(vpcs: readonly WorldVpc[], family: Family): readonly PortSpan[] {
  const starts = new Set([0]);
  const cut = (span: PortSpan | null): void => {
    if (span !== null) starts.add(span[0]).add(span[1] + 1);
  };
  for (const vpc of vpcs) {
    for (const rule of groupRules(vpc, ['ingress', 'egress']))
      if (rule.family === family && (rule.portMin !== null || rule.portMax !== null)) cut([rule.portMin ?? 0, rule.portMax ?? 65535]);
    for (const rule of aclRules(vpc)) {
      cut(rule.sourcePorts);
      cut(rule.destinationPorts);
    }
  }
  const sorted = [...starts].filter((port) => port <= 65535).toSorted((a, b) => a - b);
  return sorted.map((first, index): PortSpan => [first, (sorted[index + 1] ?? 65536) - 1]);
}

/** Rules of the groups that ports of the VPC are in. */
function groupRules(vpc: WorldVpc, directions: readonly Direction[]): readonly FilterMatch[] {
  const used = new Set(vpc.ports.flatMap(({ groupIds }) => groupIds ?? []));
  return vpc.groups.filter(({ id }) => used.has(id)).flatMap((group) => directions.flatMap((direction) => group[direction]));
}

const aclRules = (vpc: WorldVpc): readonly AclMatch[] =>
  vpc.subnets.flatMap(({ acl }) => (acl === null ? [] : [...acl.ingress, ...acl.egress]));
