import SpaceBetween from '@cloudscape-design/components/space-between';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { useQuery } from '@tanstack/react-query';
import { useLocation, useParams } from 'wouter';
import { seenBy, showPeering } from '../../api/peering.ts';
import { paths } from '../../paths.ts';
import { Facts } from '../../ui/facts.tsx';
import { IdText } from '../../ui/id-text.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Page } from '../../ui/page.tsx';
import { Refused } from '../../ui/refused.tsx';
import { useSession } from '../../ui/session-context.ts';
import { PeeringStatusText } from '../../ui/status.tsx';
import { useWords } from '../../words/language.ts';
import { PeeringOperations } from './operations.tsx';
import { PreviewPanel } from './preview-panel.tsx';

/** Before Accept Request or Reject Request: who asks, and what saying yes would mean. */
export default function PeeringReview() {
  const words = useWords();
  const { project } = useSession();
  const { id = '' } = useParams<{ id: string }>();
  const [, navigate] = useLocation();
  const peering = useQuery(showPeering(project.id, id));
  const above = [{ text: words.peering.title, path: paths.peerings(project.id) }];
  if (peering.isPending) return <Loading />;
  if (peering.isError)
    return (
      <Page title={words.peering.title} above={above}>
        <Refused error={peering.error} />
      </Page>
    );
  const { data } = peering;
  const { peer } = seenBy(project.id, data);
  return (
    <Page
      title={words.review.title(data.name)}
      above={above}
      actions={<PeeringOperations peering={data} place="page" deleted={() => navigate(paths.peerings(project.id))} />}
    >
      <SpaceBetween size="l">
        <Container
          header={
            <Header variant="h2" description={words.peering.neverUnknown}>
              {words.review.who}
            </Header>
          }
        >
          <Facts
            columns={2}
            facts={[
              [words.peering.peerProject, <IdText key="project" id={peer.tenant_id} what={words.peering.peerProject} />],
              [words.peering.peerVpcId, <IdText key="vpc" id={peer.vpc_id} what={words.peering.peerVpcId} />],
              [words.common.status, <PeeringStatusText key="status" status={data.status} />],
              [words.common.created, <Moment key="created" at={data.created_at} />],
              [words.common.description, data.description || words.common.none],
            ]}
          />
        </Container>
        <PreviewPanel peering={data} />
      </SpaceBetween>
    </Page>
  );
}
