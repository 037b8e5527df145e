import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Peering } from '../../api/peering.ts';
import { deleteRoute, listRoutes, type Route } from '../../api/route.ts';
import { useAct } from '../../ui/act.ts';
import { Empty } from '../../ui/empty.tsx';
import { Question } from '../../ui/question.tsx';
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
  const act = useAct();
  const [adding, setAdding] = useState(false);
  const [deleting, setDeleting] = useState<Route | null>(null);
  const routes = useQuery(listRoutes(project.id, vpcId));
  if (routes.isError) return <Refused error={routes.error} retry={() => void routes.refetch()} />;
  const { title, add } = {
    local: { title: words.peering.localRoutes, add: words.peering.addLocal },
    peer: { title: words.peering.peerRoutes, add: words.peering.addPeer },
  }[whose];
  const early = peering.status !== 'ACTIVE';
  return (
    <>
      <SmallTable
        title={title}
        items={routes.data?.filter(({ nexthop }) => nexthop === peering.id)}
        empty={<Empty title={words.peering.noLocalRoutes} text={words.peering.noLocalRoutesText} />}
        actions={
          <Button onClick={() => setAdding(true)} disabled={early} disabledReason={early ? words.peering.notActive : undefined}>
            {add}
          </Button>
        }
        columns={[
          { id: 'destination', header: words.peering.destination, isRowHeader: true, cell: ({ destination }) => destination },
          { id: 'type', header: words.peering.nextHopType, cell: () => words.peering.nextHopPeering },
          { id: 'hop', header: words.peering.nextHop, cell: ({ nexthop }) => <span className="id id-long">{nexthop}</span> },
          {
            id: 'operation',
            header: words.common.operation,
            cell: (route) => (
              <Button variant="inline-link" ariaLabel={`${words.common.delete} ${route.destination}`} onClick={() => setDeleting(route)}>
                {words.common.delete}
              </Button>
            ),
          },
        ]}
      />
      {adding && <AddRoute peering={peering} vpcId={vpcId} title={add} close={() => setAdding(false)} />}
      {deleting && (
        <Question
          title={words.peering.deleteRouteTitle(deleting.destination)}
          yes={words.common.yes}
          no={words.common.no}
          run={() => act(() => deleteRoute(deleting.id), words.peering.routeDeleted(deleting.destination))}
          close={() => setDeleting(null)}
        >
          {words.peering.deleteRouteText}
        </Question>
      )}
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
