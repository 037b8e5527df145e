import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import Button from '@cloudscape-design/components/button';
import { listSecurityGroups } from '../../api/security-group.ts';
import { paths } from '../../paths.ts';
import { Empty } from '../../ui/empty.tsx';
import { Refused } from '../../ui/refused.tsx';
import { useSession } from '../../ui/session-context.ts';
import { SmallTable } from '../../ui/small-table.tsx';
import { To } from '../../ui/to.tsx';
import { useWords, useWordsOf } from '../../words/language.ts';
import { securityWords } from './words.ts';

/** The security groups of the project, which its VPCs share; their rules are on their own pages. */
export function SecurityGroups() {
  const words = useWords();
  const say = useWordsOf(securityWords);
  const { project } = useSession();
  const [, navigate] = useLocation();
  const groups = useQuery(listSecurityGroups(project.id));
  if (groups.isError) return <Refused error={groups.error} retry={() => void groups.refetch()} />;
  return (
    <SmallTable
      title={say.title}
      items={groups.data}
      empty={<Empty title={say.emptyTitle} text={say.empty} />}
      actions={<Button onClick={() => navigate(paths.securityGroups(project.id))}>{say.open}</Button>}
      columns={[
        {
          id: 'name',
          header: words.common.name,
          isRowHeader: true,
          cell: ({ id, name }) => <To path={paths.securityGroup(project.id, id)}>{name}</To>,
        },
        { id: 'rules', header: words.common.count, cell: ({ security_group_rules }) => security_group_rules.length },
        { id: 'description', header: words.common.description, cell: ({ description }) => description || words.common.none },
      ]}
    />
  );
}
