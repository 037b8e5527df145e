import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useQuery } from '@tanstack/react-query';
import { useLocation, useParams } from 'wouter';
import { deleteVpc, showVpc } from '../../api/vpc.ts';
import { paths } from '../../paths.ts';
import { DeleteButton } from '../../ui/delete-button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { IdText } from '../../ui/id-text.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Page } from '../../ui/page.tsx';
import { Refused } from '../../ui/refused.tsx';
import { useSession } from '../../ui/session-context.ts';
import { useWords } from '../../words/language.ts';
import { BlocksOfVpc } from './blocks.tsx';
import { InstancesOfVpc } from './instances.tsx';
import { PeeringsOfVpc } from './peerings.tsx';
import { ResourceMap } from './resource-map.tsx';
import { SecurityGroups } from '../security/groups.tsx';
import { RouteTablesOfVpc } from '../route-table/of-vpc.tsx';
import { SubnetsOfVpc } from './subnets.tsx';

export default function VpcDetail() {
  const words = useWords();
  const { project } = useSession();
  const { id = '' } = useParams<{ id: string }>();
  const [, navigate] = useLocation();
  const vpc = useQuery(showVpc(project.id, id));
  const above = [{ text: words.vpc.title, path: paths.vpcs(project.id) }];
  if (vpc.isPending) return <Loading />;
  if (vpc.isError)
    return (
      <Page title={words.vpc.title} above={above}>
        <Refused error={vpc.error} retry={() => void vpc.refetch()} />
      </Page>
    );
  const { name, cidr, description, created_at } = vpc.data;
  return (
    <Page
      title={name || id}
      above={above}
      actions={
        <DeleteButton
          place="page"
          name={name || id}
          operation="delete-vpc"
          title={words.vpc.deleteTitle(name || id)}
          text={words.vpc.deleteWhat}
          run={() => deleteVpc(project.id, id)}
          said={words.vpc.deleted(name || id)}
          deleted={() => navigate(paths.vpcs(project.id))}
        />
      }
    >
      <SpaceBetween size="l">
        <Container
          header={
            <Header variant="h2" description={words.vpc.shareHint}>
              {words.vpc.basic}
            </Header>
          }
        >
          <Facts
            columns={2}
            facts={[
              [words.vpc.id, <IdText key="id" id={id} what={words.vpc.id} />],
              [words.vpc.cidr, cidr || words.common.none],
              [words.common.created, <Moment key="created" at={created_at} />],
              [words.credentials.projectId, <IdText key="project" id={project.id} what={words.credentials.projectId} />],
              [words.common.description, description || words.common.none],
            ]}
          />
        </Container>
        <Tabs
          tabs={[
            {
              id: 'subnets',
              label: words.vpc.subnets,
              content: (
                <SpaceBetween size="l">
                  <SubnetsOfVpc vpc={vpc.data} />
                  <BlocksOfVpc vpc={vpc.data} />
                </SpaceBetween>
              ),
            },
            { id: 'instances', label: words.vpc.instances, content: <InstancesOfVpc vpcId={id} /> },
            { id: 'routes', label: words.vpc.routeTables, content: <RouteTablesOfVpc vpcId={id} /> },
            { id: 'groups', label: words.vpc.securityGroups, content: <SecurityGroups /> },
            { id: 'peerings', label: words.vpc.peerings, content: <PeeringsOfVpc vpcId={id} /> },
            { id: 'map', label: words.vpc.map, content: <ResourceMap vpc={vpc.data} /> },
          ]}
        />
      </SpaceBetween>
    </Page>
  );
}
