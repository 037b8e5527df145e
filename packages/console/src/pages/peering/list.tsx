import SpaceBetween from '@cloudscape-design/components/space-between';
import { isUuid } from '@isthmus/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { listPeerings, seenBy, type Peering } from '../../api/peering.ts';
import { listSeenPeerings, published, type SeenPeering } from '../../api/seen-peering.ts';
import type { PageOf } from '../../api/page.ts';
import { allVpcs } from '../../api/vpc.ts';
import { paths } from '../../paths.ts';
import { Do } from '../../ui/do.tsx';
import { Empty } from '../../ui/empty.tsx';
import { ShortId } from '../../ui/id-text.tsx';
import { Page } from '../../ui/page.tsx';
import { Rows } from '../../ui/rows.tsx';
import { useSession } from '../../ui/session-context.ts';
import { PeeringStatusText } from '../../ui/status.tsx';
import { ThreeSteps } from '../../ui/three-steps.tsx';
import { To } from '../../ui/to.tsx';
import { useWords } from '../../words/language.ts';
import { HealthWithReasons, PeeringHealthCell } from './health.tsx';
import { PeeringOperations } from './operations.tsx';
import { WaitingBanner } from './waiting-banner.tsx';

/** A row: the record, and what this side sees of it; without the latter where the list was searched. */
interface Row {
  readonly id: string;
  readonly peering: Peering;
  readonly seen: SeenPeering | null;
}

/** All of them come with what works; a search goes to the published list, which finds a whole name or a whole id. */
const readRows = (projectId: string, marker: string | null, search: string | null) =>
  queryOptions({
    queryKey: [projectId, 'peerings', 'rows', search, marker],
    queryFn: async ({ client: queries }): Promise<PageOf<Row>> => {
      if (search === null) {
        const { items, next } = await queries.fetchQuery({ ...listSeenPeerings(projectId, marker), staleTime: 0 });
        return { items: items.map((seen) => ({ id: seen.id, peering: published(seen), seen })), next };
      }
      const filter = isUuid(search) ? { id: search } : { name: search };
      const { items, next } = await queries.fetchQuery({ ...listPeerings(projectId, filter, marker), staleTime: 0 });
      return { items: items.map((peering) => ({ id: peering.id, peering, seen: null })), next };
    },
  });

export default function PeeringList() {
  const words = useWords();
  const { project } = useSession();
  const [, navigate] = useLocation();
  const vpcs = useQuery(allVpcs(project.id));
  const vpcOf = (id: string) => vpcs.data?.find((vpc) => vpc.id === id);
  return (
    <Page
      title={words.peering.title}
      actions={
        <Do operation="create-peering" variant="primary" go={() => navigate(paths.createPeering(project.id))}>
          {words.peering.create}
        </Do>
      }
    >
      <SpaceBetween size="l">
        <WaitingBanner />
        <Rows<Row>
          title={words.peering.listTitle}
          search
          read={(marker, search) => readRows(project.id, marker, search)}
          counted={words.common.matches}
          columns={[
            {
              id: 'name',
              header: words.common.nameId,
              isRowHeader: true,
              minWidth: 140,
              cell: ({ id, peering: { name } }) => (
                <div>
                  <div>
                    <To path={paths.peering(project.id, id)}>{name}</To>
                  </div>
                  <ShortId id={id} what={`${words.common.id} ${name}`} />
                </div>
              ),
            },
            {
              id: 'status',
              header: words.common.status,
              minWidth: 130,
              cell: ({ peering: { status } }) => <PeeringStatusText status={status} />,
            },
            {
              id: 'health',
              header: words.peering.healthTitle,
              minWidth: 120,
              cell: ({ id, seen }) => (seen ? <HealthWithReasons health={seen} /> : <PeeringHealthCell id={id} />),
            },
            {
              id: 'local',
              header: words.peering.localVpc,
              minWidth: 130,
              cell: ({ peering }) => {
                const { local } = seenBy(project.id, peering);
                const vpc = vpcOf(local.vpc_id);
                return (
                  <div className="cell-stack">
                    <div>
                      <To path={paths.vpc(project.id, local.vpc_id)}>{vpc?.name ?? local.vpc_id.slice(0, 8)}</To>
                    </div>
                    <div className="nowrap">{vpc?.cidr}</div>
                  </div>
                );
              },
            },
            {
              id: 'peer',
              header: words.peering.peerVpc,
              minWidth: 170,
              cell: ({ peering, seen }) => {
                const { peer } = seenBy(project.id, peering);
                return (
                  <div>
                    <div>
                      <ShortId id={peer.vpc_id} what={words.peering.peerVpcId} prefix="VPC" />
                    </div>
                    <div>
                      <ShortId id={peer.tenant_id} what={words.peering.peerProject} prefix={words.bar.project} />
                    </div>
                    {seen?.peer.ranges && <div className="quiet">{seen.peer.ranges.join(', ')}</div>}
                  </div>
                );
              },
            },
            {
              id: 'operation',
              header: words.common.operation,
              minWidth: 150,
              cell: ({ peering }) => <PeeringOperations peering={peering} place="list" />,
            },
          ]}
          empty={<Empty title={words.peering.emptyTitle} text="" action={<ThreeSteps />} />}
        />
      </SpaceBetween>
    </Page>
  );
}
