import Alert from '@cloudscape-design/components/alert';
import Badge from '@cloudscape-design/components/badge';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { deleteUser, enableUser, listUsers, type User } from '../../api/user.ts';
import { useAct } from '../../ui/act.ts';
import { Do } from '../../ui/do.tsx';
import { Empty } from '../../ui/empty.tsx';
import { IdText, ShortId } from '../../ui/id-text.tsx';
import { ListPage } from '../../ui/list-page.tsx';
import { useMay } from '../../ui/may.ts';
import { Page } from '../../ui/page.tsx';
import { Question } from '../../ui/question.tsx';
import { useSession } from '../../ui/session-context.ts';
import { StatusMark } from '../../ui/status-mark.tsx';
import { useWords, useWordsOf } from '../../words/language.ts';
import { CreateUser } from './create.tsx';
import { userWords } from './words.ts';

/** Who belongs to the account: for its administrators. */
export default function UserList() {
  const words = useWords();
  const say = useWordsOf(userWords);
  const { session, project } = useSession();
  const mayNot = useMay()('list-users');
  const act = useAct();
  const [creating, setCreating] = useState(false);
  const [turning, setTurning] = useState<User | null>(null);
  const [made, setMade] = useState<{ readonly name: string; readonly password: string } | null>(null);
  if (mayNot !== undefined)
    return (
      <Page title={say.title} description={say.lead}>
        <Empty title={mayNot} text="" />
      </Page>
    );
  const oneself = ({ id }: User): string | undefined => (id === session.user.id ? say.notOneself : undefined);
  return (
    <ListPage<User>
      title={say.title}
      lead={say.lead}
      create={{ operation: 'create-user', text: say.create, go: () => setCreating(true) }}
      above={
        made && (
          <Alert type="success" header={say.once(made.name)} dismissible onDismiss={() => setMade(null)}>
            <SpaceBetween size="xs">
              <IdText id={made.password} what={say.password} />
              {say.onceText}
            </SpaceBetween>
          </Alert>
        )
      }
      search
      read={(marker, search) => listUsers(project.id, session.domain.id, marker, search)}
      counted={say.count}
      columns={[
        {
          id: 'name',
          header: words.common.name,
          isRowHeader: true,
          cell: ({ id, name }) => (
            <>
              {name} {id === session.user.id && <Badge color="blue">{say.you}</Badge>}
            </>
          ),
        },
        { id: 'id', header: words.common.id, cell: ({ id, name }) => <ShortId id={id} what={`${words.common.id} ${name}`} /> },
        {
          id: 'status',
          header: words.common.status,
          cell: ({ enabled }) => <StatusMark type={enabled ? 'success' : 'stopped'}>{enabled ? say.enabled : say.disabled}</StatusMark>,
        },
        {
          id: 'role',
          header: say.role,
          cell: ({ roles }) => roles.map((role) => say.roles[role] ?? role).join(', ') || words.common.none,
        },
        { id: 'description', header: words.common.description, cell: ({ description }) => description || words.common.none },
      ]}
      operations={(user) => {
        const word = user.enabled ? say.disable : say.enable;
        return (
          <Do
            operation="update-user"
            variant="inline-link"
            label={`${word} ${user.name}`}
            whyNot={oneself(user)}
            go={() => setTurning(user)}
          >
            {word}
          </Do>
        );
      }}
      remove={{ operation: 'delete-user', title: say.deleteTitle, text: say.deleteText, run: deleteUser, whyNot: oneself }}
      empty={{ title: say.emptyTitle, text: say.empty }}
    >
      {creating && <CreateUser made={(name, password) => setMade({ name, password })} close={() => setCreating(false)} />}
      {turning && (
        <Question
          title={turning.enabled ? say.disableTitle(turning.name) : say.enableTitle(turning.name)}
          yes={words.common.yes}
          no={words.common.no}
          run={() =>
            act(
              () => enableUser(turning.id, !turning.enabled),
              turning.enabled ? say.disabledNow(turning.name) : say.enabledNow(turning.name),
            )
          }
          close={() => setTurning(null)}
        >
          {turning.enabled ? say.disableText : say.enableText}
        </Question>
      )}
    </ListPage>
  );
}
