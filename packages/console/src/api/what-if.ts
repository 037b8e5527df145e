import { protocolNumberOf } from '@isthmus/core';
import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client.ts';
import type { RuleRequest } from './security-group.ts';
import type { Answered, Sent } from './shape.ts';

const path = '/isthmus/v1/projects/{project_id}/what-if';

export type Change = Sent<typeof path, 'post'>['changes'][number];
export type WhatIf = Answered<typeof path, 'post'>;
export type Flow = WhatIf['opened'][number];

/** What changes would newly let through and cut, without making any. */
export const whatIf = (projectId: string, changes: readonly Change[]) =>
  queryOptions({
    queryKey: [projectId, 'what-if', changes],
    queryFn: () => answer(client.POST(path, { params: { path: { project_id: projectId } }, body: { changes: [...changes] } })),
  });

/** Rules of a security group as changes. Null where the protocol of one is no protocol. */
export function ruleChanges(
  type: 'create-security-group-rule' | 'delete-security-group-rule',
  rules: readonly RuleRequest[],
): readonly Change[] | null {
  const changes: Change[] = [];
  for (const rule of rules) {
    const protocol = rule.protocol === null ? null : protocolNumberOf(rule.protocol, rule.ethertype);
    if (protocol === undefined) return null;
    const { security_group_id, direction, ethertype, port_range_min, port_range_max, remote_ip_prefix, remote_group_id } = rule;
    changes.push({
      type,
      security_group_id,
      direction,
      ethertype,
      protocol,
      port_range_min,
      port_range_max,
      remote_ip_prefix,
      remote_group_id,
    });
  }
  return changes;
}
