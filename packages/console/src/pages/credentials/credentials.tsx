import Badge from '@cloudscape-design/components/badge';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { Facts } from '../../ui/facts.tsx';
import { IdText } from '../../ui/id-text.tsx';
import { Page } from '../../ui/page.tsx';
import { useSession } from '../../ui/session-context.ts';
import { SmallTable } from '../../ui/small-table.tsx';
import { useWords } from '../../words/language.ts';
import { AccessKeys } from './access-keys.tsx';

export default function Credentials() {
  const words = useWords();
  const { session, project } = useSession();
  const projects = session.projects.toSorted((a, b) => a.region.localeCompare(b.region) || a.name.localeCompare(b.name));
  return (
    <Page title={words.credentials.title}>
      <SpaceBetween size="l">
        <Container header={<Header variant="h2">{words.credentials.account}</Header>}>
          <Facts
            columns={2}
            facts={[
              [words.credentials.userName, session.user.name],
              [words.credentials.userId, <IdText key="user" id={session.user.id} what={words.credentials.userId} />],
              [words.credentials.roles, session.user.roles.join(', ')],
              [words.credentials.account, session.domain.name],
              [words.credentials.accountId, <IdText key="account" id={session.domain.id} what={words.credentials.accountId} />],
            ]}
          />
        </Container>
        <Tabs
          tabs={[
            {
              id: 'projects',
              label: words.credentials.projects,
              content: (
                <SmallTable
                  title={words.credentials.projects}
                  description={words.credentials.hint}
                  items={projects}
                  empty=""
                  columns={[
                    {
                      id: 'project',
                      header: words.credentials.project,
                      isRowHeader: true,
                      cell: ({ id, name }) => (
                        <span>
                          {name} {id === project.id && <Badge color="blue">{words.credentials.current}</Badge>}
                        </span>
                      ),
                    },
                    {
                      id: 'id',
                      header: words.credentials.projectId,
                      minWidth: 200,
                      cell: ({ id, name }) => <IdText id={id} what={`${words.credentials.projectId} ${name}`} />,
                    },
                    { id: 'region', header: words.credentials.region, cell: ({ region }) => region },
                  ]}
                />
              ),
            },
            { id: 'keys', label: words.credentials.keys, content: <AccessKeys /> },
          ]}
        />
      </SpaceBetween>
    </Page>
  );
}
