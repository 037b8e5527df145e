import { useState } from 'react';
import { useLocation } from 'wouter';
import { createAcl, deleteAcl, listAcls, type ListedAcl } from '../../api/acl.ts';
import { paths } from '../../paths.ts';
import { useAct } from '../../ui/act.ts';
import { ShortId } from '../../ui/id-text.tsx';
import { ListPage } from '../../ui/list-page.tsx';
import { NameQuestion } from '../../ui/name-question.tsx';
import { useSession } from '../../ui/session-context.ts';
import { To } from '../../ui/to.tsx';
import { useWords, useWordsOf } from '../../words/language.ts';
import { AclStatusText } from './status.tsx';
import { aclWords } from './words.ts';

export default function AclList() {
  const words = useWords();
  const say = useWordsOf(aclWords);
  const { project } = useSession();
  const [, navigate] = useLocation();
  const act = useAct();
  const [creating, setCreating] = useState(false);
  return (
    <ListPage<ListedAcl>
      title={say.title}
      lead={say.lead}
      create={{ operation: 'create-acl', text: say.create, go: () => setCreating(true) }}
      search
      read={(marker, search) => listAcls(project.id, marker, search)}
      counted={say.count}
      columns={[
        {
          id: 'name',
          header: words.common.name,
          isRowHeader: true,
          cell: ({ id, name }) => <To path={paths.acl(project.id, id)}>{name || id}</To>,
        },
        { id: 'id', header: words.common.id, cell: ({ id, name }) => <ShortId id={id} what={`${say.id} ${name}`} /> },
        { id: 'status', header: words.common.status, cell: ({ status }) => <AclStatusText status={status} /> },
        { id: 'subnets', header: say.subnets, cell: ({ subnets }) => subnets },
        { id: 'description', header: words.common.description, cell: ({ description }) => description || words.common.none },
      ]}
      remove={{ operation: 'delete-acl', title: say.deleteTitle, text: say.deleteText, run: (id) => deleteAcl(project.id, id) }}
      empty={{ title: say.emptyTitle, text: say.empty }}
    >
      {creating && (
        <NameQuestion
          title={say.create}
          placeholder="acl-web"
          run={async (named) => {
            const done = await act(() => createAcl(project.id, named), say.created(named.name));
            if (done.ok) navigate(paths.acl(project.id, done.value.id));
            return done;
          }}
          close={() => setCreating(false)}
        />
      )}
    </ListPage>
  );
}
