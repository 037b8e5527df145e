import { useQuery } from '@tanstack/react-query';
import { allInstances } from '../../api/instance.ts';
import { paths } from '../../paths.ts';
import { Empty } from '../../ui/empty.tsx';
import { Refused } from '../../ui/refused.tsx';
import { useSession } from '../../ui/session-context.ts';
import { SmallTable } from '../../ui/small-table.tsx';
import { To } from '../../ui/to.tsx';
import { useWords, useWordsOf } from '../../words/language.ts';
import { InstanceStatusText } from '../instance/status.tsx';
import { securityWords } from './words.ts';

/** The instances that the group's rules hold for. */
export function Members({ groupId }: { readonly groupId: string }) {
  const words = useWords();
  const say = useWordsOf(securityWords);
  const { project } = useSession();
  const instances = useQuery(allInstances(project.id));
  if (instances.isError) return <Refused error={instances.error} retry={() => void instances.refetch()} />;
  return (
    <SmallTable
      title={say.members}
      items={instances.data?.filter(({ security_group_ids }) => security_group_ids.includes(groupId))}
      empty={<Empty title={say.noMembers} text={say.noMembersText} />}
      columns={[
        {
          id: 'name',
          header: words.common.name,
          isRowHeader: true,
          cell: ({ id, name }) => <To path={paths.instance(project.id, id)}>{name}</To>,
        },
        { id: 'address', header: words.instance.address, cell: ({ ip_address }) => ip_address ?? words.common.none },
        { id: 'status', header: words.common.status, cell: ({ status }) => <InstanceStatusText status={status} /> },
      ]}
    />
  );
}
