import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import Select from '@cloudscape-design/components/select';
import { useState } from 'react';
import { createUser, type GivenRole } from '../../api/user.ts';
import { useAct } from '../../ui/act.ts';
import { descriptionProblem } from '../../ui/field-rules.ts';
import { Question } from '../../ui/question.tsx';
import { useWords, useWordsOf } from '../../words/language.ts';
import { userWords } from './words.ts';

const roles = ['vpc_full', 'vpc_viewer', 'te_admin'] as const satisfies readonly GivenRole[];

/** Letters and digits that are not taken for one another; 32 of them, so that a byte picks each as often. */
const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
/** 100 bits in groups that are read and typed. */
function generatedPassword(): string {
  const picked = [...crypto.getRandomValues(new Uint8Array(20))].map((byte) => letters[byte % letters.length]).join('');
  return picked.replaceAll(/(.{5})(?=.)/g, '$1-');
}

interface CreateUserProps {
  /** Told the password that was generated. */
  readonly made: (name: string, password: string) => void;
  readonly close: () => void;
}

/** Name, role, and a password that is chosen or generated. */
export function CreateUser({ made, close }: CreateUserProps) {
  const words = useWords();
  const say = useWordsOf(userWords);
  const act = useAct();
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [role, setRole] = useState<GivenRole>('vpc_full');
  const [way, setWay] = useState<'generate' | 'choose'>('generate');
  const [chosen, setChosen] = useState('');
  const nameProblem = name.length < 1 || name.length > 64 ? say.nameRule : '';
  const passwordProblem = way === 'choose' && (chosen.length < 8 || chosen.length > 128) ? say.passwordHint : '';
  const problem = nameProblem || passwordProblem || descriptionProblem(description, words);
  const options = roles.map((value) => ({ value, label: say.roles[value] ?? value, description: say.roleText[value] }));
  return (
    <Question
      title={say.create}
      yes={words.common.ok}
      no={words.common.cancel}
      disabled={problem === '' ? undefined : problem}
      run={async () => {
        const password = way === 'generate' ? generatedPassword() : chosen;
        const done = await act(() => createUser({ name, password, description, roles: [role] }), say.created(name));
        if (done.ok && way === 'generate') made(name, password);
        return done;
      }}
      close={close}
    >
      <FormField label={words.common.name} constraintText={say.nameRule} errorText={name === '' ? '' : nameProblem}>
        <Input value={name} autoComplete={false} onChange={({ detail }) => setName(detail.value.trimStart())} />
      </FormField>
      <FormField label={say.role}>
        <Select
          selectedOption={options.find(({ value }) => value === role) ?? null}
          options={options}
          onChange={({ detail }) => setRole(roles.find((one) => one === detail.selectedOption.value) ?? 'vpc_full')}
        />
      </FormField>
      <FormField label={say.password}>
        <RadioGroup
          value={way}
          ariaLabel={say.password}
          items={(['generate', 'choose'] as const).map((value) => ({ value, label: say[value] }))}
          onChange={({ detail }) => setWay(detail.value === 'choose' ? 'choose' : 'generate')}
        />
      </FormField>
      {way === 'choose' && (
        <FormField label={say.choose} constraintText={say.passwordHint} errorText={chosen === '' ? '' : passwordProblem}>
          <Input type="password" value={chosen} autoComplete="new-password" onChange={({ detail }) => setChosen(detail.value)} />
        </FormField>
      )}
      <FormField label={words.common.description} errorText={descriptionProblem(description, words)}>
        <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
      </FormField>
    </Question>
  );
}
