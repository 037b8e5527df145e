import { formatAddress, formatCidr, type Cidr, type FilterMatch, type VpcId } from '@isthmus/core';
import type { Entry } from './entry.ts';
import type { Command } from './kernel.ts';

/**
 * A command as the line that a person would type for the same thing on a real host. The simulated kernel has its own
 * grain: a line here is one of its commands, not necessarily one of iproute2's.
 */
export function lineOf({ op, vpcId, row }: Command): string {
  const { entry } = row;
  const verb = op === 'set' ? 'replace' : 'del';
  if (entry.kind === 'router') return `ip netns ${op === 'set' ? 'add' : 'del'} ${nameOf(vpcId)}`;
  if (entry.kind === 'group' || entry.kind === 'acl') return `nft -n ${nameOf(vpcId)} ${verb} ${filterLine(entry)}`;
  return `ip -n ${nameOf(vpcId)} ${networkLine(entry, verb)}`;
}

const nameOf = (vpcId: VpcId): string => `sim-${vpcId}`;
const prefixed = (cidr: Cidr, text: string): string => `${text}/${cidr.length}`;

function networkLine(entry: Exclude<Entry, { kind: 'router' | 'group' | 'acl' }>, verb: string): string {
  switch (entry.kind) {
    case 'block':
      return `route ${verb} unreachable ${formatCidr(entry.cidr)}`;
    case 'segment':
      return `rule ${verb} iif ${entry.subnetId} lookup ${entry.tableId}`;
    case 'local':
      return entry.gateway === null
        ? `route ${verb} ${formatCidr(entry.cidr)} dev ${entry.subnetId} table local`
        : `address ${verb} ${prefixed(entry.cidr, formatAddress(entry.gateway))} dev ${entry.subnetId}`;
    case 'half':
      return `link ${verb} ${entry.peeringId} type veth peer netns ${nameOf(entry.peerVpcId)}`;
    case 'port':
      return `neighbour ${verb} ${entry.port.addresses.map(formatAddress).join(',')} lladdr ${entry.port.mac} dev ${entry.port.subnetId} nud permanent`;
    case 'route':
      return `route ${verb} ${formatCidr(entry.destination)} dev ${entry.peeringId} table ${entry.tableId}`;
  }
}

function filterLine(entry: Extract<Entry, { kind: 'group' | 'acl' }>): string {
  if (entry.kind === 'acl')
    return `chain acl ${entry.subnetId} # ${entry.acl.ingress.length} in, ${entry.acl.egress.length} out, else drop`;
  const { id, ingress, egress, members } = entry.group;
  const rules = [...ingress.map((match) => `in ${ruleLine(match)}`), ...egress.map((match) => `out ${ruleLine(match)}`)];
  return `chain group ${id} # ${members.length} members; ${rules.join('; ') || 'no rule'}; else drop`;
}

function ruleLine({ family, protocol, portMin, portMax, remote }: FilterMatch): string {
  const where = remote === null ? 'any' : 'cidr' in remote ? formatCidr(remote.cidr) : `group ${remote.groupId}`;
  const ports = portMin === null && portMax === null ? '' : ` ${portMin ?? 'any'}-${portMax ?? 'any'}`;
  return `IPv${family} ${protocol === null ? 'any' : `proto ${protocol}`}${ports} ${where}`;
}
