import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { useWords } from '../words/language.ts';
import type { Acted } from './act.ts';
import { descriptionProblem, nameProblem } from './field-rules.ts';
import { Question } from './question.tsx';

export interface Named {
  readonly name: string;
  readonly description: string;
}

interface NameQuestionProps {
  readonly title: string;
  readonly placeholder?: string;
  /** What it is called now; a name that is not there yet is not told off before it is typed. */
  readonly now?: Named;
  readonly run: (named: Named) => Promise<Acted<unknown>>;
  readonly close: () => void;
}

/** Asks for the name and the description of something new, or of what is to be renamed. */
export function NameQuestion({ title, placeholder, now = { name: '', description: '' }, run, close }: NameQuestionProps) {
  const words = useWords();
  const [name, setName] = useState(now.name);
  const [description, setDescription] = useState(now.description);
  const problem = nameProblem(name, words) || descriptionProblem(description, words);
  return (
    <Question
      title={title}
      yes={words.common.ok}
      no={words.common.cancel}
      disabled={problem === '' ? undefined : problem}
      run={() => run({ name, description })}
      close={close}
    >
      <FormField
        label={words.common.name}
        constraintText={words.common.nameRule}
        errorText={name === '' && now.name === '' ? '' : nameProblem(name, words)}
      >
        <Input value={name} placeholder={placeholder ?? ''} onChange={({ detail }) => setName(detail.value)} />
      </FormField>
      <FormField label={words.common.description} errorText={descriptionProblem(description, words)}>
        <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
      </FormField>
    </Question>
  );
}
