import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import { useState } from 'react';
import { parseCidr } from '@isthmus/core';
import { createRule, type SecurityGroup } from '../../api/security-group.ts';
import { useAct } from '../../ui/act.ts';
import { cidrProblem } from '../../ui/field-rules.ts';
import { Question } from '../../ui/question.tsx';
import { useSession } from '../../ui/session-context.ts';
import { useWords } from '../../words/language.ts';

/** One more rule, for a block of addresses; across accounts a group cannot be named, a block can. */
export function AddRule({ group, close }: { readonly group: SecurityGroup; readonly close: () => void }) {
  const words = useWords();
  const { project } = useSession();
  const act = useAct();
  const [direction, setDirection] = useState<'ingress' | 'egress'>('ingress');
  const [protocol, setProtocol] = useState('icmp');
  const [port, setPort] = useState('443');
  const [remote, setRemote] = useState('0.0.0.0/0');
  const directions = [
    { value: 'ingress', label: words.security.ingress },
    { value: 'egress', label: words.security.egress },
  ];
  const protocols = [
    { value: 'icmp', label: 'ICMP' },
    { value: 'tcp', label: 'TCP' },
    { value: 'udp', label: 'UDP' },
    { value: '', label: words.common.all },
  ];
  const hasPort = protocol === 'tcp' || protocol === 'udp';
  const number = hasPort ? Number(port) : null;
  const portProblem = number !== null && !(number >= 1 && number <= 65_535) ? '1–65535' : '';
  const problem = cidrProblem(remote, words) || portProblem;
  const parsed = parseCidr(remote);
  return (
    <Question
      title={`${words.security.add}: ${group.name}`}
      yes={words.common.ok}
      no={words.common.cancel}
      disabled={problem === '' ? undefined : problem}
      run={() =>
        act(
          () =>
            createRule(project.id, {
              security_group_id: group.id,
              direction,
              ethertype: parsed.ok && parsed.value.family === 6 ? 'IPv6' : 'IPv4',
              protocol: protocol === '' ? null : protocol,
              port_range_min: number,
              port_range_max: number,
              remote_ip_prefix: remote,
            }),
          words.security.added,
        )
      }
      close={close}
    >
      <FormField label={words.security.direction}>
        <Select
          selectedOption={directions.find(({ value }) => value === direction) ?? null}
          options={directions}
          onChange={({ detail }) => setDirection(detail.selectedOption.value === 'egress' ? 'egress' : 'ingress')}
        />
      </FormField>
      <FormField label={words.reach.protocol}>
        <Select
          selectedOption={protocols.find(({ value }) => value === protocol) ?? null}
          options={protocols}
          onChange={({ detail }) => setProtocol(detail.selectedOption.value ?? '')}
        />
      </FormField>
      {hasPort && (
        <FormField label={words.reach.port} errorText={portProblem}>
          <Input value={port} onChange={({ detail }) => setPort(detail.value.trim())} inputMode="numeric" />
        </FormField>
      )}
      <FormField label={words.security.remote} errorText={cidrProblem(remote, words)}>
        <Input value={remote} onChange={({ detail }) => setRemote(detail.value.trim())} />
      </FormField>
    </Question>
  );
}
