import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import RadioGroup from '@cloudscape-design/components/radio-group';
import { aclActions, checkAclRule, type AclRule as CoreRule } from '@isthmus/core';
import { useState } from 'react';
import { insertAclRule, type Acl, type AclDirection, type AclRule, type AclRuleRequest } from '../../api/acl.ts';
import { useAct } from '../../ui/act.ts';
import { Question } from '../../ui/question.tsx';
import { useSession } from '../../ui/session-context.ts';
import { useWords, useWordsOf } from '../../words/language.ts';
import { useRuleText } from './rule-text.ts';
import { aclWords } from './words.ts';

const protocols = ['', 'tcp', 'udp', 'icmp'] as const;

interface AddAclRuleProps {
  readonly acl: Acl;
  readonly direction: AclDirection;
  readonly rules: readonly AclRule[];
  readonly close: () => void;
}

/** The published fields of a rule, and where it stands among the others. */
export function AddAclRule({ acl, direction, rules, close }: AddAclRuleProps) {
  const words = useWords();
  const say = useWordsOf(aclWords);
  const textOf = useRuleText();
  const { project } = useSession();
  const act = useAct();
  const [action, setAction] = useState<'allow' | 'deny'>('allow');
  const [version, setVersion] = useState<4 | 6>(4);
  const [protocol, setProtocol] = useState('');
  const [source, setSource] = useState('');
  const [destination, setDestination] = useState('');
  const [ports, setPorts] = useState('');
  const [after, setAfter] = useState(rules.at(-1)?.id ?? '');
  const numbered = protocol === 'tcp' || protocol === 'udp';
  const rule: AclRuleRequest = {
    action,
    ip_version: version,
    protocol: protocol || null,
    source_ip_address: source || null,
    destination_ip_address: destination || null,
    source_port: null,
    destination_port: numbered && ports !== '' ? ports : null,
    description: '',
  };
  const problem = problemOf(rule, say.portsHint);
  const types = [4, 6].map((value) => ({ value: String(value), label: `IPv${value}` }));
  const kinds = protocols.map((value) => ({ value, label: value === '' ? say.any : value.toUpperCase() }));
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
      run={() => act(() => insertAclRule(project.id, acl.id, direction, rule, after || null), say.added)}
      close={close}
    >
      <FormField label={say.action}>
        <RadioGroup
          value={action}
          ariaLabel={say.action}
          direction="horizontal"
          items={aclActions.map((value) => ({ value, label: say[value] }))}
          onChange={({ detail }) => setAction(detail.value === 'deny' ? 'deny' : 'allow')}
        />
      </FormField>
      <div className="two-fields">
        <FormField label={say.type}>
          <Select
            selectedOption={types.find(({ value }) => value === String(version)) ?? null}
            options={types}
            onChange={({ detail }) => setVersion(detail.selectedOption.value === '6' ? 6 : 4)}
          />
        </FormField>
        <FormField label={say.protocol}>
          <Select
            selectedOption={kinds.find(({ value }) => value === protocol) ?? null}
            options={kinds}
            onChange={({ detail }) => setProtocol(detail.selectedOption.value ?? '')}
          />
        </FormField>
        <FormField label={say.source} constraintText={say.blockHint}>
          <Input value={source} onChange={({ detail }) => setSource(detail.value.trim())} />
        </FormField>
        <FormField label={say.destination} constraintText={say.blockHint}>
          <Input value={destination} onChange={({ detail }) => setDestination(detail.value.trim())} />
        </FormField>
      </div>
      {numbered && (
        <FormField label={say.ports} constraintText={say.portsHint}>
          <Input value={ports} onChange={({ detail }) => setPorts(detail.value.replaceAll(' ', ''))} />
        </FormField>
      )}
      <FormField label={say.position} errorText={problem}>
        <Select
          selectedOption={places.find(({ value }) => value === after) ?? null}
          options={places}
          onChange={({ detail }) => setAfter(detail.selectedOption.value ?? '')}
        />
      </FormField>
    </Question>
  );
}

/** Why the service would refuse the rule, in core's own words, or empty. */
function problemOf(rule: AclRuleRequest, portsWrong: string): string {
  if (rule.destination_port !== null && !/^\d{1,5}([:-]\d{1,5})?(,\d{1,5}([:-]\d{1,5})?){0,14}$/.test(rule.destination_port))
    return portsWrong;
  const destinationPorts = (rule.destination_port?.split(',') ?? []).map((span) => {
    const [first = '', last = first] = span.split(/[:-]/);
    return [Number(first), Number(last)] as const;
  });
  const checked = checkAclRule({
    action: rule.action,
    family: rule.ip_version,
    protocol: rule.protocol as CoreRule['protocol'],
    source: rule.source_ip_address,
    destination: rule.destination_ip_address,
    sourcePorts: [],
    destinationPorts,
  });
  if (checked.ok) return '';
  const { problem } = checked;
  if (problem.kind !== 'invalid-field') return problem.kind;
  const field = problem.field.split('.').at(-1) as keyof AclRuleRequest;
  return `${rule[field]} ${problem.reason}: ${problem.fix}.`;
}
