import Badge from '@cloudscape-design/components/badge';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { listRouteTables, type RouteTable } from '../../api/route-table.ts';
import { listSubnets } from '../../api/subnet.ts';
import { paths } from '../../paths.ts';
import { Loading } from '../../ui/loading.tsx';
import { Refused } from '../../ui/refused.tsx';
import { useSession } from '../../ui/session-context.ts';
import { SmallTable } from '../../ui/small-table.tsx';
import { To } from '../../ui/to.tsx';
import { useWords } from '../../words/language.ts';

/** Every route table of the VPC with its routes, the system's and one's own, and the subnets that use it. */
export function RouteTablesOfVpc({ vpcId }: { readonly vpcId: string }) {
  const words = useWords();
  const { project } = useSession();
  const tables = useQuery(listRouteTables(project.id, vpcId));
  const subnets = useQuery(listSubnets(project.id, vpcId));
  if (tables.isPending) return <Loading />;
  if (tables.isError) return <Refused error={tables.error} retry={() => void tables.refetch()} />;
  const usedBy = (table: RouteTable): string =>
    table.subnets.map(({ id }) => subnets.data?.find((subnet) => subnet.id === id)?.name ?? id.slice(0, 8)).join(', ');
  return (
    <SpaceBetween size="l">
      {tables.data.map((table) => (
        <SmallTable
          key={table.id}
          title={table.name}
          description={
            <span>
              {table.default && <Badge color="blue">{words.vpc.isDefault}</Badge>} {words.vpc.subnets}: {usedBy(table) || words.common.none}
            </span>
          }
          items={table.routes}
          empty={words.vpc.noRoutes}
          columns={[
            { id: 'destination', header: words.peering.destination, isRowHeader: true, cell: ({ destination }) => destination },
            { id: 'type', header: words.vpc.type, cell: ({ type }) => (type === 'local' ? words.vpc.system : words.vpc.custom) },
            {
              id: 'kind',
              header: words.peering.nextHopType,
              cell: ({ type }) => (type === 'peering' ? words.peering.nextHopPeering : type === 'local' ? words.vpc.local : type),
            },
            {
              id: 'hop',
              header: words.peering.nextHop,
              cell: ({ type, nexthop }) =>
                type === 'peering' ? (
                  <To path={paths.peering(project.id, nexthop)}>
                    <span className="id id-long">{nexthop}</span>
                  </To>
                ) : (
                  nexthop
                ),
            },
          ]}
        />
      ))}
    </SpaceBetween>
  );
}
