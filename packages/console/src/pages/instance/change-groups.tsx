import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import Multiselect from '@cloudscape-design/components/multiselect';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Instance } from '../../api/instance.ts';
import { listSecurityGroups, setPortGroups } from '../../api/security-group.ts';
import { useAct } from '../../ui/act.ts';
import { Question } from '../../ui/question.tsx';
import { useSession } from '../../ui/session-context.ts';
import { useWords, useWordsOf } from '../../words/language.ts';
import { securityWords } from '../security/words.ts';

interface GroupsFieldProps {
  readonly chosen: readonly string[];
  readonly choose: (ids: readonly string[]) => void;
}

/** Which security groups an instance is in. */
export function GroupsField({ chosen, choose }: GroupsFieldProps) {
  const say = useWordsOf(securityWords);
  const { project } = useSession();
  const groups = useQuery(listSecurityGroups(project.id));
  const choices = (groups.data ?? []).map(({ id, name, description }) => ({ value: id, label: name, description }));
  return (
    <FormField label={say.title}>
      <Multiselect
        selectedOptions={choices.filter(({ value }) => chosen.includes(value))}
        options={choices}
        placeholder={say.choose}
        deselectAriaLabel={({ label = '' }) => say.remove(label)}
        onChange={({ detail }) => choose(detail.selectedOptions.flatMap(({ value }) => value ?? []))}
      />
    </FormField>
  );
}

/** Puts the instance's port into the groups that are chosen, and into no others. */
export function ChangeGroups({ instance, close }: { readonly instance: Instance; readonly close: () => void }) {
  const words = useWords();
  const say = useWordsOf(securityWords);
  const act = useAct();
  const [chosen, setChosen] = useState<readonly string[]>(instance.security_group_ids);
  return (
    <Question
      title={`${say.change}: ${instance.name}`}
      yes={words.common.ok}
      no={words.common.cancel}
      run={() => act(() => setPortGroups(instance.port_id, chosen), say.changed(instance.name))}
      close={close}
    >
      <Box color="text-body-secondary">{say.changeText}</Box>
      <GroupsField chosen={chosen} choose={setChosen} />
    </Question>
  );
}
