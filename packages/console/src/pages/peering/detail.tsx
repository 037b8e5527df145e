import Alert from '@cloudscape-design/components/alert';
import Badge from '@cloudscape-design/components/badge';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { otherSide, type PeeringSide } from '@isthmus/core';
import { useQuery } from '@tanstack/react-query';
import { useLocation, useParams } from 'wouter';
import { ownSides, peeringHealth, seenBy, showPeering, type Peering, type PeeringEnd } from '../../api/peering.ts';
import { previewPeering } from '../../api/preview.ts';
import { allVpcs } from '../../api/vpc.ts';
import { paths } from '../../paths.ts';
import { Facts } from '../../ui/facts.tsx';
import { IdText } from '../../ui/id-text.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Page } from '../../ui/page.tsx';
import { Refused } from '../../ui/refused.tsx';
import { useSession } from '../../ui/session-context.ts';
import { PeeringStatusText } from '../../ui/status.tsx';
import { To } from '../../ui/to.tsx';
import { useWords } from '../../words/language.ts';
import { HealthPanel } from './health-panel.tsx';
import { whyNot } from './may.ts';
import { PeeringOperations } from './operations.tsx';
import { PeeringRoutes, TheirRoutes } from './routes.tsx';

export default function PeeringDetail() {
  const words = useWords();
  const { project, session } = useSession();
  const { id = '' } = useParams<{ id: string }>();
  const [, navigate] = useLocation();
  const peering = useQuery(showPeering(project.id, id));
  const preview = useQuery({ ...previewPeering(project.id, id), enabled: peering.data?.status === 'ACTIVE' });
  const health = useQuery(peeringHealth(project.id, id));
  const above = [{ text: words.peering.title, path: paths.peerings(project.id) }];
  if (peering.isPending) return <Loading />;
  if (peering.isError)
    return (
      <Page title={words.peering.title} above={above}>
        <Refused error={peering.error} retry={() => void peering.refetch()} />
      </Page>
    );
  const { data } = peering;
  const { side, local, peer } = seenBy(project.id, data);
  const bothMine = ownSides(data, project.id).length === 2;
  const otherProject = session.projects.find((candidate) => candidate.id === peer.tenant_id && candidate.id !== project.id);
  return (
    <Page
      title={data.name}
      above={above}
      actions={<PeeringOperations peering={data} place="page" deleted={() => navigate(paths.peerings(project.id))} />}
    >
      <SpaceBetween size="l">
        <StatusAdvice peering={data} />
        <Container header={<Header variant="h2">{words.peering.basic}</Header>}>
          <SpaceBetween size="l">
            <Facts
              columns={2}
              facts={[
                [words.common.status, <PeeringStatusText key="status" status={data.status} />],
                [words.common.id, <IdText key="id" id={id} what={words.common.id} />],
                [words.common.created, <Moment key="created" at={data.created_at} />],
                ...(health.data?.expires_at
                  ? [[words.peering.expires, <Moment key="expires" at={health.data.expires_at} />] as const]
                  : []),
                [words.common.description, data.description || words.common.none],
              ]}
            />
            <ColumnLayout columns={2} borders="vertical">
              <EndFacts title={words.peering.local} end={local} side={side} mine />
              <EndFacts
                title={words.peering.peer}
                end={peer}
                side={otherSide(side)}
                mine={bothMine}
                ranges={preview.data?.theirs.ranges ?? []}
              />
            </ColumnLayout>
          </SpaceBetween>
        </Container>
        {data.status === 'ACTIVE' && <HealthPanel peering={data} />}
        <Tabs
          tabs={[
            {
              id: 'local',
              label: words.peering.localRoutes,
              content: <PeeringRoutes peering={data} vpcId={local.vpc_id} whose="local" />,
            },
            {
              id: 'peer',
              label: words.peering.peerRoutes,
              content: bothMine ? (
                <PeeringRoutes peering={data} vpcId={peer.vpc_id} whose="peer" />
              ) : (
                <TheirRoutes
                  projectId={peer.tenant_id}
                  switchTo={otherProject ? () => navigate(paths.peering(otherProject.id, id)) : undefined}
                />
              ),
            },
          ]}
        />
      </SpaceBetween>
    </Page>
  );
}

/** What is to be done next, where something is. */
function StatusAdvice({ peering }: { readonly peering: Peering }) {
  const words = useWords();
  const { project, session } = useSession();
  const [, navigate] = useLocation();
  if (peering.status !== 'PENDING_ACCEPTANCE') return null;
  if (whyNot('accept', peering, project.id, words) === null)
    return (
      <Alert
        type="warning"
        header={words.peering.health['waiting-on-you']}
        action={<Button onClick={() => navigate(paths.reviewPeering(project.id, peering.id))}>{words.peering.review}</Button>}
      >
        {words.peering.neverUnknown}
      </Alert>
    );
  const accepter = session.projects.find((candidate) => candidate.id === peering.accept_vpc_info.tenant_id);
  if (accepter)
    return (
      <Alert
        type="info"
        header={words.peering.health['waiting-on-them']}
        action={<Button onClick={() => navigate(paths.reviewPeering(accepter.id, peering.id))}>{words.peering.quickAccept}</Button>}
      >
        {words.peering.sameAccountOtherProject}
      </Alert>
    );
  const link = `${location.origin}/console${paths.reviewPeering(peering.accept_vpc_info.tenant_id, peering.id)}`;
  return (
    <Alert type="info" header={words.peering.share}>
      <SpaceBetween size="xs">
        <span>{words.peering.shareText}</span>
        <span className="id-long">
          <IdText id={link} what={words.peering.shareLink} />
        </span>
      </SpaceBetween>
    </Alert>
  );
}

interface EndFactsProps {
  readonly title: string;
  readonly end: PeeringEnd;
  readonly side: PeeringSide;
  readonly mine?: boolean;
  /** Of a VPC that is not ours, as far as its owner has shown them. */
  readonly ranges?: readonly string[];
}

function EndFacts({ title, end, side, mine, ranges = [] }: EndFactsProps) {
  const words = useWords();
  const { project } = useSession();
  const vpcs = useQuery({ ...allVpcs(project.id), enabled: mine === true });
  const vpc = vpcs.data?.find(({ id }) => id === end.vpc_id);
  const mark = { requester: words.peering.requesterMark, accepter: words.peering.accepterMark }[side];
  return (
    <SpaceBetween size="s">
      <h3 className="end-title">
        {title} <Badge color={mine ? 'blue' : 'grey'}>{mark}</Badge>
      </h3>
      <Facts
        columns={1}
        facts={[
          ...(vpc
            ? [
                [
                  words.peering.vpc,
                  <span key="vpc">
                    <To path={paths.vpc(project.id, vpc.id)}>{vpc.name}</To> {vpc.cidr}
                  </span>,
                ] as const,
              ]
            : []),
          ...(!vpc && ranges.length > 0 ? [[words.vpc.cidr, ranges.join(', ')] as const] : []),
          [words.vpc.id, <IdText key="id" id={end.vpc_id} what={`${title}: ${words.vpc.id}`} />],
          [words.peering.project, <IdText key="project" id={end.tenant_id} what={`${title}: ${words.peering.project}`} />],
        ]}
      />
    </SpaceBetween>
  );
}
