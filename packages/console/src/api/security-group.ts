import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client.ts';
import { pageQuery, type PageOf } from './page.ts';
import type { Answered } from './shape.ts';

const groups = '/v1/{project_id}/security-groups';
const listed = '/isthmus/v1/projects/{project_id}/security-groups';
const one = '/v1/{project_id}/security-groups/{security_group_id}';
const rules = '/v1/{project_id}/security-group-rules';

export type SecurityGroup = Answered<typeof groups, 'get'>['security_groups'][number];
export type SecurityGroupRule = SecurityGroup['security_group_rules'][number];

/** Every security group of the project, with its rules. */
export const listSecurityGroups = (projectId: string) =>
  queryOptions({
    queryKey: [projectId, 'security-groups'],
    queryFn: async () => (await answer(client.GET(groups, { params: { path: { project_id: projectId } } }))).security_groups,
  });

/** A security group in the list, with how many rules it has. */
export type ListedSecurityGroup = Answered<typeof listed, 'get'>['security_groups'][number];

export const listSecurityGroupPage = (projectId: string, marker: string | null, search: string | null) =>
  queryOptions({
    queryKey: [projectId, 'security-groups', 'page', search, marker],
    queryFn: async (): Promise<PageOf<ListedSecurityGroup>> => {
      const query = pageQuery(marker, search);
      const { security_groups, next_marker } = await answer(client.GET(listed, { params: { path: { project_id: projectId }, query } }));
      return { items: security_groups, next: next_marker ?? null };
    },
  });

export const showSecurityGroup = (projectId: string, id: string) =>
  queryOptions({
    queryKey: [projectId, 'security-group', id],
    queryFn: async () =>
      (await answer(client.GET(one, { params: { path: { project_id: projectId, security_group_id: id } } }))).security_group,
  });

export const createSecurityGroup = async (projectId: string, security_group: { readonly name: string; readonly description: string }) =>
  (await answer(client.POST(groups, { params: { path: { project_id: projectId } }, body: { security_group } }))).security_group;

export const deleteSecurityGroup = (projectId: string, id: string) =>
  answer(client.DELETE(one, { params: { path: { project_id: projectId, security_group_id: id } } }));

/** The published fields of a rule. At most one remote; neither is everyone. */
export interface RuleRequest {
  readonly security_group_id: string;
  readonly direction: 'ingress' | 'egress';
  readonly ethertype: 'IPv4' | 'IPv6';
  readonly protocol: string | null;
  readonly port_range_min: number | null;
  readonly port_range_max: number | null;
  readonly remote_ip_prefix: string | null;
  readonly remote_group_id: string | null;
  readonly description: string;
}

/** A rule that is there, as the request that would make it. */
export const requestOf = (rule: SecurityGroupRule): RuleRequest => ({
  security_group_id: rule.security_group_id,
  direction: rule.direction === 'egress' ? 'egress' : 'ingress',
  ethertype: rule.ethertype === 'IPv6' ? 'IPv6' : 'IPv4',
  protocol: rule.protocol,
  port_range_min: rule.port_range_min,
  port_range_max: rule.port_range_max,
  remote_ip_prefix: rule.remote_ip_prefix,
  remote_group_id: rule.remote_group_id,
  description: rule.description,
});

export const createRule = (projectId: string, rule: RuleRequest) =>
  answer(client.POST(rules, { params: { path: { project_id: projectId } }, body: { security_group_rule: rule } }));

/** All of them or none. */
export const createRules = (projectId: string, groupId: string, requests: readonly RuleRequest[]) =>
  answer(
    client.POST('/v3/{project_id}/vpc/security-groups/{security_group_id}/security-group-rules/batch-create', {
      params: { path: { project_id: projectId, security_group_id: groupId } },
      body: {
        security_group_rules: requests.map(({ port_range_min: min, port_range_max: max, ...rule }) => ({
          direction: rule.direction,
          ethertype: rule.ethertype,
          protocol: rule.protocol,
          multiport: min === null ? null : max === null || max === min ? String(min) : `${min}-${max}`,
          remote_ip_prefix: rule.remote_ip_prefix,
          remote_group_id: rule.remote_group_id,
          description: rule.description,
        })),
      },
    }),
  );

export const deleteRule = (projectId: string, id: string) =>
  answer(client.DELETE(`${rules}/{security_group_rule_id}`, { params: { path: { project_id: projectId, security_group_rule_id: id } } }));

/** The groups of a port, those and no others. */
export const setPortGroups = (portId: string, groupIds: readonly string[]) =>
  answer(
    client.PUT('/v2.0/ports/{port_id}', { params: { path: { port_id: portId } }, body: { port: { security_groups: [...groupIds] } } }),
  );
