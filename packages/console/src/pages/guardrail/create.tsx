import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tiles from '@cloudscape-design/components/tiles';
import { flowProtocols, type FlowProtocol } from '@isthmus/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { createGuardrail, type GuardrailRequest } from '../../api/guardrail.ts';
import { paths } from '../../paths.ts';
import { useAct } from '../../ui/act.ts';
import { CreateForm } from '../../ui/create-form.tsx';
import { cidrProblem, nameProblem } from '../../ui/field-rules.ts';
import { Page } from '../../ui/page.tsx';
import { useSession } from '../../ui/session-context.ts';
import { useWords, useWordsOf } from '../../words/language.ts';
import { portsOf } from '../security/rule-text.ts';
import { EndFields, type End } from './end-fields.tsx';
import { useSentence } from './sentence.ts';
import { guardrailWords } from './words.ts';

const anywhere: End = { vpcId: '', block: '' };

/** What may never, or must always, get through; the sentence that is stated stands below while it is put together. */
export default function GuardrailCreate() {
  const words = useWords();
  const say = useWordsOf(guardrailWords);
  const sentence = useSentence();
  const { project } = useSession();
  const [, navigate] = useLocation();
  const act = useAct();
  const [name, setName] = useState('');
  const [rule, setRule] = useState<GuardrailRequest['rule']>('never');
  const [source, setSource] = useState(anywhere);
  const [destination, setDestination] = useState(anywhere);
  const [protocol, setProtocol] = useState<FlowProtocol | ''>('');
  const [ports, setPorts] = useState('');
  const numbered = protocol === 'tcp' || protocol === 'udp';
  const span = numbered ? portsOf(ports, 'both ends') : ([null, null] as const);
  const blockProblem = (block: string): string => (block === '' ? '' : cidrProblem(block, words));
  const problems = {
    name: nameProblem(name, words),
    source: blockProblem(source.block),
    destination: blockProblem(destination.block),
    ports: span === undefined ? say.portsWrong : '',
  };
  const sent = ({ vpcId, block }: End) => ({ vpc_id: vpcId || null, cidr: block || null });
  const body = {
    name,
    rule,
    source: sent(source),
    destination: sent(destination),
    protocol: protocol === '' ? null : protocol,
    port_min: span?.[0] ?? null,
    port_max: span?.[1] ?? null,
  };
  const protocols = [{ value: '', label: say.any }, ...flowProtocols.map((value) => ({ value, label: value.toUpperCase() }))];
  return (
    <Page title={say.create} above={[{ text: say.title, path: paths.guardrails(project.id) }]}>
      <CreateForm
        problems={problems}
        send={() => act(() => createGuardrail(project.id, body), say.created(name))}
        sent={() => navigate(paths.guardrails(project.id))}
        back={paths.guardrails(project.id)}
      >
        {(shown) => (
          <Container header={<Header variant="h2">{say.states}</Header>}>
            <SpaceBetween size="l">
              <FormField label={words.common.name} constraintText={words.common.nameRule} errorText={shown(problems.name)}>
                <Input value={name} placeholder="no-ssh-from-outside" onChange={({ detail }) => setName(detail.value)} />
              </FormField>
              <FormField label={say.rule} stretch>
                <Tiles
                  value={rule}
                  ariaLabel={say.rule}
                  onChange={({ detail }) => setRule(detail.value as GuardrailRequest['rule'])}
                  items={[
                    { value: 'never', label: say.never, description: say.neverHint },
                    { value: 'always', label: say.always, description: say.alwaysHint },
                  ]}
                />
              </FormField>
              <ColumnLayout columns={2}>
                <EndFields title={say.source} end={source} problem={problems.source} choose={setSource} />
                <EndFields title={say.destination} end={destination} problem={problems.destination} choose={setDestination} />
                <FormField label={say.protocol}>
                  <Select
                    selectedOption={protocols.find(({ value }) => value === protocol) ?? null}
                    options={protocols}
                    onChange={({ detail }) => setProtocol((detail.selectedOption.value ?? '') as FlowProtocol | '')}
                  />
                </FormField>
                {numbered && (
                  <FormField label={say.ports} constraintText={say.portsHint} errorText={problems.ports}>
                    <Input value={ports} placeholder="22" onChange={({ detail }) => setPorts(detail.value.trim())} />
                  </FormField>
                )}
              </ColumnLayout>
              <Box variant="strong">
                <span aria-live="polite" data-sentence="">
                  {sentence(body)}
                </span>
              </Box>
            </SpaceBetween>
          </Container>
        )}
      </CreateForm>
    </Page>
  );
}
