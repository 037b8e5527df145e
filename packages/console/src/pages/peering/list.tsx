import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { isUuid } from '@isthmus/core';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { listPeerings, seenBy, type Peering } from '../../api/peering.ts';
import { allVpcs } from '../../api/vpc.ts';
import { paths } from '../../paths.ts';
import { Empty } from '../../ui/empty.tsx';
import { ShortId } from '../../ui/id-text.tsx';
import { Page } from '../../ui/page.tsx';
import { Rows } from '../../ui/rows.tsx';
import { useSession } from '../../ui/session-context.ts';
import { PeeringStatusText } from '../../ui/status.tsx';
import { ThreeSteps } from '../../ui/three-steps.tsx';
import { To } from '../../ui/to.tsx';
import { useWords } from '../../words/language.ts';
import { PeeringHealthCell } from './health.tsx';
import { PeeringOperations } from './operations.tsx';
import { WaitingBanner } from './waiting-banner.tsx';

/** What is typed is a whole id or a whole name: the service compares, and it compares exactly. */
const filterOf = (search: string | null) => (search === null ? {} : isUuid(search) ? { id: search } : { name: search });

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
        <Button variant="primary" onClick={() => navigate(paths.createPeering(project.id))}>
          {words.peering.create}
        </Button>
      }
    >
      <SpaceBetween size="l">
        <WaitingBanner />
        <Rows<Peering>
          title={words.peering.listTitle}
          search
          read={(marker, search) => listPeerings(project.id, filterOf(search), marker)}
          counted={words.common.matches}
          columns={[
            {
              id: 'name',
              header: words.common.nameId,
              isRowHeader: true,
              minWidth: 150,
              cell: ({ id, name }) => (
                <div>
                  <div>
                    <To path={paths.peering(project.id, id)}>{name}</To>
                  </div>
                  <ShortId id={id} what={`${words.common.id} ${name}`} />
                </div>
              ),
            },
            { id: 'status', header: words.common.status, minWidth: 130, cell: ({ status }) => <PeeringStatusText status={status} /> },
            { id: 'health', header: words.peering.healthTitle, minWidth: 120, cell: ({ id }) => <PeeringHealthCell id={id} /> },
            {
              id: 'local',
              header: words.peering.localVpc,
              minWidth: 130,
              cell: (peering) => {
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
              cell: (peering) => {
                const { peer } = seenBy(project.id, peering);
                return (
                  <div>
                    <div>
                      <ShortId id={peer.vpc_id} what={words.peering.peerVpcId} prefix="VPC" />
                    </div>
                    <ShortId id={peer.tenant_id} what={words.peering.peerProject} prefix={words.bar.project} />
                  </div>
                );
              },
            },
            {
              id: 'operation',
              header: words.common.operation,
              minWidth: 150,
              cell: (peering) => <PeeringOperations peering={peering} place="list" />,
            },
          ]}
          empty={<Empty title={words.peering.emptyTitle} text="" action={<ThreeSteps />} />}
        />
      </SpaceBetween>
    </Page>
  );
}
