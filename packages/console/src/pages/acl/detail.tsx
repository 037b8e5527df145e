import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation, useParams } from 'wouter';
import { deleteAcl, setAclUp, showAcl, type Acl } from '../../api/acl.ts';
import { paths } from '../../paths.ts';
import { useAct } from '../../ui/act.ts';
import { DeleteButton } from '../../ui/delete-button.tsx';
import { Do } from '../../ui/do.tsx';
import { Facts } from '../../ui/facts.tsx';
import { IdText } from '../../ui/id-text.tsx';
import { OnePage } from '../../ui/one-page.tsx';
import { Question } from '../../ui/question.tsx';
import { useSession } from '../../ui/session-context.ts';
import { useWords, useWordsOf } from '../../words/language.ts';
import { AclRules } from './rules.tsx';
import { AclStatusText } from './status.tsx';
import { AclSubnets } from './subnets.tsx';
import { aclWords } from './words.ts';

export default function AclDetail() {
  const words = useWords();
  const say = useWordsOf(aclWords);
  const { project } = useSession();
  const { id = '' } = useParams<{ id: string }>();
  const [, navigate] = useLocation();
  const found = useQuery(showAcl(project.id, id));
  const list = { text: say.title, path: paths.acls(project.id) };
  return (
    <OnePage
      found={found}
      list={list}
      title={({ name }) => name || id}
      actions={(acl) => (
        <SpaceBetween direction="horizontal" size="xs">
          <UpOrDown acl={acl} />
          <DeleteButton
            place="page"
            name={acl.name}
            operation="delete-acl"
            title={say.deleteTitle(acl.name)}
            text={say.deleteText}
            run={() => deleteAcl(project.id, id)}
            said={words.vpc.deleted(acl.name)}
            deleted={() => navigate(list.path)}
          />
        </SpaceBetween>
      )}
    >
      {(acl) => (
        <SpaceBetween size="l">
          <Container header={<Header variant="h2">{words.vpc.basic}</Header>}>
            <Facts
              columns={2}
              facts={[
                [words.common.status, <AclStatusText key="status" status={acl.status} />],
                [say.id, <IdText key="id" id={id} what={say.id} />],
                [words.common.description, acl.description || words.common.none],
              ]}
            />
          </Container>
          <Tabs
            tabs={[
              { id: 'ingress', label: say.inbound, content: <AclRules acl={acl} direction="ingress" /> },
              { id: 'egress', label: say.outbound, content: <AclRules acl={acl} direction="egress" /> },
              { id: 'subnets', label: say.subnets, content: <AclSubnets acl={acl} /> },
            ]}
          />
        </SpaceBetween>
      )}
    </OnePage>
  );
}

/** Whether it filters at all, with what that opens or cuts. */
function UpOrDown({ acl }: { readonly acl: Acl }) {
  const words = useWords();
  const say = useWordsOf(aclWords);
  const { project } = useSession();
  const act = useAct();
  const [asking, setAsking] = useState(false);
  const up = !acl.admin_state_up;
  return (
    <>
      <Do operation="update-acl" go={() => setAsking(true)}>
        {up ? say.up : say.down}
      </Do>
      {asking && (
        <Question
          title={up ? say.upTitle(acl.name) : say.downTitle(acl.name)}
          yes={words.common.yes}
          no={words.common.no}
          changes={[{ type: up ? 'enable-acl' : 'disable-acl', firewall_id: acl.id }]}
          run={() => act(() => setAclUp(project.id, acl.id, up), up ? say.upped(acl.name) : say.downed(acl.name))}
          close={() => setAsking(false)}
        >
          {up ? say.upText : say.downText}
        </Question>
      )}
    </>
  );
}
