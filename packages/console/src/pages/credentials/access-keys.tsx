import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  createAccessKey,
  deleteAccessKey,
  listAccessKeys,
  setAccessKeyStatus,
  type AccessKey,
  type NewAccessKey,
} from '../../api/access-key.ts';
import { forgetAnswer } from '../../api/call-log.ts';
import { useAct } from '../../ui/act.ts';
import { DeleteButton } from '../../ui/delete-button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Facts } from '../../ui/facts.tsx';
import { IdText } from '../../ui/id-text.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Refused } from '../../ui/refused.tsx';
import { useSession } from '../../ui/session-context.ts';
import { SmallTable } from '../../ui/small-table.tsx';
import { useWords } from '../../words/language.ts';
import { StatusMark } from '../../ui/status-mark.tsx';

/** Keys that programs sign requests with. A secret is shown and downloaded once, and never asked for again. */
export function AccessKeys() {
  const words = useWords();
  const { project, session } = useSession();
  const act = useAct();
  const keys = useQuery(listAccessKeys(project.id, session.user.id));
  const [made, setMade] = useState<NewAccessKey | null>(null);
  const [refused, setRefused] = useState<unknown>(null);
  if (keys.isError) return <Refused error={keys.error} retry={() => void keys.refetch()} />;
  const create = async (): Promise<void> => {
    const done = await act(() => createAccessKey(session.user.id, ''), words.credentials.keyMade);
    forgetAnswer();
    if (done.ok) setMade(done.value);
    setRefused(done.ok ? null : done.error);
  };
  const toggle = async ({ access, status }: AccessKey): Promise<void> => {
    const next = status === 'active' ? 'inactive' : 'active';
    const done = await act(() => setAccessKeyStatus(access, next), words.credentials.keyStatus[next]);
    setRefused(done.ok ? null : done.error);
  };
  return (
    <SpaceBetween size="m">
      {refused !== null && <Refused error={refused} />}
      {made && (
        <Alert
          type="success"
          header={words.credentials.keyOnce}
          action={<Button onClick={() => download(made)}>{words.credentials.download}</Button>}
        >
          <Facts
            columns={2}
            facts={[
              [words.credentials.accessKey, <IdText key="access" id={made.access} what={words.credentials.accessKey} />],
              [words.credentials.secret, <IdText key="secret" id={made.secret} what={words.credentials.secret} />],
            ]}
          />
        </Alert>
      )}
      <SmallTable
        title={words.credentials.keys}
        items={keys.data}
        empty={<Empty title={words.credentials.noKeys} text={words.credentials.noKeysText} />}
        actions={<Button onClick={() => void create()}>{words.credentials.keysCreate}</Button>}
        columns={[
          {
            id: 'access',
            header: words.credentials.accessKey,
            isRowHeader: true,
            cell: ({ access }) => <IdText id={access} what={words.credentials.accessKey} />,
          },
          {
            id: 'status',
            header: words.common.status,
            cell: ({ status }) => (
              <StatusMark type={status === 'active' ? 'success' : 'stopped'}>{words.credentials.keyStatus[status]}</StatusMark>
            ),
          },
          { id: 'created', header: words.common.created, cell: ({ create_time }) => <Moment at={create_time} /> },
          {
            id: 'operation',
            header: words.common.operation,
            cell: (key) => (
              <SpaceBetween direction="horizontal" size="s">
                <Button
                  variant="inline-link"
                  ariaLabel={`${words.credentials.toggle[key.status]} ${key.access}`}
                  onClick={() => void toggle(key)}
                >
                  {words.credentials.toggle[key.status]}
                </Button>
                <DeleteButton
                  place="row"
                  ask="yes-no"
                  name={key.access}
                  operation="delete-access-key"
                  title={words.credentials.deleteKeyTitle(key.access)}
                  text={words.credentials.deleteKeyText}
                  run={() => deleteAccessKey(key.access)}
                  said={words.vpc.deleted(key.access)}
                />
              </SpaceBetween>
            ),
          },
        ]}
      />
    </SpaceBetween>
  );
}

/** The file that the published console gives: one line of names, one of values. */
function download({ access, secret, user_id }: NewAccessKey): void {
  const text = `User ID,Access Key Id,Secret Access Key\r\n${user_id},${access},${secret}\r\n`;
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'credentials.csv';
  link.click();
  URL.revokeObjectURL(url);
}
