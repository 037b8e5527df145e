import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { deleteRule, listSecurityGroups, type SecurityGroup, type SecurityGroupRule } from '../../api/security-group.ts';
import { useAct } from '../../ui/act.ts';
import { Loading } from '../../ui/loading.tsx';
import { Question } from '../../ui/question.tsx';
import { Refused } from '../../ui/refused.tsx';
import { useSession } from '../../ui/session-context.ts';
import { SmallTable } from '../../ui/small-table.tsx';
import { useWords } from '../../words/language.ts';
import { AddRule } from './add-rule.tsx';

/** The security groups of the project, which its VPCs share, with every rule. */
export function SecurityGroups() {
  const words = useWords();
  const { project } = useSession();
  const act = useAct();
  const groups = useQuery(listSecurityGroups(project.id));
  const [adding, setAdding] = useState<SecurityGroup | null>(null);
  const [deleting, setDeleting] = useState<SecurityGroupRule | null>(null);
  if (groups.isPending) return <Loading />;
  if (groups.isError) return <Refused error={groups.error} retry={() => void groups.refetch()} />;
  const nameOf = (id: string): string => groups.data.find((group) => group.id === id)?.name ?? id.slice(0, 8);
  const remoteOf = ({ remote_group_id, remote_ip_prefix, ethertype }: SecurityGroupRule): string =>
    remote_group_id === null ? (remote_ip_prefix ?? (ethertype === 'IPv6' ? '::/0' : '0.0.0.0/0')) : nameOf(remote_group_id);
  return (
    <SpaceBetween size="l">
      {groups.data.map((group) => (
        <SmallTable
          key={group.id}
          title={group.name}
          description={group.description}
          items={group.security_group_rules}
          empty={words.security.empty}
          actions={
            <Button ariaLabel={`${words.security.add}: ${group.name}`} onClick={() => setAdding(group)}>
              {words.security.add}
            </Button>
          }
          columns={[
            {
              id: 'direction',
              header: words.security.direction,
              isRowHeader: true,
              cell: ({ direction }) => (direction === 'ingress' ? words.security.ingress : words.security.egress),
            },
            { id: 'protocol', header: words.reach.protocol, cell: (rule) => `${rule.ethertype} ${rule.protocol ?? words.common.all}` },
            { id: 'ports', header: words.reach.port, cell: (rule) => portsOf(rule) ?? words.common.all },
            { id: 'remote', header: words.security.remote, cell: remoteOf },
            {
              id: 'operation',
              header: words.common.operation,
              cell: (rule) => (
                <Button
                  variant="inline-link"
                  ariaLabel={`${words.common.delete}: ${rule.direction} ${rule.protocol ?? words.common.all} ${remoteOf(rule)}`}
                  onClick={() => setDeleting(rule)}
                >
                  {words.common.delete}
                </Button>
              ),
            },
          ]}
        />
      ))}
      {adding && <AddRule group={adding} close={() => setAdding(null)} />}
      {deleting && (
        <Question
          title={words.security.deleteTitle}
          yes={words.common.yes}
          no={words.common.no}
          run={() => act(() => deleteRule(project.id, deleting.id), words.security.deleted)}
          close={() => setDeleting(null)}
        >
          {words.security.deleteText}
        </Question>
      )}
    </SpaceBetween>
  );
}

/** `443`, `8000-8080`, or null for all. */
function portsOf({ port_range_min: min, port_range_max: max }: SecurityGroupRule): string | null {
  if (min === null && max === null) return null;
  return min === max ? String(min) : `${min ?? ''}-${max ?? ''}`;
}
