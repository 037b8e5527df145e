import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { updatePeering, type Peering } from '../../api/peering.ts';
import { useAct } from '../../ui/act.ts';
import { descriptionProblem, nameProblem } from '../../ui/field-rules.ts';
import { Question } from '../../ui/question.tsx';
import { useWords } from '../../words/language.ts';

/** Name and description, which both owners share. */
export function ModifyPeering({ peering, close }: { readonly peering: Peering; readonly close: () => void }) {
  const words = useWords();
  const act = useAct();
  const [name, setName] = useState(peering.name);
  const [description, setDescription] = useState(peering.description);
  const problem = nameProblem(name, words) || descriptionProblem(description, words);
  return (
    <Question
      title={words.common.modify}
      yes={words.common.ok}
      no={words.common.cancel}
      disabled={problem === '' ? undefined : problem}
      run={() => act(() => updatePeering(peering.id, { name, description }), words.peering.changed(name))}
      close={close}
    >
      <FormField label={words.common.name} errorText={nameProblem(name, words)} constraintText={words.common.nameRule}>
        <Input value={name} onChange={({ detail }) => setName(detail.value)} />
      </FormField>
      <FormField label={words.common.description} errorText={descriptionProblem(description, words)}>
        <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
      </FormField>
    </Question>
  );
}
