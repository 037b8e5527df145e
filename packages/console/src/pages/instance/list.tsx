import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { listInstances, type Instance } from '../../api/instance.ts';
import { allVpcs } from '../../api/vpc.ts';
import { paths } from '../../paths.ts';
import { ListPage } from '../../ui/list-page.tsx';
import { useSession } from '../../ui/session-context.ts';
import { To } from '../../ui/to.tsx';
import { useWords } from '../../words/language.ts';
import { InstanceStatusText } from './status.tsx';

export default function InstanceList() {
  const words = useWords();
  const { project } = useSession();
  const [, navigate] = useLocation();
  const vpcs = useQuery(allVpcs(project.id));
  return (
    <ListPage<Instance>
      title={words.instance.title}
      lead={words.instance.lead}
      create={{ operation: 'create-instance', text: words.instance.create, go: () => navigate(paths.createInstance(project.id)) }}
      search
      read={(marker, search) => listInstances(project.id, marker, search)}
      counted={words.instance.count}
      columns={[
        {
          id: 'name',
          header: words.common.name,
          isRowHeader: true,
          cell: ({ id, name }) => <To path={paths.instance(project.id, id)}>{name}</To>,
        },
        { id: 'status', header: words.common.status, cell: ({ status }) => <InstanceStatusText status={status} /> },
        { id: 'address', header: words.instance.address, cell: ({ ip_address }) => ip_address ?? words.common.none },
        {
          id: 'vpc',
          header: words.instance.vpc,
          cell: ({ vpc_id }) => (
            <To path={paths.vpc(project.id, vpc_id)}>{vpcs.data?.find(({ id }) => id === vpc_id)?.name ?? vpc_id.slice(0, 8)}</To>
          ),
        },
      ]}
      operations={({ id, name }) => (
        <To path={paths.instance(project.id, id)} label={`${words.instance.probe}: ${name}`}>
          {words.instance.probe}
        </To>
      )}
      empty={{ title: words.instance.emptyTitle, text: words.instance.empty }}
    />
  );
}
