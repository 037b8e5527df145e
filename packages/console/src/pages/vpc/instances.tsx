import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { allInstances } from '../../api/instance.ts';
import { paths } from '../../paths.ts';
import { Do } from '../../ui/do.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Refused } from '../../ui/refused.tsx';
import { useSession } from '../../ui/session-context.ts';
import { SmallTable } from '../../ui/small-table.tsx';
import { To } from '../../ui/to.tsx';
import { useWords } from '../../words/language.ts';
import { InstanceStatusText } from '../instance/status.tsx';

export function InstancesOfVpc({ vpcId }: { readonly vpcId: string }) {
  const words = useWords();
  const { project } = useSession();
  const [, navigate] = useLocation();
  const instances = useQuery(allInstances(project.id));
  if (instances.isError) return <Refused error={instances.error} retry={() => void instances.refetch()} />;
  return (
    <SmallTable
      title={words.vpc.instances}
      items={instances.data?.filter(({ vpc_id }) => vpc_id === vpcId)}
      empty={<Empty title={words.instance.emptyTitle} text={words.instance.empty} />}
      actions={
        <Do operation="create-instance" go={() => navigate(`${paths.createInstance(project.id)}?vpc=${vpcId}`)}>
          {words.instance.create}
        </Do>
      }
      columns={[
        {
          id: 'name',
          header: words.common.name,
          isRowHeader: true,
          cell: ({ id, name }) => <To path={paths.instance(project.id, id)}>{name}</To>,
        },
        { id: 'address', header: words.instance.address, cell: ({ ip_address }) => ip_address },
        { id: 'status', header: words.common.status, cell: ({ status }) => <InstanceStatusText status={status} /> },
      ]}
    />
  );
}
