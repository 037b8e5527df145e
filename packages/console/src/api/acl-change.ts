import { formatCidr, matchesOf, type AclMatch, type AclRule as CoreRule, type AclTerms } from '@isthmus/core';
import type { AclDirection, AclRule, AclRuleRequest } from './acl.ts';
import type { Change } from './what-if.ts';

/** Up to 15 ports or ranges, as the service takes them. */
const portsPattern = /^\d{1,5}([:-]\d{1,5})?(,\d{1,5}([:-]\d{1,5})?){0,14}$/;

/** `22,8000:8080` as spans; undefined for what is no list of ports. */
function spansOf(text: string | null): CoreRule['sourcePorts'] | undefined {
  if (text === null) return [];
  if (!portsPattern.test(text)) return undefined;
  return text.split(',').map((span) => {
    const [first = '', last = first] = span.split(/[:-]/);
    return [Number(first), Number(last)];
  });
}

/** A rule as core's rules read it. Undefined where its ports are none. */
export function termsOf(rule: AclRuleRequest): AclTerms | undefined {
  const [sourcePorts, destinationPorts] = [spansOf(rule.source_port), spansOf(rule.destination_port)];
  if (sourcePorts === undefined || destinationPorts === undefined) return undefined;
  return {
    action: rule.action,
    family: rule.ip_version,
    protocol: rule.protocol,
    source: rule.source_ip_address,
    destination: rule.destination_ip_address,
    sourcePorts,
    destinationPorts,
  };
}

/** Which list of rules, and of which ACL. */
export interface RulesOf {
  readonly aclId: string;
  readonly direction: AclDirection;
}

const matchChange = ({ action, family, protocol, source, destination, sourcePorts, destinationPorts }: AclMatch) => ({
  action,
  ethertype: family === 4 ? ('IPv4' as const) : ('IPv6' as const),
  protocol,
  source: source && formatCidr(source),
  destination: destination && formatCidr(destination),
  source_ports: sourcePorts && [...sourcePorts],
  destination_ports: destinationPorts && [...destinationPorts],
});

const inserted = ({ aclId, direction }: RulesOf, matches: readonly AclMatch[], after: string | null): readonly Change[] =>
  matches.map((match) => ({ type: 'insert-acl-rule', firewall_id: aclId, direction, after_rule_id: after, ...matchChange(match) }));

/** A rule that core's rules accept, as changes that put it behind another, or before all: one for each pair of port ranges. */
export const insertion = (of: RulesOf, terms: AclTerms, after: string | null): readonly Change[] =>
  inserted(of, matchesOf({ ...terms, enabled: true }), after);

export const removal = ({ aclId, direction }: RulesOf, ruleId: string): Change => ({
  type: 'remove-acl-rule',
  firewall_id: aclId,
  direction,
  firewall_rule_id: ruleId,
});

/** The rule where it stands, saying these terms. To packets, a disabled rule is none. */
export function replacement(of: RulesOf, was: AclRule, { enabled, ...terms }: AclTerms & { readonly enabled: boolean }): readonly Change[] {
  const [first, ...more] = matchesOf({ ...terms, enabled: true });
  if (first === undefined) return [];
  if (was.enabled && !enabled) return [removal(of, was.id)];
  if (!was.enabled && enabled) return insertion(of, terms, was.id);
  const update = { type: 'update-acl-rule', firewall_id: of.aclId, direction: of.direction, firewall_rule_id: was.id } as const;
  return [{ ...update, ...matchChange(first) }, ...(enabled ? inserted(of, more, was.id) : [])];
}
