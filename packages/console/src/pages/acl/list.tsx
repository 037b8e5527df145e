import { useState } from 'react';
import { useLocation } from 'wouter';
import { createAcl, deleteAcl, listAcls, type AclSummary } from '../../api/acl.ts';
import { paths } from '../../paths.ts';
import { useAct } from '../../ui/act.ts';
import { DeleteButton } from '../../ui/delete-button.tsx';
import { Do } from '../../ui/do.tsx';
import { Empty } from '../../ui/empty.tsx';
import { ShortId } from '../../ui/id-text.tsx';
import { NameQuestion } from '../../ui/name-question.tsx';
import { Page } from '../../ui/page.tsx';
import { Rows } from '../../ui/rows.tsx';
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
  const create = (variant: 'primary' | 'normal') => (
    <Do operation="create-acl" variant={variant} go={() => setCreating(true)}>
      {say.create}
    </Do>
  );
  return (
    <Page title={say.title} description={say.lead} actions={create('primary')}>
      <Rows<AclSummary>
        title={say.title}
        read={(marker) => listAcls(project.id, marker)}
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
          { id: 'subnets', header: say.subnets, cell: ({ associations }) => associations.length },
          { id: 'description', header: words.common.description, cell: ({ description }) => description || words.common.none },
          {
            id: 'operation',
            header: words.common.operation,
            cell: ({ id, name }) => (
              <DeleteButton
                place="row"
                name={name}
                operation="delete-acl"
                title={say.deleteTitle(name)}
                text={say.deleteText}
                run={() => deleteAcl(project.id, id)}
                said={words.vpc.deleted(name)}
              />
            ),
          },
        ]}
        empty={<Empty title={say.emptyTitle} text={say.empty} action={create('normal')} />}
      />
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
    </Page>
  );
}
