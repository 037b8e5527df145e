import { parseAddress } from '../address/address.ts';
import { hostBlock, parseCidr, type Cidr } from '../address/cidr.ts';
import type { Problem } from '../problem.ts';
import { err, must, ok, type Result } from '../result.ts';
import type { AclMatch, RouterAcl } from '../topology/router.ts';
import type { AclRule } from './acl.ts';

/** Everything of a rule but what it is called and whose it is. */
export type AclTerms = Pick<AclRule, 'action' | 'family' | 'protocol' | 'source' | 'destination' | 'sourcePorts' | 'destinationPorts'>;

const protocolNumbers: Readonly<Record<NonNullable<AclRule['protocol']>, number>> = { tcp: 6, udp: 17, icmp: 1, icmpv6: 58 };

/** The number its packets carry: ICMP is another protocol in IPv6, whatever word was used for it. */
function numberOf({ protocol, family }: Pick<AclRule, 'protocol' | 'family'>): number | null {
  if (protocol === 'icmp' || protocol === 'icmpv6') return family === 4 ? protocolNumbers.icmp : protocolNumbers.icmpv6;
  return protocol === null ? null : protocolNumbers[protocol];
}

const blockFrom = (text: string): Result<Cidr, { readonly reason: string; readonly fix: string }> => {
  if (text.includes('/')) return parseCidr(text);
  const address = parseAddress(text);
  return address.ok ? ok(hostBlock(address.value)) : address;
};

/** Whether the parts of a rule agree with each other. */
export function checkAclRule({ family, protocol, source, destination, sourcePorts, destinationPorts }: AclTerms): Result<void, Problem> {
  for (const [field, text] of [
    ['source_ip_address', source],
    ['destination_ip_address', destination],
  ] as const) {
    if (text === null) continue;
    const block = blockFrom(text);
    if (!block.ok) return wrong(field, block.problem.reason, block.problem.fix);
    if (block.value.family !== family) return wrong(field, `is not IPv${family}`, `use a block of IPv${family}, or the other ip_version`);
  }
  for (const [field, spans] of [
    ['source_port', sourcePorts],
    ['destination_port', destinationPorts],
  ] as const) {
    if (spans.length > 0 && protocol !== 'tcp' && protocol !== 'udp')
      return wrong(field, 'needs protocol tcp or udp', 'say which of the two, or leave the ports out');
    for (const [first, last] of spans)
      if (first < 1 || last > 65_535 || first > last)
        return wrong(field, 'is no range of ports', 'use ports from 1 to 65535, such as 80 or 8000:8080');
  }
  return ok(undefined);
}

const wrong = (field: string, reason: string, fix: string): Result<never, Problem> =>
  err({ kind: 'invalid-field', resource: 'firewall_rule', field: `firewall_rule.${field}`, reason, fix });

/** A rule as packets see it: one match for each pair of port ranges; none of one that is disabled. */
export function matchesOf(rule: AclTerms & Pick<AclRule, 'enabled'>): readonly AclMatch[] {
  if (!rule.enabled) return [];
  const cidr = (text: string | null): Cidr | null => (text === null ? null : must(blockFrom(text)));
  const common = {
    action: rule.action,
    family: rule.family,
    protocol: numberOf(rule),
    source: cidr(rule.source),
    destination: cidr(rule.destination),
  };
  const orAll = (spans: AclRule['sourcePorts']) => (spans.length === 0 ? [null] : spans);
  return orAll(rule.sourcePorts).flatMap((sourcePorts) =>
    orAll(rule.destinationPorts).map((destinationPorts): AclMatch => ({ ...common, sourcePorts, destinationPorts })),
  );
}

const always: Pick<AclMatch, 'action' | 'family' | 'protocol' | 'source' | 'destination' | 'sourcePorts' | 'destinationPorts'> = {
  action: 'allow',
  family: 4,
  protocol: null,
  source: null,
  destination: null,
  sourcePorts: null,
  destinationPorts: null,
};
const block = (text: string): Cidr => must(parseCidr(text));
const [groups, metadata, services] = [block('224.0.0.0/24'), block('169.254.169.254/32'), block('100.125.0.0/16')];

/** What no ACL can stop (published): local multicast, the metadata service, and the public services, both ways. */
const alwaysIn: readonly AclMatch[] = [
  { ...always, destination: groups },
  { ...always, source: metadata, protocol: 6, sourcePorts: [80, 80] },
  { ...always, source: services },
];
const alwaysOut: readonly AclMatch[] = [
  { ...always, destination: groups },
  { ...always, destination: metadata, protocol: 6, destinationPorts: [80, 80] },
  { ...always, destination: services },
];

/** What a subnet's border does: in the order of the rules, and a no at the end. */
export const routerAcl = (ingress: readonly AclRule[], egress: readonly AclRule[]): RouterAcl =>
  borderOf(ingress.flatMap(matchesOf), egress.flatMap(matchesOf));

/** The same from what the rules match. */
export const borderOf = (ingress: readonly AclMatch[], egress: readonly AclMatch[]): RouterAcl => ({
  ingress: [...alwaysIn, ...ingress],
  egress: [...alwaysOut, ...egress],
});
