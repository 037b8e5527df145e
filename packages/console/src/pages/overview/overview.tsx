import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { allInstances } from '../../api/instance.ts';
import { listEvents } from '../../api/event.ts';
import { listSeenPeerings } from '../../api/seen-peering.ts';
import { allVpcs } from '../../api/vpc.ts';
import { paths } from '../../paths.ts';
import { Page } from '../../ui/page.tsx';
import { useSession } from '../../ui/session-context.ts';
import { ThreeSteps } from '../../ui/three-steps.tsx';
import { To } from '../../ui/to.tsx';
import { useWords } from '../../words/language.ts';
import { WaitingBanner } from '../peering/waiting-banner.tsx';
import { EventLine } from '../event/line.tsx';
import { Needs } from './needs.tsx';

/** The console's homepage: what needs you, the services under Network, and what happened lately. */
export default function Overview() {
  const words = useWords();
  const { project, session } = useSession();
  const vpcs = useQuery(allVpcs(project.id));
  const peerings = useQuery(listSeenPeerings(project.id, null));
  const instances = useQuery(allInstances(project.id));
  const events = useQuery(listEvents(project.id, 6));
  return (
    <Page title={words.overview.title} description={`${session.domain.name} · ${project.region} · ${words.overview.lead}`}>
      <SpaceBetween size="l">
        <WaitingBanner />
        <Container
          header={
            <Header variant="h2" description={words.overview.networkLead}>
              {words.overview.network}
            </Header>
          }
        >
          <ColumnLayout columns={3} variant="text-grid" minColumnWidth={180}>
            <Service path={paths.vpcs(project.id)} name={words.nav.vpc} count={vpcs.data?.length} of={words.vpc.count} />
            <Service
              path={paths.peerings(project.id)}
              name={words.nav.peering}
              count={peerings.data?.items.length}
              more={peerings.data?.next !== null}
              of={words.peering.count}
            />
            <Service
              path={paths.instances(project.id)}
              name={words.nav.instances}
              count={instances.data?.length}
              of={words.instance.count}
            />
          </ColumnLayout>
        </Container>
        {peerings.data?.items.length === 0 ? (
          <Container header={<Header variant="h2">{words.overview.startTitle}</Header>}>
            <ThreeSteps />
          </Container>
        ) : (
          <Container header={<Header variant="h2">{words.overview.needs}</Header>}>
            {peerings.data && <Needs peerings={peerings.data.items} />}
          </Container>
        )}
        <Container
          header={
            <Header variant="h2" actions={<To path={paths.activity(project.id)}>{words.nav.activity}</To>}>
              {words.overview.lately}
            </Header>
          }
        >
          {events.data?.length === 0 && <Box color="text-body-secondary">{words.activity.empty}</Box>}
          <SpaceBetween size="xs">
            {events.data?.map((event) => (
              <EventLine key={`${event.generation}-${event.resource_id}-${event.kind}`} event={event} />
            ))}
          </SpaceBetween>
        </Container>
      </SpaceBetween>
    </Page>
  );
}

interface ServiceProps {
  readonly path: string;
  readonly name: string;
  readonly count: number | undefined;
  readonly more?: boolean;
  readonly of: (n: number) => string;
}

function Service({ path, name, count, more, of }: ServiceProps) {
  return (
    <div>
      <To path={path} variant="secondary" fontSize="heading-m">
        {name}
      </To>
      <Box color="text-body-secondary">{count === undefined ? '…' : more && count > 0 ? `${of(count)}+` : of(count)}</Box>
    </div>
  );
}
