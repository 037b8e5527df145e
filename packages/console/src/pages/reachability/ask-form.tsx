import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useState } from 'react';
import type { Instance } from '../../api/instance.ts';
import type { Protocol, Question } from '../../api/reachability.ts';
import { addressProblem } from '../../ui/field-rules.ts';
import { useWords } from '../../words/language.ts';

const protocols: readonly { readonly value: Protocol; readonly label: string }[] = [
  { value: 'icmp', label: 'ICMP (ping)' },
  { value: 'tcp', label: 'TCP' },
  { value: 'udp', label: 'UDP' },
];

interface AskFormProps {
  readonly instances: readonly Instance[];
  readonly busy: boolean;
  readonly ask: (question: Question) => void;
  /** Blocks in which an address is likely meant. */
  readonly ranges: readonly string[];
}

/** What the address of the page says is filled in: `?vpc=`, `?instance=`, `?to=`; with all of it the question is asked at once. */
export function AskForm({ instances, busy, ask, ranges }: AskFormProps) {
  const words = useWords();
  const [given] = useState(() => new URLSearchParams(location.search));
  const first = instances.find(({ id, vpc_id }) => id === given.get('instance') || vpc_id === given.get('vpc')) ?? instances[0];
  const [instanceId, setInstanceId] = useState(first?.id ?? '');
  const [destination, setDestination] = useState(given.get('to') ?? '');
  const [protocol, setProtocol] = useState<Protocol>('icmp');
  const [port, setPort] = useState('443');
  const [packet, setPacket] = useState(true);
  const choices = instances.map(({ id, name, ip_address }) => ({ value: id, label: name, description: ip_address ?? '' }));
  const needsPort = protocol !== 'icmp';
  const portProblem = needsPort && !(/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535) ? '1–65535' : '';
  const problem = addressProblem(destination, words) || portProblem;
  const question = {
    instanceId,
    destination,
    protocol,
    port: needsPort ? Number(port) : null,
    probe: packet ? 'with-packet' : 'proof-alone',
  } as const;
  useEffect(() => {
    if (given.has('to') && problem === '' && instanceId !== '') ask(question);
    // Once, for the address that the page was opened with.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  return (
    <Container>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (problem !== '') return;
          ask(question);
        }}
      >
        <SpaceBetween size="m">
          <ColumnLayout columns={2}>
            <FormField label={words.reach.source}>
              <Select
                selectedOption={choices.find(({ value }) => value === instanceId) ?? null}
                options={choices}
                filteringType={choices.length > 8 ? 'auto' : 'none'}
                onChange={({ detail }) => setInstanceId(detail.selectedOption.value ?? '')}
              />
            </FormField>
            <FormField
              label={words.reach.destination}
              constraintText={ranges.length === 0 ? undefined : words.reach.inRanges(ranges.join(', '))}
              errorText={destination === '' ? '' : addressProblem(destination, words)}
            >
              <Input value={destination} onChange={({ detail }) => setDestination(detail.value.trim())} placeholder="10.0.2.10" />
            </FormField>
            <FormField label={words.reach.protocol}>
              <Select
                selectedOption={protocols.find(({ value }) => value === protocol) ?? null}
                options={protocols}
                onChange={({ detail }) => setProtocol(detail.selectedOption.value as Protocol)}
              />
            </FormField>
            {needsPort && (
              <FormField label={words.reach.port} errorText={portProblem}>
                <Input value={port} onChange={({ detail }) => setPort(detail.value.trim())} inputMode="numeric" />
              </FormField>
            )}
          </ColumnLayout>
          <Checkbox checked={packet} onChange={({ detail }) => setPacket(detail.checked)}>
            {words.reach.probe}
          </Checkbox>
          <Button variant="primary" loading={busy} disabled={problem !== '' || instanceId === ''}>
            {words.reach.check}
          </Button>
        </SpaceBetween>
      </form>
    </Container>
  );
}
