import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import { hasPorts, isIcmp, protocolNumberOf } from '@isthmus/core';
import { useState } from 'react';
import { createRule, type RuleRequest, type SecurityGroup } from '../../api/security-group.ts';
import { ruleChanges } from '../../api/what-if.ts';
import { useAct } from '../../ui/act.ts';
import { descriptionProblem } from '../../ui/field-rules.ts';
import { Question } from '../../ui/question.tsx';
import { useSession } from '../../ui/session-context.ts';
import { useWords, useWordsOf } from '../../words/language.ts';
import { RemoteField, type Remote } from './remote-field.tsx';
import { ruleProblem } from './rule-problem.ts';
import { portsOf } from './rule-text.ts';
import { securityWords } from './words.ts';

const types = ['IPv4', 'IPv6'] as const;
/** The protocols of the published form; the last is every one. */
const protocols = ['tcp', 'udp', 'icmp', ''] as const;

interface AddRuleProps {
  readonly group: Pick<SecurityGroup, 'id' | 'name'>;
  readonly direction: RuleRequest['direction'];
  readonly close: () => void;
}

/** The published fields of a rule, what is wrong with them, and what the rule would let through. */
export function AddRule({ group, direction, close }: AddRuleProps) {
  const words = useWords();
  const say = useWordsOf(securityWords);
  const { project } = useSession();
  const act = useAct();
  const [ethertype, setType] = useState<(typeof types)[number]>('IPv4');
  const [protocol, setProtocol] = useState('tcp');
  const [ports, setPorts] = useState('443');
  const [remote, setRemote] = useState<Remote>({ remote_ip_prefix: '0.0.0.0/0', remote_group_id: null });
  const [description, setDescription] = useState('');
  const number = protocol === '' ? undefined : protocolNumberOf(protocol, ethertype);
  const [icmp, numbered] = [number !== undefined && isIcmp(number), number !== undefined && hasPorts(number)];
  const span = icmp || numbered ? portsOf(ports, icmp ? 'the first alone' : 'both ends') : ([null, null] as const);
  const rule: RuleRequest = {
    security_group_id: group.id,
    direction,
    ethertype,
    protocol: protocol === '' ? null : protocol,
    port_range_min: span?.[0] ?? null,
    port_range_max: span?.[1] ?? null,
    ...remote,
    description,
  };
  const portProblem = span === undefined ? say.portsWrong : '';
  const problem = portProblem || ruleProblem(rule) || descriptionProblem(description, words);
  const options = protocols.map((value) => ({ value, label: value === '' ? say.anyProtocol : value.toUpperCase() }));
  return (
    <Question
      title={`${say.add}: ${group.name}, ${say[direction]}`}
      yes={words.common.ok}
      no={words.common.cancel}
      disabled={problem === '' ? undefined : problem}
      changes={problem === '' ? ruleChanges('create-security-group-rule', [rule]) : null}
      run={() => act(() => createRule(project.id, rule), say.added(1))}
      close={close}
    >
      <div className="two-fields">
        <FormField label={say.type}>
          <Select
            selectedOption={{ value: ethertype }}
            options={types.map((value) => ({ value }))}
            onChange={({ detail }) => {
              const next = detail.selectedOption.value === 'IPv6' ? 'IPv6' : 'IPv4';
              setType(next);
              if (remote.remote_ip_prefix === '0.0.0.0/0' || remote.remote_ip_prefix === '::/0')
                setRemote({ remote_ip_prefix: next === 'IPv6' ? '::/0' : '0.0.0.0/0', remote_group_id: null });
            }}
          />
        </FormField>
        <FormField label={say.protocol}>
          <Select
            selectedOption={options.find(({ value }) => value === protocol) ?? null}
            options={options}
            onChange={({ detail }) => {
              setProtocol(detail.selectedOption.value ?? '');
              setPorts('');
            }}
          />
        </FormField>
      </div>
      {(icmp || numbered) && (
        <FormField
          label={icmp ? say.icmp : say.ports}
          constraintText={icmp ? say.icmpHint : say.portsHint}
          errorText={portProblem || ruleProblem({ ...rule, remote_ip_prefix: null, remote_group_id: null })}
        >
          <Input value={ports} onChange={({ detail }) => setPorts(detail.value.trim())} />
        </FormField>
      )}
      <RemoteField direction={direction} remote={remote} choose={setRemote} />
      <FormField label={words.common.description} errorText={descriptionProblem(description, words)}>
        <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
      </FormField>
    </Question>
  );
}
