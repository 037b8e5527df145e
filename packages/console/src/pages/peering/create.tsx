import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import Tiles from '@cloudscape-design/components/tiles';
import { isHexId, isUuid, overlaps, parseCidr } from '@isthmus/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { createPeering } from '../../api/peering.ts';
import { allVpcs, type Vpc } from '../../api/vpc.ts';
import { paths } from '../../paths.ts';
import { useAct } from '../../ui/act.ts';
import { CreateForm } from '../../ui/create-form.tsx';
import { descriptionProblem, nameProblem } from '../../ui/field-rules.ts';
import { Page } from '../../ui/page.tsx';
import { useSession } from '../../ui/session-context.ts';
import { useWords } from '../../words/language.ts';
import type { Words } from '../../words/en.ts';
import { RequestRefused } from './request-refused.tsx';

type Whose = 'mine' | 'another';
interface Draft {
  readonly name: string;
  readonly localVpcId: string;
  readonly whose: Whose;
  /** For my account, the VPC of the drop-down; its project goes with it. */
  readonly peerVpcId: string;
  readonly peerProjectId: string;
  readonly description: string;
}

const blank: Draft = { name: '', localVpcId: '', whose: 'mine', peerVpcId: '', peerProjectId: '', description: '' };

function problemsOf(draft: Draft, words: Words) {
  const another = draft.whose === 'another';
  const required = (text: string): string => (text === '' ? words.common.required : '');
  return {
    name: nameProblem(draft.name, words),
    localVpcId: required(draft.localVpcId),
    peerProjectId: another
      ? required(draft.peerProjectId) || (isHexId(draft.peerProjectId) || isUuid(draft.peerProjectId) ? '' : words.peering.notProject)
      : '',
    peerVpcId: required(draft.peerVpcId) || (another && !isUuid(draft.peerVpcId) ? words.peering.notUuid : ''),
    description: descriptionProblem(draft.description, words),
  };
}

/** The published form, Table 1 field by field. */
export default function PeeringCreate() {
  const words = useWords();
  const { project } = useSession();
  const [, navigate] = useLocation();
  const act = useAct();
  const [draft, setDraft] = useState(blank);
  const vpcs = useQuery(allVpcs(project.id));
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const problems = problemsOf(draft, words);
  const find = (id: string): Vpc | undefined => vpcs.data?.find((vpc) => vpc.id === id);
  const choices = (vpcs.data ?? []).map(({ id, name, cidr }) => ({ value: id, label: name || id, description: cidr, tags: [id] }));
  const chosen = (id: string) => choices.find(({ value }) => value === id) ?? null;
  const local = find(draft.localVpcId);
  const peer = draft.whose === 'mine' ? find(draft.peerVpcId) : undefined;

  const send = () =>
    act(
      () => createPeering({ ...draft, peerProjectId: draft.whose === 'mine' ? project.id : draft.peerProjectId }),
      ({ name, status }) => (status === 'ACTIVE' ? words.peering.established(name) : words.peering.requested(name)),
    );
  return (
    <Page title={words.peering.create} above={[{ text: words.peering.title, path: paths.peerings(project.id) }]}>
      <CreateForm
        problems={problems}
        send={send}
        sent={({ id }) => navigate(draft.whose === 'mine' ? paths.peering(project.id, id) : paths.peerings(project.id))}
        back={paths.peerings(project.id)}
        refusal={(error) => <RequestRefused error={error} />}
      >
        {(shown) => (
          <Container>
            <SpaceBetween size="l">
              <FormField label={words.common.name} constraintText={words.common.nameRule} errorText={shown(problems.name)}>
                <Input value={draft.name} onChange={({ detail }) => change({ name: detail.value })} placeholder="peering-001" />
              </FormField>
              <FormField
                label={words.peering.localVpc}
                errorText={shown(problems.localVpcId)}
                constraintText={local ? `${words.peering.localCidr}: ${local.cidr}` : undefined}
              >
                <Select
                  selectedOption={chosen(draft.localVpcId)}
                  options={choices}
                  onChange={({ detail }) => change({ localVpcId: detail.selectedOption.value ?? '' })}
                  statusType={vpcs.isPending ? 'loading' : vpcs.isError ? 'error' : 'finished'}
                  filteringType={choices.length > 8 ? 'auto' : 'none'}
                  placeholder={words.peering.localVpc}
                  empty={words.vpc.emptyTitle}
                />
              </FormField>
              <FormField label={words.peering.account} description={words.peering.accountHint} stretch>
                <Tiles
                  value={draft.whose}
                  ariaLabel={words.peering.account}
                  onChange={({ detail }) => change({ whose: detail.value as Whose, peerVpcId: '', peerProjectId: '' })}
                  items={[
                    { value: 'mine', label: words.peering.mine, description: words.peering.mineHint },
                    { value: 'another', label: words.peering.another, description: words.peering.anotherHint },
                  ]}
                />
              </FormField>
              {draft.whose === 'another' && (
                <FormField
                  label={words.peering.peerProject}
                  description={words.peering.projectHint}
                  errorText={shown(problems.peerProjectId)}
                >
                  <Input
                    value={draft.peerProjectId}
                    onChange={({ detail }) => change({ peerProjectId: detail.value.trim() })}
                    autoComplete={false}
                  />
                </FormField>
              )}
              {draft.whose === 'another' ? (
                <FormField label={words.peering.peerVpcId} description={words.peering.vpcHint} errorText={shown(problems.peerVpcId)}>
                  <Input
                    value={draft.peerVpcId}
                    onChange={({ detail }) => change({ peerVpcId: detail.value.trim() })}
                    placeholder="65d062b3-40fa-4204-8181-3538f527d2ab"
                    autoComplete={false}
                  />
                </FormField>
              ) : (
                <FormField
                  label={words.peering.peerVpc}
                  errorText={shown(problems.peerVpcId)}
                  constraintText={peer ? `${words.vpc.cidr}: ${peer.cidr}` : undefined}
                >
                  <Select
                    selectedOption={chosen(draft.peerVpcId)}
                    options={choices.filter(({ value }) => value !== draft.localVpcId)}
                    onChange={({ detail }) => change({ peerVpcId: detail.selectedOption.value ?? '' })}
                    filteringType={choices.length > 8 ? 'auto' : 'none'}
                    placeholder={words.peering.peerVpc}
                    empty={words.vpc.emptyTitle}
                  />
                </FormField>
              )}
              {local && peer && overlapping(local, peer) && <Alert type="warning">{words.peering.overlap}</Alert>}
              <FormField
                label={words.common.description}
                constraintText={words.common.descriptionRule}
                errorText={shown(problems.description)}
              >
                <Textarea value={draft.description} rows={2} onChange={({ detail }) => change({ description: detail.value })} />
              </FormField>
            </SpaceBetween>
          </Container>
        )}
      </CreateForm>
    </Page>
  );
}

function overlapping(a: Vpc, b: Vpc): boolean {
  const [first, second] = [parseCidr(a.cidr), parseCidr(b.cidr)];
  return first.ok && second.ok && overlaps(first.value, second.value);
}
