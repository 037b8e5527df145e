import Badge from '@cloudscape-design/components/badge';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { listPeerings } from '../../api/peering.ts';
import { deleteRouteTable, deleteTableRoute, type RouteTable } from '../../api/route-table.ts';
import { listSubnets } from '../../api/subnet.ts';
import { paths } from '../../paths.ts';
import { DeleteButton } from '../../ui/delete-button.tsx';
import { Do } from '../../ui/do.tsx';
import { useSession } from '../../ui/session-context.ts';
import { SmallTable } from '../../ui/small-table.tsx';
import { To } from '../../ui/to.tsx';
import { useWords, useWordsOf } from '../../words/language.ts';
import { AddTableRoute } from './add-route.tsx';
import { Associate } from './associate.tsx';
import { routeTableWords } from './words.ts';

type Route = RouteTable['routes'][number];

/** One table: what it holds, and what can be done with it. Routes that the system has by itself stand and stay. */
export function OneTable({ table }: { readonly table: RouteTable }) {
  const words = useWords();
  const say = useWordsOf(routeTableWords);
  const { project } = useSession();
  const [open, setOpen] = useState<'route' | 'subnets' | null>(null);
  const subnets = useQuery(listSubnets(project.id, table.vpc_id));
  const peerings = useQuery(listPeerings(project.id, { vpc_id: table.vpc_id }, null));
  const usedBy = table.subnets.map(({ id }) => subnets.data?.find((subnet) => subnet.id === id)?.name ?? id.slice(0, 8)).join(', ');
  const hopName = (id: string): string => peerings.data?.items.find((peering) => peering.id === id)?.name ?? id;
  const remove = (route: Route) => (
    <DeleteButton
      place="row"
      ask="yes-no"
      name={route.destination}
      operation="update-route-table"
      title={words.peering.deleteRouteTitle(route.destination)}
      text={words.peering.deleteRouteText}
      changes={[{ type: 'delete-route', vpc_id: table.vpc_id, route_table_id: table.id, destination: route.destination }]}
      run={() => deleteTableRoute(project.id, table.id, route.destination)}
      said={words.peering.routeDeleted(route.destination)}
    />
  );
  return (
    <>
      <SmallTable
        title={table.name}
        description={
          <span>
            {table.default && <Badge color="blue">{say.default}</Badge>} {words.vpc.subnets}: {usedBy || words.common.none}
          </span>
        }
        items={table.routes}
        empty={words.vpc.noRoutes}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            {!table.default && (
              <DeleteButton
                place="page"
                name={table.name}
                operation="delete-route-table"
                title={say.deleteTitle(table.name)}
                text={say.deleteText}
                run={() => deleteRouteTable(project.id, table.id)}
                said={words.vpc.deleted(table.name)}
              />
            )}
            <Do operation="associate-subnets" label={`${say.associate}: ${table.name}`} go={() => setOpen('subnets')}>
              {say.associate}
            </Do>
            <Do operation="update-route-table" label={`${say.addRoute}: ${table.name}`} go={() => setOpen('route')}>
              {say.addRoute}
            </Do>
          </SpaceBetween>
        }
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
              type === 'peering' ? <To path={paths.peering(project.id, nexthop)}>{hopName(nexthop)}</To> : words.common.none,
          },
          {
            id: 'operation',
            header: words.common.operation,
            cell: (route) => (route.type === 'local' ? words.common.none : remove(route)),
          },
        ]}
      />
      {open === 'route' && <AddTableRoute table={table} close={() => setOpen(null)} />}
      {open === 'subnets' && <Associate table={table} close={() => setOpen(null)} />}
    </>
  );
}
