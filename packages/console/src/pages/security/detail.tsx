import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useQuery } from '@tanstack/react-query';
import { useLocation, useParams } from 'wouter';
import { deleteSecurityGroup, showSecurityGroup } from '../../api/security-group.ts';
import { paths } from '../../paths.ts';
import { DeleteButton } from '../../ui/delete-button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { IdText } from '../../ui/id-text.tsx';
import { OnePage } from '../../ui/one-page.tsx';
import { useSession } from '../../ui/session-context.ts';
import { useWords, useWordsOf } from '../../words/language.ts';
import { Members } from './members.tsx';
import { Rules } from './rules.tsx';
import { securityWords } from './words.ts';

export default function SecurityGroupDetail() {
  const words = useWords();
  const say = useWordsOf(securityWords);
  const { project } = useSession();
  const { id = '' } = useParams<{ id: string }>();
  const [, navigate] = useLocation();
  const found = useQuery(showSecurityGroup(project.id, id));
  const list = { text: say.title, path: paths.securityGroups(project.id) };
  return (
    <OnePage
      found={found}
      list={list}
      title={({ name }) => name}
      actions={({ name }) => (
        <DeleteButton
          place="page"
          name={name}
          operation="delete-security-group"
          title={say.deleteTitle(name)}
          text={say.deleteText}
          run={() => deleteSecurityGroup(project.id, id)}
          said={words.vpc.deleted(name)}
          deleted={() => navigate(list.path)}
        />
      )}
    >
      {(group) => (
        <SpaceBetween size="l">
          <Container header={<Header variant="h2">{words.vpc.basic}</Header>}>
            <Facts
              columns={2}
              facts={[
                [say.id, <IdText key="id" id={id} what={say.id} />],
                [words.common.description, group.description || words.common.none],
              ]}
            />
          </Container>
          <Tabs
            tabs={[
              { id: 'ingress', label: say.inbound, content: <Rules group={group} direction="ingress" /> },
              { id: 'egress', label: say.outbound, content: <Rules group={group} direction="egress" /> },
              { id: 'members', label: say.members, content: <Members groupId={id} /> },
            ]}
          />
        </SpaceBetween>
      )}
    </OnePage>
  );
}
