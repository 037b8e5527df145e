import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client.ts';
import type { Answered } from './shape.ts';

const groups = '/v1/{project_id}/security-groups';
const rules = '/v1/{project_id}/security-group-rules';

export type SecurityGroup = Answered<typeof groups, 'get'>['security_groups'][number];
export type SecurityGroupRule = SecurityGroup['security_group_rules'][number];

/** Every security group of the project, with its rules. */
export const listSecurityGroups = (projectId: string) =>
  queryOptions({
    queryKey: [projectId, 'security-groups'],
    queryFn: async () => (await answer(client.GET(groups, { params: { path: { project_id: projectId } } }))).security_groups,
  });

export interface RuleRequest {
  readonly security_group_id: string;
  readonly direction: 'ingress' | 'egress';
  readonly ethertype: 'IPv4' | 'IPv6';
  readonly protocol: string | null;
  readonly port_range_min: number | null;
  readonly port_range_max: number | null;
  readonly remote_ip_prefix: string | null;
}

export const createRule = (projectId: string, rule: RuleRequest) =>
  answer(client.POST(rules, { params: { path: { project_id: projectId } }, body: { security_group_rule: rule } }));

export const deleteRule = (projectId: string, id: string) =>
  answer(client.DELETE(`${rules}/{security_group_rule_id}`, { params: { path: { project_id: projectId, security_group_rule_id: id } } }));
