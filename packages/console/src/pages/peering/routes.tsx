import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import { acceptsRoutes } from '@isthmus/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Peering } from '../../api/peering.ts';
import { deleteRoute, listRoutes } from '../../api/route.ts';
import { listRouteTables } from '../../api/route-table.ts';
import { DeleteButton } from '../../ui/delete-button.tsx';
import { Do } from '../../ui/do.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Refused } from '../../ui/refused.tsx';
import { useSession } from '../../ui/session-context.ts';
import { SmallTable } from '../../ui/small-table.tsx';
import { useWords } from '../../words/language.ts';
import { AddRoute } from './add-route.tsx';

interface PeeringRoutesProps {
  readonly peering: Peering;
  readonly vpcId: string;
  readonly whose: 'local' | 'peer';
}

/** The routes of one of our VPCs that lead through this connection. */
export function PeeringRoutes({ peering, vpcId, whose }: PeeringRoutesProps) {
  const words = useWords();
  const { project } = useSession();
  const [adding, setAdding] = useState(false);
  const tables = useQuery(listRouteTables(project.id, vpcId));
  // The published endpoint of routes knows the default table alone.
  const table = tables.data?.find((one) => one.default);
  const routes = useQuery(listRoutes(project.id, vpcId));
  if (routes.isError) return <Refused error={routes.error} retry={() => void routes.refetch()} />;
  const { title, add } = {
    local: { title: words.peering.localRoutes, add: words.peering.addLocal },
    peer: { title: words.peering.peerRoutes, add: words.peering.addPeer },
  }[whose];
  return (
    <>
      <SmallTable
        title={title}
        items={routes.data?.filter(({ nexthop }) => nexthop === peering.id)}
        empty={<Empty title={words.peering.noLocalRoutes} text={words.peering.noLocalRoutesText} />}
        actions={
          <Do
            operation="create-route"
            whyNot={acceptsRoutes[peering.status] ? undefined : words.peering.wrongStatus(words.peering.status[peering.status])}
            go={() => setAdding(true)}
          >
            {add}
          </Do>
        }
        columns={[
          { id: 'destination', header: words.peering.destination, isRowHeader: true, cell: ({ destination }) => destination },
          { id: 'type', header: words.peering.nextHopType, cell: () => words.peering.nextHopPeering },
          { id: 'hop', header: words.peering.nextHop, cell: ({ nexthop }) => <span className="id id-long">{nexthop}</span> },
          {
            id: 'operation',
            header: words.common.operation,
            cell: (route) => (
              <DeleteButton
                place="row"
                ask="yes-no"
                name={route.destination}
                operation="delete-route"
                title={words.peering.deleteRouteTitle(route.destination)}
                text={words.peering.deleteRouteText}
                changes={table ? [{ type: 'delete-route', vpc_id: vpcId, route_table_id: table.id, destination: route.destination }] : null}
                run={() => deleteRoute(route.id)}
                said={words.peering.routeDeleted(route.destination)}
              />
            ),
          },
        ]}
      />
      {adding && <AddRoute peering={peering} vpcId={vpcId} title={add} close={() => setAdding(false)} />}
    </>
  );
}

/** Another account's routes are never shown: who owns them is. */
export function TheirRoutes({ projectId, switchTo }: { readonly projectId: string; readonly switchTo: (() => void) | undefined }) {
  const words = useWords();
  return (
    <Container>
      <Empty
        title={words.peering.theirs}
        text={switchTo ? words.peering.otherOfMine : words.peering.theirsText(projectId)}
        action={switchTo ? <Button onClick={switchTo}>{words.peering.switchProject}</Button> : undefined}
      />
    </Container>
  );
}
