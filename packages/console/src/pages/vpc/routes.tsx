import { useQuery } from '@tanstack/react-query';
import { listRoutes } from '../../api/route.ts';
import { paths } from '../../paths.ts';
import { Empty } from '../../ui/empty.tsx';
import { Refused } from '../../ui/refused.tsx';
import { useSession } from '../../ui/session-context.ts';
import { SmallTable } from '../../ui/small-table.tsx';
import { To } from '../../ui/to.tsx';
import { useWords } from '../../words/language.ts';

/** Routes of the VPC's default table that lead to peerings. */
export function RoutesOfVpc({ vpcId }: { readonly vpcId: string }) {
  const words = useWords();
  const { project } = useSession();
  const routes = useQuery(listRoutes(project.id, vpcId));
  if (routes.isError) return <Refused error={routes.error} retry={() => void routes.refetch()} />;
  return (
    <SmallTable
      title={words.vpc.routes}
      items={routes.data}
      empty={<Empty title={words.vpc.noRoutes} text="" />}
      columns={[
        { id: 'destination', header: words.peering.destination, isRowHeader: true, cell: ({ destination }) => destination },
        { id: 'type', header: words.peering.nextHopType, cell: () => words.peering.nextHopPeering },
        {
          id: 'hop',
          header: words.peering.nextHop,
          cell: ({ nexthop }) => (
            <To path={paths.peering(project.id, nexthop)}>
              <span className="id id-long">{nexthop}</span>
            </To>
          ),
        },
      ]}
    />
  );
}
