import { formatCidr, type AclMatch, type Cidr, type Direction, type Router, type RouterSubnet } from '@isthmus/core';
import { acls, passed, setPassed } from './marks.ts';
import { elements, inBlock, neighbours, ofFamily, ofProtocol, protocolNumber, range } from './matches.ts';

/**
 * Network ACLs: stateless, at the border of a subnet; what stays inside it is not looked at. First match wins, and no
 * match is a no. A subnet finds its chain by its block, in one map for each direction and family.
 *
 * A change does not cut connections: a flow that has passed once in both directions goes on. One that is known and has
 * passed in neither is of before the first ACL here, for what opens a flow passes or opens none. Errors about a flow are
 * none of it: they are judged like any other packet.
 */
export function aclLines(router: Router): readonly string[] {
  const guarded = router.subnets.filter(({ acl }) => acl !== null);
  if (guarded.length === 0) return [];
  return [
    ...guarded.flatMap((subnet) => [subnetChain(subnet, 'ingress'), subnetChain(subnet, 'egress')]),
    ...borders.flatMap(({ map, direction, family }) => {
      const blocks = guarded.flatMap((subnet) =>
        blocksOf(subnet)
          .filter((cidr) => cidr.family === family)
          .map((cidr) => `${formatCidr(cidr)} : jump ${chainName(subnet, direction)}`),
      );
      return `map ${map} { type ipv${family}_addr : verdict; flags interval; ${elements(blocks)}}`;
    }),
    `chain borders { type filter hook forward priority filter - 5; policy accept; ${[
      `ct state established ${acls} vmap { 0 : accept, ${passed.there | passed.back} : accept }`,
      ...borders.map(({ map, side }) => `${side} vmap @${map}`),
      `ct state new,established ct direction original ${setPassed('there')}`,
      `ct state established ct direction reply ${setPassed('back')}`,
    ]
      .map((rule) => `${rule}; `)
      .join('')}}`,
    // The gateway of another subnet is across the border too.
    `chain toGateways { type filter hook input priority filter - 5; policy accept; ${neighbours} accept; ${borders
      .filter(({ direction }) => direction === 'egress')
      .map(({ map, side }) => `${side} vmap @${map}; `)
      .join('')}}`,
  ];
}

const borders = [
  { map: 'leaving4', direction: 'egress', family: 4, side: 'ip saddr' },
  { map: 'leaving6', direction: 'egress', family: 6, side: 'ip6 saddr' },
  { map: 'entering4', direction: 'ingress', family: 4, side: 'ip daddr' },
  { map: 'entering6', direction: 'ingress', family: 6, side: 'ip6 daddr' },
] as const satisfies readonly { map: string; direction: Direction; family: 4 | 6; side: string }[];

const blocksOf = ({ cidr, cidrV6 }: RouterSubnet): readonly Cidr[] => (cidrV6 === null ? [cidr] : [cidr, cidrV6]);
const chainName = ({ id }: RouterSubnet, direction: Direction): string => `acl_${direction}_${id.replaceAll('-', '')}`;

function subnetChain(subnet: RouterSubnet, direction: Direction): string {
  const otherEnd = direction === 'ingress' ? 'saddr' : 'daddr';
  const inside = blocksOf(subnet).map((cidr) => `${inBlock(otherEnd, cidr)} return`);
  const rules = subnet.acl![direction].flatMap(rulesOf);
  return `chain ${chainName(subnet, direction)} { ${[...inside, ...rules].map((rule) => `${rule}; `).join('')}drop; }`;
}

/** Ports are of TCP and UDP; without a protocol they mean either. A block of the other family matches nothing. */
function rulesOf({ action, family, protocol, source, destination, sourcePorts, destinationPorts }: AclMatch): readonly string[] {
  if ([source, destination].some((cidr) => cidr !== null && cidr.family !== family)) return [];
  const ports = [
    ...(sourcePorts === null ? [] : [range('sport', ...sourcePorts)]),
    ...(destinationPorts === null ? [] : [range('dport', ...destinationPorts)]),
  ];
  const isIcmp = protocol === protocolNumber.icmp || protocol === protocolNumber.icmpV6;
  if (ports.length > 0 && isIcmp) return [];
  const either = `meta l4proto { ${protocolNumber.tcp}, ${protocolNumber.udp} }`;
  return [
    [
      ofFamily(family),
      ...(source === null ? [] : [inBlock('saddr', source)]),
      ...(destination === null ? [] : [inBlock('daddr', destination)]),
      ...(ports.length > 0 && protocol === null ? [either] : ofProtocol(protocol)),
      ...ports,
      action === 'allow' ? 'return' : 'drop',
    ].join(' '),
  ];
}
