import { useQuery } from '@tanstack/react-query';
import { listPeerings, seenBy } from '../../api/peering.ts';
import { paths } from '../../paths.ts';
import { Empty } from '../../ui/empty.tsx';
import { ShortId } from '../../ui/id-text.tsx';
import { Refused } from '../../ui/refused.tsx';
import { useSession } from '../../ui/session-context.ts';
import { SmallTable } from '../../ui/small-table.tsx';
import { PeeringStatusText } from '../../ui/status.tsx';
import { To } from '../../ui/to.tsx';
import { useWords } from '../../words/language.ts';

export function PeeringsOfVpc({ vpcId }: { readonly vpcId: string }) {
  const words = useWords();
  const { project } = useSession();
  const peerings = useQuery(listPeerings(project.id, { vpc_id: vpcId }, null));
  if (peerings.isError) return <Refused error={peerings.error} retry={() => void peerings.refetch()} />;
  return (
    <SmallTable
      title={words.vpc.peerings}
      items={peerings.data?.items}
      empty={<Empty title={words.peering.emptyTitle} text="" />}
      columns={[
        {
          id: 'name',
          header: words.common.name,
          isRowHeader: true,
          cell: ({ id, name }) => <To path={paths.peering(project.id, id)}>{name}</To>,
        },
        { id: 'status', header: words.common.status, cell: ({ status }) => <PeeringStatusText status={status} /> },
        {
          id: 'peer',
          header: words.peering.peerVpcId,
          cell: (peering) => <ShortId id={seenBy(project.id, peering).peer.vpc_id} what={words.peering.peerVpcId} />,
        },
      ]}
    />
  );
}
