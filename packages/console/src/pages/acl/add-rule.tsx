import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import { useState } from 'react';
import { insertion, termsOf } from '../../api/acl-change.ts';
import { insertAclRule, type Acl, type AclDirection, type AclRule } from '../../api/acl.ts';
import { useAct } from '../../ui/act.ts';
import { Question } from '../../ui/question.tsx';
import { useSession } from '../../ui/session-context.ts';
import { useWords, useWordsOf } from '../../words/language.ts';
import { blankRule, problemOf, RuleFields } from './rule-fields.tsx';
import { useRuleText } from './rule-text.ts';
import { aclWords } from './words.ts';

interface AddAclRuleProps {
  readonly acl: Acl;
  readonly direction: AclDirection;
  readonly rules: readonly AclRule[];
  readonly close: () => void;
}

/** A new rule, and where it stands among the others. */
export function AddAclRule({ acl, direction, rules, close }: AddAclRuleProps) {
  const words = useWords();
  const say = useWordsOf(aclWords);
  const textOf = useRuleText();
  const { project } = useSession();
  const act = useAct();
  const [rule, setRule] = useState(blankRule);
  const [after, setAfter] = useState(rules.at(-1)?.id ?? '');
  const problem = problemOf(rule, say.portsHint, words);
  const terms = problem === '' ? termsOf(rule) : undefined;
  const places = [
    { value: '', label: say.first },
    ...rules.map((other, index) => ({ value: other.id, label: say.after(index + 1, textOf(other)) })),
  ];
  return (
    <Question
      title={`${say.add}: ${acl.name}, ${direction === 'ingress' ? say.inbound : say.outbound}`}
      yes={words.common.ok}
      no={words.common.cancel}
      disabled={problem === '' ? undefined : problem}
      changes={terms === undefined ? null : insertion({ aclId: acl.id, direction }, terms, after || null)}
      run={() => act(() => insertAclRule(project.id, acl.id, direction, rule, after || null), say.added)}
      close={close}
    >
      <RuleFields rule={rule} change={setRule} />
      <FormField label={say.position}>
        <Select
          selectedOption={places.find(({ value }) => value === after) ?? null}
          options={places}
          onChange={({ detail }) => setAfter(detail.selectedOption.value ?? '')}
        />
      </FormField>
    </Question>
  );
}
