import { checkRule, parseCidr, type Problem, type RuleTerms } from '@isthmus/core';
import type { RuleRequest } from '../../api/security-group.ts';

/** Why the service would refuse a rule, in core's own words, or empty: core's rule about rules, on the wire's shape. */
export function ruleProblem(rule: RuleRequest): string {
  const prefix = rule.remote_ip_prefix === null ? null : parseCidr(rule.remote_ip_prefix);
  if (prefix !== null && !prefix.ok) return `${rule.remote_ip_prefix} ${prefix.problem.reason}: ${prefix.problem.fix}.`;
  const checked = checkRule({
    direction: rule.direction,
    etherType: rule.ethertype,
    protocol: rule.protocol,
    portMin: rule.port_range_min,
    portMax: rule.port_range_max,
    remotePrefix: prefix === null ? null : prefix.value,
    remoteGroupId: rule.remote_group_id as RuleTerms['remoteGroupId'],
  });
  return checked.ok ? '' : said(checked.problem, rule);
}

/** What was written, what is wrong with it, and what to do: `70000 is no port: use a port from 1 to 65535.` */
function said(problem: Problem, rule: RuleRequest): string {
  if (problem.kind !== 'invalid-field') return problem.kind;
  const field = problem.field.split('.').at(-1) ?? '';
  return `${(rule as unknown as Readonly<Record<string, unknown>>)[field] ?? field} ${problem.reason}: ${problem.fix}.`;
}
