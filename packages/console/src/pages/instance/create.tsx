import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { createInstance } from '../../api/instance.ts';
import { listSubnets } from '../../api/subnet.ts';
import { allVpcs } from '../../api/vpc.ts';
import { paths } from '../../paths.ts';
import { useAct } from '../../ui/act.ts';
import { addressProblem, nameProblem } from '../../ui/field-rules.ts';
import { Page } from '../../ui/page.tsx';
import { Refused } from '../../ui/refused.tsx';
import { useSession } from '../../ui/session-context.ts';
import { useWords } from '../../words/language.ts';

export default function InstanceCreate() {
  const words = useWords();
  const { project } = useSession();
  const [, navigate] = useLocation();
  const act = useAct();
  const [name, setName] = useState('');
  const [subnetId, setSubnetId] = useState('');
  const [address, setAddress] = useState('');
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<unknown>(null);
  const vpcs = useQuery(allVpcs(project.id));
  const subnets = useQuery(listSubnets(project.id, null));
  const choices = (subnets.data ?? []).map(({ id, name: label, cidr, vpc_id }) => ({
    value: id,
    label,
    description: `${cidr} · ${vpcs.data?.find((vpc) => vpc.id === vpc_id)?.name ?? vpc_id}`,
  }));
  const problems = {
    name: nameProblem(name, words),
    subnet: subnetId === '' ? words.common.required : '',
    address: address === '' ? '' : addressProblem(address, words),
  };
  const submit = async (): Promise<void> => {
    setAsked(true);
    if (Object.values(problems).some((problem) => problem !== '')) return;
    setBusy(true);
    const done = await act(
      () => createInstance(project.id, { name, subnet_id: subnetId, ...(address === '' ? {} : { ip_address: address }) }),
      words.instance.created(name),
    );
    if (done.ok) return navigate(paths.instance(project.id, done.value.id));
    setRefused(done.error);
    setBusy(false);
  };
  const shown = (problem: string): string => (asked ? problem : '');
  return (
    <Page title={words.instance.create} above={[{ text: words.instance.title, path: paths.instances(project.id) }]}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Form
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" formAction="none" onClick={() => navigate(paths.instances(project.id))}>
                {words.common.cancel}
              </Button>
              <Button variant="primary" loading={busy}>
                {words.common.ok}
              </Button>
            </SpaceBetween>
          }
        >
          <Container>
            <SpaceBetween size="l">
              <FormField label={words.common.name} constraintText={words.common.nameRule} errorText={shown(problems.name)}>
                <Input value={name} onChange={({ detail }) => setName(detail.value)} placeholder="web" />
              </FormField>
              <FormField label={words.instance.subnet} errorText={shown(problems.subnet)}>
                <Select
                  selectedOption={choices.find(({ value }) => value === subnetId) ?? null}
                  options={choices}
                  onChange={({ detail }) => setSubnetId(detail.selectedOption.value ?? '')}
                  placeholder={words.instance.subnet}
                  empty={words.vpc.noSubnets}
                />
              </FormField>
              <FormField label={words.instance.address} constraintText={words.instance.addressHint} errorText={shown(problems.address)}>
                <Input value={address} onChange={({ detail }) => setAddress(detail.value.trim())} />
              </FormField>
              {refused !== null && <Refused error={refused} />}
            </SpaceBetween>
          </Container>
        </Form>
      </form>
    </Page>
  );
}
