import { useLocation } from 'wouter';
import { deleteGuardrail, listGuardrails, type Guardrail } from '../../api/guardrail.ts';
import { paths } from '../../paths.ts';
import { DeleteButton } from '../../ui/delete-button.tsx';
import { Do } from '../../ui/do.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Page } from '../../ui/page.tsx';
import { Rows } from '../../ui/rows.tsx';
import { useSession } from '../../ui/session-context.ts';
import { useWords, useWordsOf } from '../../words/language.ts';
import { useSentence } from './sentence.ts';
import { guardrailWords } from './words.ts';
import { StatusMark } from '../../ui/status-mark.tsx';

export default function GuardrailList() {
  const words = useWords();
  const say = useWordsOf(guardrailWords);
  const sentence = useSentence();
  const { project } = useSession();
  const [, navigate] = useLocation();
  const create = (variant: 'primary' | 'normal') => (
    <Do operation="create-guardrail" variant={variant} go={() => navigate(paths.createGuardrail(project.id))}>
      {say.create}
    </Do>
  );
  return (
    <Page title={say.title} description={say.lead} actions={create('primary')}>
      <Rows<Guardrail>
        title={say.title}
        read={(marker) => listGuardrails(project.id, marker)}
        counted={say.count}
        columns={[
          { id: 'name', header: words.common.name, isRowHeader: true, cell: ({ name }) => name },
          {
            id: 'states',
            header: say.states,
            cell: (guardrail) => <StatusMark type={guardrail.rule === 'never' ? 'stopped' : 'success'}>{sentence(guardrail)}</StatusMark>,
          },
          { id: 'created', header: words.common.created, cell: ({ created_at }) => <Moment at={created_at} /> },
          {
            id: 'operation',
            header: words.common.operation,
            cell: ({ id, name }) => (
              <DeleteButton
                place="row"
                name={name}
                operation="delete-guardrail"
                title={say.deleteTitle(name)}
                text={say.deleteText}
                run={() => deleteGuardrail(project.id, id)}
                said={words.vpc.deleted(name)}
              />
            ),
          },
        ]}
        empty={<Empty title={say.emptyTitle} text={say.empty} action={create('normal')} />}
      />
    </Page>
  );
}
