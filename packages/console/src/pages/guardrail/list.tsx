import { useLocation } from 'wouter';
import { deleteGuardrail, listGuardrails, type Guardrail } from '../../api/guardrail.ts';
import { paths } from '../../paths.ts';
import { ListPage } from '../../ui/list-page.tsx';
import { Moment } from '../../ui/moment.tsx';
import { useSession } from '../../ui/session-context.ts';
import { StatusMark } from '../../ui/status-mark.tsx';
import { useWords, useWordsOf } from '../../words/language.ts';
import { useSentence } from './sentence.ts';
import { guardrailWords } from './words.ts';

export default function GuardrailList() {
  const words = useWords();
  const say = useWordsOf(guardrailWords);
  const sentence = useSentence();
  const { project } = useSession();
  const [, navigate] = useLocation();
  return (
    <ListPage<Guardrail>
      title={say.title}
      lead={say.lead}
      create={{ operation: 'create-guardrail', text: say.create, go: () => navigate(paths.createGuardrail(project.id)) }}
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
      ]}
      remove={{
        operation: 'delete-guardrail',
        title: say.deleteTitle,
        text: say.deleteText,
        run: (id) => deleteGuardrail(project.id, id),
      }}
      empty={{ title: say.emptyTitle, text: say.empty }}
    />
  );
}
