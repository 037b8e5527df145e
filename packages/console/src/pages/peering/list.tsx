import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { listSeenPeerings, published, type SeenPeering } from '../../api/seen-peering.ts';
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
import { HealthWithReasons } from './health.tsx';
import { PeeringOperations } from './operations.tsx';
import { WaitingBanner } from './waiting-banner.tsx';

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
        <Rows<SeenPeering>
          title={words.peering.listTitle}
          search
          read={(marker, search) => listSeenPeerings(project.id, marker, search)}
          counted={words.common.matches}
          columns={[
            {
              id: 'name',
              header: words.common.nameId,
              isRowHeader: true,
              minWidth: 140,
              cell: ({ id, name }) => (
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
              cell: (seen) => <PeeringStatusText status={published(seen).status} />,
            },
            {
              id: 'health',
              header: words.peering.healthTitle,
              minWidth: 120,
              cell: (seen) => <HealthWithReasons health={seen} />,
            },
            {
              id: 'local',
              header: words.peering.localVpc,
              minWidth: 130,
              cell: ({ local }) => {
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
              cell: ({ peer }) => (
                <div>
                  <div>
                    <ShortId id={peer.vpc_id} what={words.peering.peerVpcId} prefix="VPC" />
                  </div>
                  <div>
                    <ShortId id={peer.project_id} what={words.peering.peerProject} prefix={words.bar.project} />
                  </div>
                  {peer.ranges && <div className="quiet">{peer.ranges.join(', ')}</div>}
                </div>
              ),
            },
            {
              id: 'operation',
              header: words.common.operation,
              minWidth: 150,
              cell: (seen) => <PeeringOperations peering={published(seen)} place="list" />,
            },
          ]}
          empty={<Empty title={words.peering.emptyTitle} text="" action={<ThreeSteps />} />}
        />
      </SpaceBetween>
    </Page>
  );
}
