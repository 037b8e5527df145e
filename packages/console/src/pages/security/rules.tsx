import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  deleteRule,
  listSecurityGroups,
  requestOf,
  type RuleRequest,
  type SecurityGroup,
  type SecurityGroupRule,
} from '../../api/security-group.ts';
import { ruleChanges } from '../../api/what-if.ts';
import { paths } from '../../paths.ts';
import { DeleteButton } from '../../ui/delete-button.tsx';
import { Do } from '../../ui/do.tsx';
import { Empty } from '../../ui/empty.tsx';
import { useSession } from '../../ui/session-context.ts';
import { SmallTable } from '../../ui/small-table.tsx';
import { To } from '../../ui/to.tsx';
import { useWords, useWordsOf } from '../../words/language.ts';
import { AddRule } from './add-rule.tsx';
import { FastAdd } from './fast-add.tsx';
import { serviceText } from './rule-text.ts';
import { securityWords } from './words.ts';

/** The rules of one direction, with what each deletion would cut. */
export function Rules({ group, direction }: { readonly group: SecurityGroup; readonly direction: RuleRequest['direction'] }) {
  const words = useWords();
  const say = useWordsOf(securityWords);
  const { project } = useSession();
  const groups = useQuery(listSecurityGroups(project.id));
  const [adding, setAdding] = useState<'one' | 'usual' | null>(null);
  const nameOf = (id: string): string => groups.data?.find((other) => other.id === id)?.name ?? id.slice(0, 8);
  const remoteText = ({ remote_group_id, remote_ip_prefix, ethertype }: SecurityGroupRule): string =>
    remote_group_id !== null ? nameOf(remote_group_id) : (remote_ip_prefix ?? (ethertype === 'IPv6' ? '::/0' : '0.0.0.0/0'));
  const rules = group.security_group_rules.filter((rule) => rule.direction === direction).toSorted(byService);
  const title = direction === 'ingress' ? say.inbound : say.outbound;
  return (
    <>
      <SmallTable
        title={title}
        items={rules}
        empty={<Empty title={say.noRules} text={say.noRulesText} />}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            {direction === 'ingress' && (
              <Do operation="create-security-group-rules" go={() => setAdding('usual')}>
                {say.fastAdd}
              </Do>
            )}
            <Do operation="create-security-group-rules" go={() => setAdding('one')}>
              {say.add}
            </Do>
          </SpaceBetween>
        }
        columns={[
          {
            id: 'service',
            header: `${say.protocol}, ${say.ports}`,
            isRowHeader: true,
            cell: (rule) => serviceText(requestOf(rule), say.all),
          },
          { id: 'type', header: say.type, cell: ({ ethertype }) => ethertype },
          {
            id: 'remote',
            header: direction === 'ingress' ? say.source : say.destination,
            cell: (rule) =>
              rule.remote_group_id === null ? (
                remoteText(rule)
              ) : (
                <To path={paths.securityGroup(project.id, rule.remote_group_id)}>{remoteText(rule)}</To>
              ),
          },
          { id: 'description', header: words.common.description, cell: ({ description }) => description || words.common.none },
          {
            id: 'operation',
            header: words.common.operation,
            cell: (rule) => {
              const text = `${serviceText(requestOf(rule), say.all)} (${rule.ethertype}) ${remoteText(rule)}`;
              return (
                <DeleteButton
                  place="row"
                  ask="yes-no"
                  name={text}
                  operation="delete-security-group-rule"
                  title={say.deleteRuleTitle(text)}
                  text={say.deleteRuleText}
                  changes={ruleChanges('delete-security-group-rule', [requestOf(rule)])}
                  run={() => deleteRule(project.id, rule.id)}
                  said={say.ruleDeleted}
                />
              );
            },
          },
        ]}
      />
      {adding === 'one' && <AddRule group={group} direction={direction} close={() => setAdding(null)} />}
      {adding === 'usual' && <FastAdd group={group} close={() => setAdding(null)} />}
    </>
  );
}

/** IPv4 before IPv6, then by protocol and port: the order of the service's answer says nothing. */
const byService = (a: SecurityGroupRule, b: SecurityGroupRule): number =>
  a.ethertype.localeCompare(b.ethertype) ||
  (a.protocol ?? '').localeCompare(b.protocol ?? '') ||
  (a.port_range_min ?? 0) - (b.port_range_min ?? 0) ||
  (a.remote_ip_prefix ?? '').localeCompare(b.remote_ip_prefix ?? '');
