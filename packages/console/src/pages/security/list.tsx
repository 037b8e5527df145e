import { useState } from 'react';
import { deleteSecurityGroup, listSecurityGroupPage, type ListedSecurityGroup } from '../../api/security-group.ts';
import { paths } from '../../paths.ts';
import { ShortId } from '../../ui/id-text.tsx';
import { ListPage } from '../../ui/list-page.tsx';
import { useSession } from '../../ui/session-context.ts';
import { To } from '../../ui/to.tsx';
import { useWords, useWordsOf } from '../../words/language.ts';
import { CreateGroup } from './create.tsx';
import { securityWords } from './words.ts';

export default function SecurityGroupList() {
  const words = useWords();
  const say = useWordsOf(securityWords);
  const { project } = useSession();
  const [creating, setCreating] = useState(false);
  return (
    <ListPage<ListedSecurityGroup>
      title={say.title}
      lead={say.lead}
      create={{ operation: 'create-security-group', text: say.create, go: () => setCreating(true) }}
      search
      read={(marker, search) => listSecurityGroupPage(project.id, marker, search)}
      counted={say.count}
      columns={[
        {
          id: 'name',
          header: words.common.name,
          isRowHeader: true,
          cell: ({ id, name }) => <To path={paths.securityGroup(project.id, id)}>{name}</To>,
        },
        { id: 'id', header: words.common.id, cell: ({ id, name }) => <ShortId id={id} what={`${say.id} ${name}`} /> },
        { id: 'ingress', header: say.inbound, cell: ({ ingress_rules }) => ingress_rules },
        { id: 'egress', header: say.outbound, cell: ({ egress_rules }) => egress_rules },
        { id: 'description', header: words.common.description, cell: ({ description }) => description || words.common.none },
      ]}
      remove={{
        operation: 'delete-security-group',
        title: say.deleteTitle,
        text: say.deleteText,
        run: (id) => deleteSecurityGroup(project.id, id),
      }}
      empty={{ title: say.emptyTitle, text: say.empty }}
    >
      {creating && <CreateGroup close={() => setCreating(false)} />}
    </ListPage>
  );
}
