import Checkbox from '@cloudscape-design/components/checkbox';
import { useState } from 'react';
import { replacement, termsOf } from '../../api/acl-change.ts';
import { changeAclRule, type Acl, type AclDirection, type AclRule } from '../../api/acl.ts';
import { useAct } from '../../ui/act.ts';
import { Question } from '../../ui/question.tsx';
import { useSession } from '../../ui/session-context.ts';
import { useWords, useWordsOf } from '../../words/language.ts';
import { problemOf, requestOf, RuleFields } from './rule-fields.tsx';
import { aclWords } from './words.ts';

interface ChangeAclRuleProps {
  readonly acl: Acl;
  readonly direction: AclDirection;
  readonly rule: AclRule;
  readonly close: () => void;
}

/** What a rule says, where it stands: its place among the others stays. */
export function ChangeAclRule({ acl, direction, rule: was, close }: ChangeAclRuleProps) {
  const words = useWords();
  const say = useWordsOf(aclWords);
  const { project } = useSession();
  const act = useAct();
  const [rule, setRule] = useState(() => requestOf(was));
  const problem = problemOf(rule, say.portsHint, words);
  const terms = problem === '' ? termsOf(rule) : undefined;
  return (
    <Question
      title={`${say.changeRule}: ${acl.name}, ${direction === 'ingress' ? say.inbound : say.outbound}`}
      yes={words.common.ok}
      no={words.common.cancel}
      disabled={problem === '' ? undefined : problem}
      changes={terms === undefined ? null : replacement({ aclId: acl.id, direction }, was, { ...terms, enabled: rule.enabled })}
      run={() => act(() => changeAclRule(project.id, acl.id, direction, was.id, rule), say.changed)}
      close={close}
    >
      <RuleFields rule={rule} change={setRule} />
      <Checkbox checked={rule.enabled} onChange={({ detail }) => setRule({ ...rule, enabled: detail.checked })}>
        {say.enabled}
      </Checkbox>
    </Question>
  );
}
