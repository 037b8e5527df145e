import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { createSubnet } from '../../api/subnet.ts';
import { createVpc } from '../../api/vpc.ts';
import { paths } from '../../paths.ts';
import { useAct } from '../../ui/act.ts';
import { cidrProblem, descriptionProblem, nameProblem } from '../../ui/field-rules.ts';
import { Page } from '../../ui/page.tsx';
import { Refused } from '../../ui/refused.tsx';
import { useSession } from '../../ui/session-context.ts';
import { useWords } from '../../words/language.ts';
import { firstSubnetOf } from './first-subnet.ts';

export default function VpcCreate() {
  const words = useWords();
  const { project } = useSession();
  const [, navigate] = useLocation();
  const act = useAct();
  const [name, setName] = useState('');
  const [cidr, setCidr] = useState('192.168.0.0/16');
  const [description, setDescription] = useState('');
  const [subnetName, setSubnetName] = useState('subnet-1');
  const [subnetCidr, setSubnetCidr] = useState<string | null>(null);
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<unknown>(null);

  const subnet = subnetCidr ?? firstSubnetOf(cidr)?.cidr ?? '';
  const problems = {
    name: nameProblem(name, words),
    cidr: cidrProblem(cidr, words),
    description: descriptionProblem(description, words),
    subnetName: nameProblem(subnetName, words),
    subnet: cidrProblem(subnet, words),
  };
  const submit = async (): Promise<void> => {
    setAsked(true);
    if (Object.values(problems).some((problem) => problem !== '')) return;
    setBusy(true);
    setRefused(null);
    const made = await act(() => createVpc(project.id, { name, cidr, description }), words.vpc.created(name));
    if (made.ok) {
      const first = await act(
        () =>
          createSubnet(project.id, {
            name: subnetName,
            cidr: subnet,
            gateway_ip: firstSubnetOf(subnet)?.gateway ?? '',
            vpc_id: made.value.id,
          }),
        words.vpc.subnetCreated(subnetName),
      );
      if (first.ok) return navigate(paths.vpc(project.id, made.value.id));
      setRefused(first.error);
    } else setRefused(made.error);
    setBusy(false);
  };
  const shown = (problem: string): string => (asked ? problem : '');
  return (
    <Page title={words.vpc.createTitle} above={[{ text: words.vpc.title, path: paths.vpcs(project.id) }]}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Form
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" formAction="none" onClick={() => navigate(paths.vpcs(project.id))}>
                {words.common.cancel}
              </Button>
              <Button variant="primary" loading={busy}>
                {words.common.ok}
              </Button>
            </SpaceBetween>
          }
          errorText={refused === null ? undefined : <Refused error={refused} />}
        >
          <SpaceBetween size="l">
            <Container header={<Header variant="h2">{words.vpc.basic}</Header>}>
              <SpaceBetween size="m">
                <FormField label={words.common.name} constraintText={words.common.nameRule} errorText={shown(problems.name)}>
                  <Input value={name} onChange={({ detail }) => setName(detail.value)} ariaRequired placeholder="vpc_002" />
                </FormField>
                <FormField label={words.vpc.cidr} constraintText={words.vpc.cidrHint} errorText={shown(problems.cidr)}>
                  <Input value={cidr} onChange={({ detail }) => setCidr(detail.value)} ariaRequired />
                </FormField>
                <FormField
                  label={words.common.description}
                  constraintText={words.common.descriptionRule}
                  errorText={shown(problems.description)}
                >
                  <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
                </FormField>
              </SpaceBetween>
            </Container>
            <Container header={<Header variant="h2">{words.vpc.subnetPart}</Header>}>
              <SpaceBetween size="m">
                <FormField label={words.vpc.subnetName} errorText={shown(problems.subnetName)}>
                  <Input value={subnetName} onChange={({ detail }) => setSubnetName(detail.value)} />
                </FormField>
                <FormField label={words.vpc.subnetCidr} constraintText={words.vpc.subnetHint} errorText={shown(problems.subnet)}>
                  <Input value={subnet} onChange={({ detail }) => setSubnetCidr(detail.value)} />
                </FormField>
              </SpaceBetween>
            </Container>
          </SpaceBetween>
        </Form>
      </form>
    </Page>
  );
}
